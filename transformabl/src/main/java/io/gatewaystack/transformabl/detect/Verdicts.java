package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;

/** Tells the names of tests from passwords: {@code PASS: parser-roundtrip}. */
final class Verdicts {
  private static final String PASS = "PASS: ";
  private static final int LONGEST_LINE = 120;

  private Verdicts() {}

  /** Whether a word, in capitals in front of a value, says that a test passes. */
  static boolean standBefore(NormalText text, int from) {
    return from >= PASS.length()
        && PASS.contentEquals(text.text(from - PASS.length(), from))
        && !text.isAlphanumeric(from - PASS.length() - 1);
  }

  /** Whether it is that of a test: its name has steps, its line goes on, or follows another. */
  static boolean areOfTests(NormalText text, int from, int to) {
    if (!standBefore(text, from)) {
      return false;
    }
    for (int at = from; at < to; at++) {
      if (text.at(at) == '/') {
        return true;
      }
    }
    int line = from - PASS.length();
    return text.at(to) == ' ' && text.isAlphanumeric(to + 1)
        || text.at(line - 1) == '\n' && isLine(text, line - 1);
  }

  private static boolean isLine(NormalText text, int end) {
    int start = end;
    while (start > 0 && end - start < LONGEST_LINE && text.at(start - 1) != '\n') {
      start--;
    }
    return text.startsWith("pass: ", start);
  }
}
