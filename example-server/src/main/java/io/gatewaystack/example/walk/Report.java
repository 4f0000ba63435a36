package io.gatewaystack.example.walk;

import java.io.PrintStream;

/** Prints what each step of the walk asked and got, and counts where it differed. */
final class Report {
  private static final int SHOWN = 220;

  private final PrintStream out;
  private int differing;

  Report(PrintStream out) {
    this.out = out;
  }

  void title(int step, String text) {
    out.printf("%n%2d. %s%n", step, text);
  }

  /**
   * One request.
   *
   * @param shown the interesting part of the answer
   * @param asExpected whether the answer is what this step promises
   */
  void line(String request, int status, String shown, boolean asExpected) {
    String excerpt = shown.length() > SHOWN ? shown.substring(0, SHOWN) + "…" : shown;
    out.printf(
        "    %s%n      → %d %s %s%n", request, status, asExpected ? "✓" : "✗ DIFFERS", excerpt);
    if (!asExpected) {
      differing++;
    }
  }

  void say(String text) {
    out.println(text);
  }

  int differing() {
    return differing;
  }
}
