package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.transformabl.check.Iban;
import io.gatewaystack.transformabl.check.PhoneNumbers;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows the leaves of a document and collects neighbouring elements of an array that hold nothing
 * but a few digits each, strings also marks between them or the capitals of an IBAN: a number may
 * be spread over them. Not safe for use by several threads.
 */
final class SplitNumbers {
  private static final int MOST_PER_ELEMENT = 8; // more are looked at alone
  private static final int MOST_PER_STRING = 20; // with marks or capitals
  private static final int USUAL_PER_ELEMENT = 6; // the longest group that is printed on cards
  private static final int FEWEST = 9;
  private static final int MOST = 19;
  private static final int LONGEST_WORD = 4; // capitals without a digit

  /**
   * One element.
   *
   * @param from offset of its first byte
   * @param to offset behind its last byte
   * @param string whether it is a string
   * @param digits what it holds
   */
  record Element(int from, int to, boolean string, String digits) {

    private boolean isSingle() {
      return digits.length() == 1;
    }
  }

  private final byte[] json;
  private final List<Element> run = new ArrayList<>();
  private int digits; // and capitals
  private int capitals;
  private int marks;
  private int end = -1;
  private String pointer = "";

  SplitNumbers(byte[] json) {
    this.json = json;
  }

  /**
   * Takes the next leaf.
   *
   * @return whether it goes on with the elements collected; if not, look at those first, then
   *     {@link #start}
   */
  boolean goesOn(Leaf leaf) {
    if (end < 0 || !isPart(leaf) || !isNeighbour(leaf)) {
      return false;
    }
    add(leaf);
    return true;
  }

  /** Starts over, with a leaf or, if it does not qualify, with none. */
  void start(Leaf leaf) {
    clear();
    if (isPart(leaf)) {
      add(leaf);
    }
  }

  void clear() {
    if (end >= 0) { // hardly any leaf qualifies
      run.clear();
      digits = 0;
      capitals = 0;
      marks = 0;
      end = -1;
    }
  }

  private void add(Leaf leaf) {
    end = leaf.to();
    boolean string = leaf.kind() == Leaf.Kind.STRING;
    int quote = string ? 1 : 0;
    for (int at = leaf.from() + quote; at < leaf.to() - quote; at++) {
      capitals += isCapital(json[at]) ? 1 : 0;
      marks += isMark(json[at]) ? 1 : 0;
      digits += isMark(json[at]) ? 0 : 1;
    }
    if (digits > most()) {
      run.clear(); // a list of numbers, not a number
      return;
    }
    run.add(new Element(leaf.from(), leaf.to(), string, leaf.text()));
    if (digits >= FEWEST) {
      pointer = leaf.pointer();
    }
  }

  private int most() {
    return capitals > 0 ? Iban.LONGEST : MOST;
  }

  private boolean isPart(Leaf leaf) {
    boolean string = leaf.kind() == Leaf.Kind.STRING;
    boolean member = leaf.from() > 0 && json[leaf.from() - 1] == ':'; // as nearly all are
    if (member || !string && leaf.kind() != Leaf.Kind.NUMBER) {
      return false;
    }
    int from = leaf.from() + (string ? 1 : 0);
    int to = leaf.to() - (string ? 1 : 0);
    int size = to - from;
    if (size == 0 || size > (string ? MOST_PER_STRING : MOST_PER_ELEMENT)) {
      return false;
    }
    int figures = 0;
    for (int at = from; at < to; at++) {
      boolean figure = json[at] >= '0' && json[at] <= '9';
      if (!figure && !(string && (isCapital(json[at]) || isMark(json[at])))) {
        return false;
      }
      figures += figure ? 1 : 0;
    }
    return figures == 0
        ? size <= LONGEST_WORD
        : figures < size || size <= MOST_PER_ELEMENT || capitals > 0;
  }

  private static boolean isCapital(byte b) {
    return b >= 'A' && b <= 'Z';
  }

  private static boolean isMark(byte b) {
    return b == ' ' || b == '-' || b == '.' || b == '+';
  }

  private boolean isNeighbour(Leaf leaf) {
    int commas = 0;
    for (int at = end; at < leaf.from(); at++) {
      switch (json[at]) {
        case ' ', '\t', '\r', '\n' -> {}
        case ',' -> commas++;
        default -> {
          return false;
        }
      }
    }
    return commas == 1;
  }

  /** Whether the elements collected may be a number. */
  boolean mayBeNumber() {
    return run.size() > 1
        && digits >= (capitals > 0 ? Iban.SHORTEST : FEWEST)
        && digits <= most()
        && (capitals == 0 || startsWithCountry());
  }

  private boolean startsWithCountry() {
    String start = run.get(0).digits() + run.get(1).digits();
    return isCapital((byte) start.charAt(0)) && isCapital((byte) start.charAt(1));
  }

  /** The elements collected, of which there are several. */
  List<Element> elements() {
    return run;
  }

  private boolean areStrings() {
    return run.stream().allMatch(Element::string);
  }

  /** Whether there are letters. */
  boolean hasText() {
    return capitals > 0;
  }

  /** Whether elements are longer than groups of numbers, or have marks between digits. */
  boolean isUnusual() {
    return capitals == 0
        && (marks > 0 || run.stream().anyMatch(e -> e.digits().length() > USUAL_PER_ELEMENT));
  }

  /** Whether strings may be the parts of such a value: those with capitals, of an IBAN only. */
  boolean mayBeText(PiiType type) {
    return areStrings() && (capitals == 0 || type.equals(PiiType.IBAN));
  }

  /** Whether numbers, not strings, may be the parts of such a value beside the word for it. */
  boolean mayBe(PiiType type) {
    boolean single = areSingle();
    return type.equals(PiiType.IP_ADDRESS)
        || single && type.equals(PiiType.SSN)
        || single && type.equals(PiiType.PHONE) && isDialled(joined(""));
  }

  /** Whether a number is one of the United States, or of a country whose code it begins with. */
  private static boolean isDialled(String digits) {
    return PhoneNumbers.isValid(digits) || PhoneNumbers.isValid('+' + digits);
  }

  /** The number as it may be read: its digits in groups, as the elements have them, or in one. */
  List<String> numbers() {
    if (areSingle()) {
      return List.of(joined(""));
    }
    return capitals + marks > 0 ? List.of(joined(" "), joined("")) : List.of(joined(" "));
  }

  private boolean areSingle() {
    return run.stream().allMatch(Element::isSingle);
  }

  private String joined(String joint) {
    return String.join(joint, run.stream().map(Element::digits).toList());
  }

  /** The pointer of the array. */
  String array() {
    return pointer.substring(0, pointer.lastIndexOf('/'));
  }

  /** The pointer of the first element. */
  String first() {
    int last = Integer.parseInt(pointer.substring(pointer.lastIndexOf('/') + 1));
    return array() + '/' + (last - run.size() + 1);
  }
}
