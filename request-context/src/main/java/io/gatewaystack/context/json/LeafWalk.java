package io.gatewaystack.context.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
  private @Nullable String[] containers = new String[16]; // their pointers, once asked for
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
          leaf(expectKey ? Kind.KEY : Kind.STRING, at, Tokens.endOfString(json, at));
          expectKey = false;
          at = to;
        }
        default -> {
          leaf(kindOf(json[at]), at, Tokens.endOfScalar(json, at));
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
      containers = Arrays.copyOf(containers, depth * 2);
    }
    keyAt[depth] = key;
    index[depth] = 0;
    containers[depth] = null;
  }

  private void leaf(Kind newKind, int start, int end) {
    kind = newKind;
    from = start;
    to = end;
    visitor.visit(this);
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
    return quoted
        ? Tokens.text(json, from, to)
        : new String(json, from, to - from, StandardCharsets.US_ASCII);
  }

  @Override
  public String pointer() {
    return depth == 0 ? "" : container(depth) + segment(depth);
  }

  /** The pointer of an open container: a name around many values is read once. */
  private String container(int level) {
    String known = containers[level];
    if (known == null) {
      known = level == 1 ? "" : container(level - 1) + segment(level - 1);
      containers[level] = known;
    }
    return known;
  }

  /** The step from a container to what the cursor is in. */
  private String segment(int level) {
    if (keyAt[level] == INDEX) {
      return "/" + index[level];
    }
    String key = Tokens.text(json, keyAt[level], Tokens.endOfString(json, keyAt[level]));
    return "/" + key.replace("~", "~0").replace("/", "~1");
  }
}
