package io.gatewaystack.validatabl.policy;

import java.util.List;

/** A policy file that is refused, with everything that was found wrong in it. For its owner. */
public final class InvalidPolicy extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  @SuppressWarnings("serial") // an unmodifiable list of strings is serializable
  private final List<String> problems;

  /** Refuses with at least one problem, each one line that begins with the name of the file. */
  InvalidPolicy(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of the file: {@code file:line: rule: key: what}. */
  public List<String> problems() {
    return problems;
  }
}
