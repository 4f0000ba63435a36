package io.gatewaystack.transformabl.safety;

/** Tells a {@link PhraseMatcher} which words were quoted, and how. Confined to one scan. */
final class Quotations {
  private static final int LONGEST = 80; // words

  private final PhraseMatcher matcher;
  private final Surroundings around;
  private int word; // the last before a quotation that is open; -1 when none is
  private boolean literal; // it is part of a program

  Quotations(PhraseMatcher matcher, Surroundings around) {
    this.matcher = matcher;
    this.around = around;
  }

  /** Another text is read. */
  void start() {
    word = -1;
    literal = false;
  }

  /**
   * Ends the quotation that is open; whether there is one, of no more words than quotations have.
   */
  boolean close() {
    if (word < 0 || matcher.now() - word > LONGEST) {
      return false;
    }
    matcher.quoted(word, literal);
    word = -1;
    return true;
  }

  /** One begins. */
  void open(int at) {
    word = matcher.now();
    literal = around.isLiteral(at);
  }
}
