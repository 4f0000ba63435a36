package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.transformabl.check.PhoneNumbers;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows the leaves of a document and collects neighbouring elements of an array that hold nothing
 * but a few digits each: a number may be spread over them. Not safe for use by several threads.
 */
final class SplitNumbers {
  private static final int MOST_PER_ELEMENT = 8; // more are looked at alone
  private static final int FEWEST = 9;
  private static final int MOST = 19;

  /**
   * One element.
   *
   * @param from offset of its first byte
   * @param to offset behind its last byte
   * @param string whether it is a string
   * @param digits what it holds
   */
  record Element(int from, int to, boolean string, String digits) {}

  private final byte[] json;
  private final List<Element> run = new ArrayList<>();
  private int digits;
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
    if (end < 0 || !isFewDigits(leaf) || !isNeighbour(leaf)) {
      return false;
    }
    add(leaf);
    return true;
  }

  /** Starts over, with a leaf or, if it does not qualify, with none. */
  void start(Leaf leaf) {
    clear();
    if (isFewDigits(leaf)) {
      add(leaf);
    }
  }

  void clear() {
    run.clear();
    digits = 0;
    end = -1;
  }

  private void add(Leaf leaf) {
    end = leaf.to();
    boolean string = leaf.kind() == Leaf.Kind.STRING;
    digits += leaf.to() - leaf.from() - (string ? 2 : 0);
    if (digits > MOST) {
      run.clear(); // a list of numbers, not a number
      return;
    }
    run.add(new Element(leaf.from(), leaf.to(), string, leaf.text()));
    if (digits >= FEWEST) {
      pointer = leaf.pointer();
    }
  }

  private boolean isFewDigits(Leaf leaf) {
    boolean string = leaf.kind() == Leaf.Kind.STRING;
    if (!string && leaf.kind() != Leaf.Kind.NUMBER) {
      return false;
    }
    int from = leaf.from() + (string ? 1 : 0);
    int to = leaf.to() - (string ? 1 : 0);
    if (to == from || to - from > MOST_PER_ELEMENT) {
      return false;
    }
    for (int at = from; at < to; at++) {
      if (json[at] < '0' || json[at] > '9') {
        return false;
      }
    }
    return true;
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
    return run.size() > 1 && digits >= FEWEST && digits <= MOST;
  }

  /** The elements collected, of which there are several. */
  List<Element> elements() {
    return run;
  }

  boolean areStrings() {
    return run.stream().allMatch(Element::string);
  }

  /** Whether numbers, not strings, may be the parts of such a value beside the word for it. */
  boolean mayBe(PiiType type) {
    boolean single = run.stream().allMatch(element -> element.digits().length() == 1);
    return type.equals(PiiType.IP_ADDRESS)
        || single && type.equals(PiiType.SSN)
        || single && type.equals(PiiType.PHONE) && PhoneNumbers.isValid(number());
  }

  /** The number: its digits in groups, as the elements have them. */
  String number() {
    boolean single = run.stream().allMatch(element -> element.digits().length() == 1);
    return String.join(single ? "" : " ", run.stream().map(Element::digits).toList());
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
