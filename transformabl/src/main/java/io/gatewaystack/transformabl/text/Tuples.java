package io.gatewaystack.transformabl.text;

/**
 * Lists of names, in front of lists of values in the same order: {@code INSERT INTO t (name, ssn)
 * VALUES ('Ann', '…'), …}, {@code {"columns":["name","ssn"],"rows":[["Ann","…"],…]}}, {@code
 * [["name","ssn"],["Ann","…"]]}. The first such list of a text counts. Not safe for use by several
 * threads.
 */
final class Tuples {
  private static final int LONGEST_HEAD = 400;
  private static final int LONGEST_NUMBER = 4; // in a head
  private static final int LONGEST_GAP = 16;
  private static final Marks BEFORE_VALUES = Marks.of(" '\"(,[\n+`");
  private static final String[] HEADS = {"columns", "cols", "fields", "headers", "header", "head"};

  private final Words words;
  private NormalText text;
  private boolean looked;
  private int headStart; // behind its bracket; 0 when there is no head
  private int headEnd;
  // How far the values were read: where to go on, in which column and quotes.
  private int at;
  private int column;
  private char quote;

  Tuples(Words words, NormalText text) {
    this.words = words;
    this.text = text;
  }

  /** Another text is read. */
  void of(NormalText newText) {
    text = newText;
    looked = false;
    headStart = 0;
  }

  /** Whether the text has such a list of names. */
  boolean haveHead() {
    if (!looked) {
      looked = true;
      find();
    }
    return headStart > 0;
  }

  /** What the name says that stands where a value does in its list; NONE when there is none. */
  Topic head(int from) {
    if (!BEFORE_VALUES.have(text.at(from - 1)) || from < 2) {
      return Topic.NONE;
    }
    if (!haveHead() || from <= headEnd) {
      return Topic.NONE;
    }
    read(from);
    return column < 0 ? Topic.NONE : name(column);
  }

  private void find() {
    for (int i = 1; i < text.length() && headStart == 0; i++) {
      char c = text.at(i);
      if (c == ')' && isValues(i + 1) || c == ']' && text.at(i + 1) == ',') {
        head(i, c == ')' ? '(' : '[');
      }
    }
    restart();
  }

  private boolean isValues(int from) {
    int next = from;
    while (next - from < LONGEST_GAP && (text.at(next) == ' ' || text.at(next) == '\n')) {
      next++;
    }
    return text.startsWith("values", next);
  }

  /** Takes a list that ends at a place as the head if it may be one. */
  private void head(int end, char open) {
    int start = end - 1;
    int digits = 0;
    while (start > 0 && end - start < LONGEST_HEAD && text.at(start) != open) {
      digits = text.isDigit(start) ? digits + 1 : 0;
      if (digits > LONGEST_NUMBER || text.at(start) == ']') {
        return;
      }
      start--;
    }
    if (text.at(start) == open && (open == '(' || isFirst(start))) {
      headStart = start + 1;
      headEnd = end;
    }
  }

  /** Whether a list in square brackets is the first of several, or called a head. */
  private boolean isFirst(int open) {
    int before = open - 1;
    while (open - before < LONGEST_GAP && before > 0 && " \n:\"".indexOf(text.at(before)) >= 0) {
      before--;
    }
    if (text.at(before) == '[') {
      return true;
    }
    for (String head : HEADS) {
      if (text.startsWith(head, before + 1 - head.length())) {
        return true;
      }
    }
    return false;
  }

  private void restart() {
    at = headEnd + 1;
    column = -1;
    quote = 0;
  }

  /** Goes on to a value. */
  private void read(int to) {
    if (to < at) {
      restart();
    }
    while (at < to) {
      char c = text.at(at++);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '(' || c == '[') {
        column = 0;
      } else if (c == ')' || c == ']' || c == ';') {
        column = -1;
      } else if (c == ',' && column >= 0) {
        column++;
      }
    }
  }

  private Topic name(int wanted) {
    int start = headStart;
    for (int i = 0; i < wanted && start < headEnd; i++) {
      while (start < headEnd && text.at(start) != ',') {
        start++;
      }
      start++;
    }
    int end = start;
    while (end < headEnd && text.at(end) != ',') {
      end++;
    }
    return start < headEnd ? words.lastWithin(start, end) : Topic.NONE;
  }
}
