package io.gatewaystack.transformabl.safety;

/** Signs of code that are no fixed text: conditions that always hold, sums in templates, paths. */
final class CodeShapes {
  private static final int LONGEST = 40;

  private final CodeText text;
  private String reason = "";

  CodeShapes(CodeText text) {
    this.text = text;
  }

  /** What the last shape found is a sign of. */
  String reason() {
    return reason;
  }

  /** Whether a shape may start with two characters; false is certain. */
  static boolean mayStart(char first, char second) {
    return switch (CharKind.lower(first)) {
      case '{', '$', '#' -> second == '{';
      case '<' -> second == '%';
      case '\'' -> second <= ' ' || second == '/' || second == '-'; // white space, a comment
      case '.' -> second == '.';
      case 'o' -> CharKind.lower(second) == 'r';
      case 'a' -> CharKind.lower(second) == 'n';
      default -> false;
    };
  }

  /** How much what starts at a position counts; 0 when nothing does. */
  int weight(int at) {
    return switch (text.lower(at)) {
      case '{', '$', '#', '<' -> template(at);
      case '\'' -> comment(at);
      case '.' -> path(at);
      case 'o' -> text.lower(at + 1) == 'r' ? condition(at) : 0;
      case 'a' -> text.lower(at + 1) == 'n' ? condition(at) : 0;
      default -> 0;
    };
  }

  private int found(String why, int weight) {
    reason = why;
    return weight;
  }

  /** {@code {{7*7}}}, {@code ${7*7}}, {@code #{7*7}}, {@code <%= 7*7 %>}. */
  private int template(int at) {
    int open = opened(at);
    if (open < 0) {
      return 0;
    }
    int left = digits(text.behindSpace(open));
    int operator = text.behindSpace(left);
    if (left == text.behindSpace(open) || "*+-".indexOf(text.lower(operator)) < 0) {
      return 0;
    }
    int start = text.behindSpace(operator + 1);
    start += text.lower(start) == '\'' ? 1 : 0; // {{7*'7'}} tells engines apart
    return digits(start) > start ? found("template_expression", 95) : 0;
  }

  private int opened(int at) {
    char c = text.lower(at);
    char next = text.lower(at + 1);
    if (c == '<') {
      return next == '%' ? at + (text.lower(at + 2) == '=' ? 3 : 2) : -1;
    }
    return next == '{' ? at + 2 : -1;
  }

  private int digits(int from) {
    int at = from;
    while (text.lower(at) >= '0' && text.lower(at) <= '9') {
      at++;
    }
    return at;
  }

  /** A quote that closes a value, and a comment that swallows the rest: {@code admin'--}. */
  private int comment(int at) {
    char before = text.lower(at - 1);
    if (!text.quoteIsOpen() || !text.isWord(at - 1) && before != ')') {
      return 0;
    }
    int dashes = text.behindSpace(at + 1);
    boolean comment = text.lower(dashes) == '-' && text.lower(dashes + 1) == '-';
    int rest = text.behindSpace(dashes + 2);
    boolean swallows = rest >= text.length() || dashes == at + 1 && rest > dashes + 2;
    return comment && swallows ? found("sql_injection", 80) : 0;
  }

  /**
   * Two or more steps up and then a file that no application keeps there. Backslashes in front of
   * dots are gone: they were read as escapes.
   */
  private int path(int at) {
    if (text.lower(at - 1) == '.' || text.lower(at - 2) == '.' && isSlash(at - 1)) {
      return 0;
    }
    int up = at;
    int steps = 0;
    boolean glued = false;
    while (text.lower(up) == '.' && text.lower(up + 1) == '.') {
      glued |= steps > 0 && !isSlash(up - 1);
      up += isSlash(up + 2) ? 3 : 2;
      steps++;
    }
    if (glued ? text.lower(up - 1) != '\\' : !isSlash(up - 1)) {
      return 0;
    }
    boolean system =
        starts("etc", up)
            || starts("windows", up)
            || starts("proc", up)
            || starts("boot.ini", up)
            || starts("root/", up);
    return steps >= 2 && system ? found("path_traversal", 75) : 0;
  }

  private boolean isSlash(int at) {
    return text.lower(at) == '/' || text.lower(at) == '\\';
  }

  private boolean starts(String word, int at) {
    for (int i = 0; i < word.length(); i++) {
      if (text.lower(at + i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** {@code or 1=1}, {@code and 'a'='a}: alone, or behind the end of a value. */
  private int condition(int at) {
    boolean or = starts("or", at);
    if (!or && !starts("and", at) || text.isWord(at - 1)) {
      return 0;
    }
    int left = text.behindSpace(at + (or ? 2 : 3));
    if (left == at + (or ? 2 : 3) && text.lower(left) != '(') {
      return 0;
    }
    left += text.lower(left) == '(' ? 1 : 0;
    int behind = operand(left);
    int sign = text.behindSpace(behind);
    if (behind == left || text.lower(sign) != '=') {
      return 0;
    }
    int right = text.behindSpace(sign + 1);
    right += text.lower(right) == '(' ? 1 : 0;
    if (!same(left, behind, right)) {
      return 0;
    }
    char before = text.lower(text.beforeSpace(at));
    boolean breaks = before == '\'' || before == '"' || before == ')';
    return found("sql_injection", breaks ? 95 : or ? 65 : 50);
  }

  private int operand(int from) {
    int at = from;
    char quote = text.lower(at);
    if (quote == '\'' || quote == '"') {
      at++;
      while (at - from < LONGEST && text.isWord(at)) {
        at++;
      }
      return text.lower(at) == quote ? at + 1 : from;
    }
    return digits(at);
  }

  private boolean same(int from, int to, int other) {
    for (int i = from; i < to; i++) {
      boolean closing = i == to - 1 && (text.lower(i) == '\'' || text.lower(i) == '"');
      char c = text.lower(other + i - from);
      if (c != text.lower(i) && !(closing && c == 0)) {
        return closing; // the last quote may be the application's own
      }
    }
    return true;
  }
}
