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
  private String read = "";
  private int before; // characters that were looked at already

  SafetyFlow(Watch watch) {
    this.watch = watch;
  }

  @Override
  public String more(String piece) {
    int from = 0;
    for (int i = 0; i < piece.length(); i++) {
      char c = piece.charAt(i);
      int size = read.length() - before + i + 1 - from;
      boolean half = Character.isHighSurrogate(c);
      if (size >= PART && Character.isWhitespace(c) || size >= LONGEST && !half) {
        read += piece.substring(from, i + 1);
        from = i + 1;
        look();
      }
    }
    read += piece.substring(from);
    return piece;
  }

  private void look() {
    String part = read;
    int from = Math.max(0, part.length() - AGAIN);
    while (from > 0 && from < part.length() && !Character.isWhitespace(part.charAt(from - 1))) {
      from++;
    }
    read = part.substring(from);
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
  public boolean mayEnd() {
    return true;
  }

  @Override
  public int memory() {
    return Footprint.OBJECT + Footprint.of(read);
  }
}
