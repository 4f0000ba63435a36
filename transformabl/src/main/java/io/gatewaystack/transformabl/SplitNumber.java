package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.transformabl.text.Name;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Elements of an array that could be one number: {@code ["4111","1111","1111","1111"]}. Only a
 * whole array of digits is read as one. Not safe for use by several threads.
 */
final class SplitNumber {
  private static final int MOST_ELEMENTS = 19;
  private static final int MIN_DIGITS = 9;
  private static final int MAX_DIGITS = 19;

  private final byte[] json;
  private final int[] from = new int[MOST_ELEMENTS];
  private final int[] to = new int[MOST_ELEMENTS];
  private int count;
  private int digits;
  private int end; // behind the last element
  private boolean numbers;
  private String pointer = ""; // of the element at which the digits were enough
  private int pointed;
  private String context = "";

  SplitNumber(byte[] json) {
    this.json = json;
  }

  void clear() {
    count = 0;
    digits = 0;
  }

  /** Whether a leaf is the next element of the array. */
  boolean goesOn(Leaf leaf) {
    return count > 0 && next(end, ',') == leaf.from();
  }

  /** Where the next token starts behind a mark; -1 when something else stands there. */
  private int next(int at, char mark) {
    int i = skipSpace(at);
    return i < json.length && json[i] == mark ? skipSpace(i + 1) : -1;
  }

  private int skipSpace(int at) {
    int i = at;
    while (i < json.length && json[i] <= ' ') {
      i++;
    }
    return i;
  }

  /** Takes an element in which nothing was found; an array of anything but digits is given up. */
  void add(Leaf leaf, Name name) {
    boolean number = leaf.kind() == Leaf.Kind.NUMBER;
    int first = number ? leaf.from() : leaf.from() + 1;
    int last = number ? leaf.to() : leaf.to() - 1;
    int size = last - first;
    boolean starts = count == 0;
    boolean fits =
        size > 0
            && digits + size <= MAX_DIGITS
            && count < MOST_ELEMENTS
            && (starts ? opensArray(leaf.from()) : numbers == number)
            && areDigits(first, last);
    if (!fits) {
      clear();
      return;
    }
    from[count] = leaf.from();
    to[count] = leaf.to();
    end = leaf.to();
    numbers = number;
    boolean enough = digits < MIN_DIGITS && digits + size >= MIN_DIGITS;
    digits += size;
    if (enough) {
      pointer = leaf.pointer();
      pointed = count;
      context = name.words().toString();
    }
    count++;
  }

  private boolean areDigits(int first, int last) {
    for (int i = first; i < last; i++) {
      if (json[i] < '0' || json[i] > '9') {
        return false;
      }
    }
    return true;
  }

  private boolean opensArray(int at) {
    int i = at - 1;
    while (i > 0 && json[i] <= ' ') {
      i--;
    }
    return i >= 0 && json[i] == '[';
  }

  /** Whether a whole array was taken, of more than one element and with enough digits. */
  boolean isWhole() {
    return count > 1 && digits >= MIN_DIGITS && next(end, ']') >= 0;
  }

  /** The elements as somebody would write the number they make. */
  String text() {
    StringBuilder text = new StringBuilder(digits + count);
    for (int i = 0; i < count; i++) {
      text.append(i > 0 ? joint() : "").append(element(i));
    }
    return text.toString();
  }

  private String joint() {
    return numbers ? " " : "-";
  }

  private String element(int i) {
    int quote = numbers ? 0 : 1;
    int size = to[i] - from[i] - 2 * quote;
    return new String(json, from[i] + quote, size, StandardCharsets.US_ASCII);
  }

  /** What the array is called. */
  String context() {
    return context;
  }

  /**
   * The elements with their parts of what was found in all together.
   *
   * @param matches in {@link #text}
   */
  List<FoundLeaf> found(List<Match> matches) {
    List<FoundLeaf> leaves = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < count; i++) {
      String text = element(i);
      List<Match> parts = new ArrayList<>();
      for (Match match : matches) {
        int first = Math.max(match.start() - start, 0);
        int last = Math.min(match.end() - start, text.length());
        if (first < last && isCertain(match)) {
          parts.add(new Match(match.type(), first, last, match.confidence(), match.why()));
        }
      }
      if (!parts.isEmpty()) {
        Leaf.Kind kind = numbers ? Leaf.Kind.NUMBER : Leaf.Kind.STRING;
        leaves.add(new FoundLeaf(kind, from[i], to[i], pointer(i), context, text, parts));
      }
      start += text.length() + joint().length();
    }
    return leaves;
  }

  /** Rows of numbers are data more often than not: a checksum or the name must speak for it. */
  private boolean isCertain(Match match) {
    return !numbers || match.why().equals("luhn") || match.why().startsWith("context:");
  }

  private String pointer(int i) {
    int slash = pointer.lastIndexOf('/');
    int index = Integer.parseInt(pointer.substring(slash + 1)) - pointed + i;
    return pointer.substring(0, slash + 1) + index;
  }
}
