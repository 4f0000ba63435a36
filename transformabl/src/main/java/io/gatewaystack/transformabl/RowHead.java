package io.gatewaystack.transformabl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the names of columns where they stand, without a walk: a list of strings, {@code
 * ["id","ssn"]}, or of what describes each, {@code [{"name":"id","type":"int"},…]}.
 */
final class RowHead {
  private static final Set<String> KEYS =
      Set.of("cols", "columns", "fields", "head", "header", "headers");
  private static final int SHORTEST_KEY = 4;
  private static final int LONGEST_KEY = 7;
  private static final int MOST = 64; // names
  private static final int LONGEST = 64; // bytes of a name

  /**
   * What follows a value.
   *
   * @param value where the value ends
   * @param names the names of columns, if they follow; else none
   */
  record Behind(int value, List<String> names) {}

  private final byte[] json;
  private int at;

  private RowHead(byte[] json, int at) {
    this.json = json;
    this.at = at;
  }

  /** Whether a member of such a name holds the names of columns. */
  static boolean isKey(byte[] json, int from, int to) {
    if (to - from > LONGEST_KEY || to - from < SHORTEST_KEY) {
      return false;
    }
    int first = json[from] | 0x20;
    return (first == 'c' || first == 'f' || first == 'h')
        && KEYS.contains(
            new String(json, from, to - from, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT));
  }

  /** Where the value begins of a member whose name ends with the quotes at a place. */
  static int valueOf(byte[] json, int quotes) {
    int colon = next(json, quotes + 1);
    return is(json, colon, ':') ? next(json, colon + 1) : json.length;
  }

  /** Whether a character stands at a place, and one behind it, but for white space. */
  static boolean are(byte[] json, int from, char one, char two) {
    return is(json, from, one) && is(json, next(json, from + 1), two);
  }

  /** The names that a list at a place holds; empty when it holds anything else. */
  static List<String> names(byte[] json, int from) {
    return new RowHead(json, from).names();
  }

  /** The names in the member that follows a value, if that is called a head; else none. */
  static Behind behind(byte[] json, int value) {
    RowHead reader = new RowHead(json, value);
    reader.skip();
    int end = next(json, reader.at);
    int quotes = next(json, end + 1);
    if (!is(json, end, ',') || !is(json, quotes, '"')) {
      return new Behind(end, List.of());
    }
    reader.at = quotes;
    reader.skipString();
    boolean head = isKey(json, quotes + 1, reader.at - 1);
    return new Behind(end, head ? names(json, valueOf(json, reader.at - 1)) : List.of());
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    if (!is(json, at, '[')) {
      return names;
    }
    at = next(json, at + 1);
    while (at < json.length && json[at] != ']' && names.size() < MOST) {
      String name = is(json, at, '{') ? described() : is(json, at, '"') ? string() : "";
      if (name.isEmpty() || name.indexOf('@') >= 0) {
        return List.of();
      }
      names.add(name);
      at = next(json, at);
      at = is(json, at, ',') ? next(json, at + 1) : at;
    }
    return names;
  }

  /** What the object at the cursor says that the column is called; empty when it does not. */
  private String described() {
    String name = "";
    at = next(json, at + 1);
    while (is(json, at, '"')) {
      String key = string();
      at = valueOf(json, at - 1);
      if (key.equals("name") && is(json, at, '"')) {
        name = string();
      } else {
        skip();
      }
      at = next(json, at);
      at = is(json, at, ',') ? next(json, at + 1) : at;
    }
    at += is(json, at, '}') ? 1 : 0;
    return name;
  }

  /** The string at the cursor, without what is too long or escaped. */
  private String string() {
    int from = at + 1;
    skipString();
    int length = at - 1 - from;
    return length > LONGEST || length < 1
        ? ""
        : new String(json, from, length, StandardCharsets.UTF_8);
  }

  private void skipString() {
    at++;
    while (at < json.length && json[at] != '"') {
      at += json[at] == '\\' ? 2 : 1;
    }
    at = Math.min(at + 1, json.length);
  }

  /** Goes behind the value at the cursor. */
  private void skip() {
    int depth = 0;
    do {
      if (is(json, at, '"')) {
        skipString();
      } else {
        byte b = at < json.length ? json[at] : 0;
        depth += b == '[' || b == '{' ? 1 : b == ']' || b == '}' ? -1 : 0;
        at++;
      }
    } while (at < json.length && (depth > 0 || !ends(at)));
  }

  private boolean ends(int position) {
    byte b = json[position];
    return b == ',' || b == ']' || b == '}' || b <= ' ';
  }

  private static boolean is(byte[] json, int at, char c) {
    return at >= 0 && at < json.length && json[at] == c;
  }

  private static int next(byte[] json, int from) {
    int at = from;
    while (at < json.length && json[at] <= ' ' && json[at] >= 0) {
      at++;
    }
    return at;
  }
}
