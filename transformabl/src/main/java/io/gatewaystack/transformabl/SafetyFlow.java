package io.gatewaystack.transformabl;

/**
 * Looks for what is unsafe in a text that comes in pieces, and lets it pass as it comes. It is
 * looked at in parts that the text alone decides, not how it was cut; each part once more with the
 * words in front of it, so that what is said across a border is read in one.
 */
final class SafetyFlow implements TextFlow {
  /** Characters of a part: up to the first white space behind so many, or to {@link #LONGEST}. */
  private static final int PART = 384;

  private static final int LONGEST = 768;
  private static final int AGAIN = 160;

  private final Watch watch;
  private final StringBuilder read = new StringBuilder(0);
  private int before; // characters that were looked at already

  SafetyFlow(Watch watch) {
    this.watch = watch;
  }

  @Override
  public String more(String piece) {
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      read.append(c);
      int size = read.length() - before;
      boolean half = Character.isHighSurrogate(c);
      if (size >= PART && Character.isWhitespace(c) || size >= LONGEST && !half) {
        look();
      }
    }
    return piece;
  }

  private void look() {
    String part = read.toString();
    int from = Math.max(0, part.length() - AGAIN);
    while (from > 0 && from < part.length() && !Character.isWhitespace(part.charAt(from - 1))) {
      from++;
    }
    read.setLength(0);
    read.append(part, from, part.length());
    before = read.length();
    watch.piece(part);
  }

  @Override
  public String rest() {
    if (read.length() > before) {
      look();
    }
    return "";
  }

  @Override
  public int held() {
    return 0;
  }

  @Override
  public int remembered() {
    return read.length();
  }
}
