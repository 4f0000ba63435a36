package io.gatewaystack.transformabl.text;

/**
 * Some characters of ASCII, a bit for each. Whether a character is one of them takes one look,
 * whatever it is; a switch or a search would try one after the other, and guess wrong each time in
 * a text of marks at random.
 *
 * @param low those below {@code @}
 * @param high the others
 */
public record Marks(long low, long high) {

  /** The characters of a text; what is no ASCII in it is left out. */
  public static Marks of(String characters) {
    long low = 0;
    long high = 0;
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      low |= c < Long.SIZE ? 1L << c : 0;
      high |= c >= Long.SIZE && c < 2 * Long.SIZE ? 1L << c : 0;
    }
    return new Marks(low, high);
  }

  /** Whether a character is one of them. */
  public boolean have(char c) {
    long upper = -(long) (c >>> 6 & 1); // all bits or none: nothing to guess
    return ((low ^ (low ^ high) & upper) >>> c & 1) != 0 && c < 2 * Long.SIZE;
  }

  /** These, and all characters up to the space. */
  public Marks andBlanks() {
    return new Marks(low | -1L >>> Long.SIZE - 1 - ' ', high);
  }
}
