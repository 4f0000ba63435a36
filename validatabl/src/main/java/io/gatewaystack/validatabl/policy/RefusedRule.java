package io.gatewaystack.validatabl.policy;

/** Refuses rules that are fit one by one and too much together, and names the one to begin with. */
final class RefusedRule extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String rule;

  /**
   * A refusal.
   *
   * @param rule its id, or {@link OpeningsCompiler#DEFAULT}
   */
  RefusedRule(String rule, String problem, Throwable cause) {
    super(problem, cause);
    this.rule = rule;
  }

  /** As the other, by nothing but the rules. */
  RefusedRule(String rule, String problem) {
    super(problem);
    this.rule = rule;
  }

  /**
   * Refuses rules whose conditions on arguments depend on one another in so many ways that nobody
   * can tell what a list may show.
   *
   * @param rule an allowance, or {@link OpeningsCompiler#DEFAULT}
   * @param denials the denials before it
   */
  static RefusedRule entangled(String rule, String denials, Throwable cause) {
    String problem =
        "%s: nobody can tell which arguments it lets through between the denials %s (expected: %s)"
            .formatted(
                rule.equals(OpeningsCompiler.DEFAULT) ? rule : "rule " + rule,
                denials.isEmpty() ? "(none)" : denials,
                "fewer conditions on arguments together, or about tools by name");
    return new RefusedRule(rule, problem, cause);
  }

  String rule() {
    return rule;
  }
}
