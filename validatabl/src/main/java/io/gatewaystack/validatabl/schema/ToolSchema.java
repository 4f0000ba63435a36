package io.gatewaystack.validatabl.schema;

import com.networknt.schema.Error;
import com.networknt.schema.ExecutionConfig;
import com.networknt.schema.FailFastAssertionException;
import com.networknt.schema.Schema;
import com.networknt.schema.ValidationLimitExceededException;
import io.gatewaystack.validatabl.form.Form;
import io.gatewaystack.validatabl.form.ValueRule;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The schema of one tool's arguments. Two are equal only when they are the same, so that looking
 * one up takes no time.
 *
 * @param name of the tool
 * @param schema compiled
 * @param form the values that fit, or more
 * @param examples what the schema gives as such
 * @param complaint puts errors into words
 * @param limits how much is evaluated before the arguments count as too complex
 */
record ToolSchema(
    String name,
    Schema schema,
    Form form,
    List<JsonNode> examples,
    Complaint complaint,
    Limits limits)
    implements ValueRule {
  private static final int STEPS_FOR_WORDS = 500;
  private static final String TOO_COMPLEX = "The arguments are too complex to be checked";

  /**
   * How much may be evaluated. A schema that refers to itself in several places can ask for the
   * same value again and again, so that a small document costs without bound.
   *
   * @param steps most evaluations of a keyword
   * @param depth most schemas within one another
   * @param namePattern size of the largest pattern of names
   */
  record Limits(long steps, int depth, int namePattern) {}

  @Override
  public boolean accepts(JsonNode value) {
    try {
      return ExactJson.isInRange(value) && evaluate(value, true, limits.steps()).isEmpty();
    } catch (ValidationLimitExceededException | TooComplex e) {
      return false;
    }
  }

  /** What is wrong with arguments, in a sentence; empty when they fit. */
  Optional<String> check(JsonNode arguments) {
    try {
      List<Error> first = evaluate(arguments, true, limits.steps());
      return first.isEmpty() ? Optional.empty() : Optional.of(words(arguments, first));
    } catch (ValidationLimitExceededException | TooComplex e) {
      return Optional.of(TOO_COMPLEX);
    }
  }

  private String words(JsonNode arguments, List<Error> first) {
    List<Error> errors;
    try {
      errors = evaluate(arguments, false, STEPS_FOR_WORDS);
    } catch (ValidationLimitExceededException | TooComplex e) {
      errors = first;
    }
    return "The arguments do not fit: " + complaint.about(errors);
  }

  private List<Error> evaluate(JsonNode arguments, boolean stopAtFirst, long steps) {
    ExecutionConfig config =
        ExecutionConfig.builder()
            .failFast(stopAtFirst)
            .maxEvaluationSteps(steps)
            .maxEvaluationDepth(limits.depth())
            .build();
    PatternEffort.requireForNames(arguments, limits.namePattern(), steps);
    try {
      return schema.validate(
          arguments,
          context -> {
            context.setExecutionConfig(config);
            PatternEffort.allow(context, steps);
          });
    } catch (FailFastAssertionException e) {
      return List.of(e.getError());
    }
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
