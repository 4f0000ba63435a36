package io.gatewaystack.transformabl.text;

import java.util.Arrays;

/**
 * Some characters of ASCII. Whether a character is one of them takes one look, whatever it is; a
 * switch or a search would try one after the other, and guess wrong each time in a text of marks at
 * random. Immutable and safe for use by several threads.
 */
public final class Marks {
  private final boolean[] marks;

  private Marks(boolean[] marks) {
    this.marks = marks;
  }

  /** The characters of a text; what is no ASCII in it is left out. */
  public static Marks of(String characters) {
    boolean[] marks = new boolean[128];
    characters.chars().filter(c -> c < marks.length).forEach(c -> marks[c] = true);
    return new Marks(marks);
  }

  /** Whether a character is one of them. */
  public boolean have(char c) {
    return c < marks.length && marks[c];
  }

  /** These, and all characters up to the space. */
  public Marks andBlanks() {
    boolean[] more = marks.clone();
    Arrays.fill(more, 0, ' ' + 1, true);
    return new Marks(more);
  }
}
