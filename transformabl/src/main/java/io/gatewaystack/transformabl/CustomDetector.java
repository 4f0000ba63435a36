package io.gatewaystack.transformabl;

/**
 * Finds a type of content that is your own: customer numbers, project names. Used by many threads
 * at once; a failure refuses the request.
 */
public interface CustomDetector {

  /** What it finds: no type that is known already. */
  PiiType type();

  /**
   * Finds all that stands in a text. Must take time linear in the length of the text.
   *
   * @param text the text with disguises taken off
   * @param hits takes what is found
   */
  void find(String text, Hits hits);

  /** Takes what a detector finds. */
  @FunctionalInterface
  interface Hits {

    /**
     * Reports a find.
     *
     * @param start position of its first character in the text
     * @param end position behind its last character
     * @param confidence how sure the detector is
     * @param why what confirmed it: a stable word, never part of the text
     * @throws IllegalArgumentException when the span is empty or not in the text
     */
    void add(int start, int end, Confidence confidence, String why);
  }

  /**
   * Whatever a pattern matches. A pattern such as <code>a( .*b)?</code> looks at the rest of the
   * text for each match; where that adds up to many times the length of the text, all that is left
   * of it counts as one match ({@code LOW}, {@code unread}).
   *
   * @param type its name and labels
   * @param pattern in the syntax of RE2, which takes linear time for any text; letters are upper
   *     and lower case as written
   * @throws IllegalArgumentException when it is no pattern, or one that matches nothing at all as
   *     well
   */
  static CustomDetector pattern(PiiType type, String pattern) {
    return new PatternDetector(type, pattern);
  }
}
