package io.gatewaystack.validatabl.document;

import java.util.ArrayList;
import java.util.List;

/** What is wrong in a file, so that its owner learns everything at once. */
public final class Problems {
  private static final int MOST = 50;

  private final String file;
  private final List<String> found = new ArrayList<>();

  /**
   * Nothing so far.
   *
   * @param file what messages call the file
   */
  public Problems(String file) {
    this.file = file;
  }

  /** Notes a problem; of very many the first ones count. */
  public void add(int line, String what) {
    if (found.size() < MOST) {
      found.add("%s:%d: %s".formatted(file, line, what));
    }
  }

  /** Whether there is any. */
  public boolean any() {
    return !found.isEmpty();
  }

  /** All of them: {@code file:line: what}, in the order in which they were noted. */
  public List<String> found() {
    return List.copyOf(found);
  }
}
