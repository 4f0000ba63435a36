package io.gatewaystack.validatabl.policy;

import java.util.ArrayList;
import java.util.List;

/** What is wrong in a file, so that its owner learns everything at once. */
final class Problems {
  private static final int MOST = 50;

  private final String file;
  private final List<String> found = new ArrayList<>();

  Problems(String file) {
    this.file = file;
  }

  void add(int line, String what) {
    if (found.size() < MOST) {
      found.add("%s:%d: %s".formatted(file, line, what));
    }
  }

  /** Refuses the file when something was found. */
  void refuse() {
    if (!found.isEmpty()) {
      throw refusal();
    }
  }

  /** The refusal of the file for what was found. */
  InvalidPolicy refusal() {
    return new InvalidPolicy(found);
  }
}
