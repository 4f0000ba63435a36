package io.gatewaystack.context.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks the tokens of a checked document. Because the grammar was checked before, a token's extent
 * follows from its first byte alone; no second opinion about the grammar is formed here.
 */
final class LeafWalk implements Leaf {
  private static final int INDEX = -1;

  private final byte[] json;
  private final LeafVisitor visitor;

  // One frame per open container: where the current key starts, or INDEX and the element's number.
  private int[] keyAt = new int[16];
  private int[] index = new int[16];
  private int depth;

  private Kind kind = Kind.NULL;
  private int from;
  private int to;

  LeafWalk(byte[] json, LeafVisitor visitor) {
    this.json = json;
    this.visitor = visitor;
  }

  void run() {
    int at = 0;
    boolean expectKey = false;
    while (at < json.length) {
      switch (json[at]) {
        case '{' -> {
          push(0);
          expectKey = true;
          at++;
        }
        case '[' -> {
          push(INDEX);
          expectKey = false;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at++;
        }
        case ',' -> {
          expectKey = keyAt[depth] != INDEX;
          index[depth]++;
          at++;
        }
        case ' ', '\t', '\r', '\n', ':' -> at++;
        case '"' -> {
          if (expectKey) {
            keyAt[depth] = at;
          }
          leaf(expectKey ? Kind.KEY : Kind.STRING, at, endOfString(at));
          expectKey = false;
          at = to;
        }
        default -> {
          leaf(kindOf(json[at]), at, endOfScalar(at));
          at = to;
        }
      }
    }
  }

  private void push(int key) {
    depth++;
    if (depth == keyAt.length) {
      keyAt = Arrays.copyOf(keyAt, depth * 2);
      index = Arrays.copyOf(index, depth * 2);
    }
    keyAt[depth] = key;
    index[depth] = 0;
  }

  private void leaf(Kind newKind, int start, int end) {
    kind = newKind;
    from = start;
    to = end;
    visitor.visit(this);
  }

  private int endOfString(int quote) {
    int at = quote + 1;
    while (json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private int endOfScalar(int start) {
    int at = start;
    while (at < json.length && "-+.0123456789abcdefghijklmnopqrstuvwxyzE".indexOf(json[at]) >= 0) {
      at++;
    }
    return at;
  }

  private static Kind kindOf(byte first) {
    return switch (first) {
      case 't', 'f' -> Kind.BOOLEAN;
      case 'n' -> Kind.NULL;
      default -> Kind.NUMBER;
    };
  }

  @Override
  public Kind kind() {
    return kind;
  }

  @Override
  public int from() {
    return from;
  }

  @Override
  public int to() {
    return to;
  }

  @Override
  public boolean escaped() {
    for (int at = from; at < to; at++) {
      if (json[at] == '\\') {
        return true;
      }
    }
    return false;
  }

  @Override
  public String text() {
    boolean quoted = kind == Kind.KEY || kind == Kind.STRING;
    return quoted ? decode(from, to) : new String(json, from, to - from, StandardCharsets.US_ASCII);
  }

  private String decode(int start, int end) {
    String raw = new String(json, start + 1, end - start - 2, StandardCharsets.UTF_8);
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      c = raw.charAt(++i);
      switch (c) {
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'n' -> text.append('\n');
        case 'r' -> text.append('\r');
        case 't' -> text.append('\t');
        case 'u' -> {
          text.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
          i += 4;
        }
        default -> text.append(c);
      }
    }
    return text.toString();
  }

  @Override
  public String pointer() {
    StringBuilder pointer = new StringBuilder();
    for (int level = 1; level <= depth; level++) {
      pointer.append('/');
      if (keyAt[level] == INDEX) {
        pointer.append(index[level]);
      } else {
        String key = decode(keyAt[level], endOfString(keyAt[level]));
        pointer.append(key.replace("~", "~0").replace("/", "~1"));
      }
    }
    return pointer.toString();
  }
}
