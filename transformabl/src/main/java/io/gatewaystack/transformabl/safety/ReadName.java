package io.gatewaystack.transformabl.safety;

/**
 * What the words of a short name mean, which most documents repeat in each of their rows: see
 * {@link SafetyScan#again}. Immutable.
 */
public final class ReadName {
  /** A name in which nothing is to be looked for. */
  public static final ReadName UNREAD = new ReadName(0, new int[0]);

  private final int length;
  private final int[] meanings;

  ReadName(int length, int[] meanings) {
    this.length = length;
    this.meanings = meanings;
  }

  /** How many characters it has. */
  int length() {
    return length;
  }

  /** The meaning of each of its words. Not a copy. */
  int[] meanings() {
    return meanings;
  }
}
