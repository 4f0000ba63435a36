package io.gatewaystack.validatabl.document;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/** What a document is refused for before its content counts. */
final class Unreadable extends Exception {
  private static final long serialVersionUID = 1L;
  private static final Pattern MARK = Pattern.compile("line ([0-9]{1,9}), column [0-9]+");

  private final int line;
  private final String problem;

  Unreadable(int line, String problem) {
    super(problem);
    this.line = line;
    this.problem = problem;
  }

  /**
   * What the parser says. A YAML parser tells a story of several lines, in which what is wrong and
   * where come last; every line of it that is indented quotes the document.
   */
  static Unreadable of(JacksonException e, String format) {
    String told = e.getOriginalMessage() == null ? "" : e.getOriginalMessage();
    String problem =
        told.lines().filter(line -> !line.startsWith(" ")).reduce("", (first, last) -> last);
    int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
    Matcher mark = MARK.matcher(told);
    while (mark.find()) {
      line = Integer.parseInt(mark.group(1));
    }
    int source = problem.indexOf(" (for "); // the place of the beginning, which it does not know
    return new Unreadable(
        line, "not " + format + ": " + (source < 0 ? problem : problem.substring(0, source)));
  }

  /** Where, from 1. */
  int line() {
    return line;
  }

  /** What is wrong there. */
  String problem() {
    return problem;
  }
}
