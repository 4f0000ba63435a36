package io.gatewaystack.validatabl.policy;

/**
 * Refuses rules whose conditions on arguments depend on one another in so many ways that nobody can
 * tell what a list may show.
 */
final class EntangledRules extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String rule;
  private final String problem;

  private EntangledRules(String rule, String problem, Throwable cause) {
    super(problem, cause);
    this.rule = rule;
    this.problem = problem;
  }

  /**
   * Names the rules.
   *
   * @param rule an allowance, or {@link OpeningsCompiler#DEFAULT}
   * @param denials the denials before it
   */
  static EntangledRules of(String rule, String denials, Throwable cause) {
    String problem =
        "%s: nobody can tell which arguments it lets through between the denials %s (expected: %s)"
            .formatted(
                rule.equals(OpeningsCompiler.DEFAULT) ? rule : "rule " + rule,
                denials.isEmpty() ? "(none)" : denials,
                "fewer conditions on arguments together, or about tools by name");
    return new EntangledRules(rule, problem, cause);
  }

  String rule() {
    return rule;
  }

  String problem() {
    return problem;
  }
}
