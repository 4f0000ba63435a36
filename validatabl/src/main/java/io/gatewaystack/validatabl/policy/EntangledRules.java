package io.gatewaystack.validatabl.policy;

/**
 * Refuses rules whose conditions on arguments depend on one another in so many ways that nobody can
 * tell what a list may show.
 */
final class EntangledRules extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String rule;

  /**
   * Names the rules.
   *
   * @param rule an allowance, or {@code defaultEffect}
   * @param denials the denials before it
   */
  EntangledRules(String rule, String denials, Throwable cause) {
    super(
        ("%s: nobody can tell which arguments it lets through between the denials %s"
                + " (expected: fewer conditions on arguments together, or about tools by name)")
            .formatted(rule.equals(OpeningsCompiler.DEFAULT) ? rule : "rule " + rule, denials),
        cause);
    this.rule = rule;
  }

  String rule() {
    return rule;
  }
}
