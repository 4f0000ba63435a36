package io.gatewaystack.validatabl.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.path.NodePath;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.IntPredicate;
import tools.jackson.databind.JsonNode;

/**
 * The keywords {@code minimum}, {@code maximum}, {@code exclusiveMinimum} and {@code
 * exclusiveMaximum}. Where a schema says {@code integer}, the library reads every number as a long
 * and fails at one such as {@code 1e19}. Here numbers are compared as they are written.
 */
final class ExactLimit extends BaseKeywordValidator {
  static final List<Keyword> KEYWORDS =
      List.of(
          new Bound(KeywordType.MINIMUM, order -> order >= 0).keyword(),
          new Bound(KeywordType.MAXIMUM, order -> order <= 0).keyword(),
          new Bound(KeywordType.EXCLUSIVE_MINIMUM, order -> order > 0).keyword(),
          new Bound(KeywordType.EXCLUSIVE_MAXIMUM, order -> order < 0).keyword());

  private final Bound bound;
  private final BigDecimal limit;

  /**
   * One of the keywords.
   *
   * @param allows whether a number may compare with the limit so
   */
  private record Bound(KeywordType type, IntPredicate allows) {
    Keyword keyword() {
      return new OwnKeyword(
          type,
          (location, value, parent, context) ->
              new ExactLimit(this, location, value, parent, context));
    }
  }

  private ExactLimit(
      Bound bound, SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
    super(bound.type(), value, location, parent, context);
    this.bound = bound;
    limit = value.decimalValue();
  }

  @Override
  public void validate(
      ExecutionContext execution, JsonNode value, JsonNode root, NodePath location) {
    if (value.isNumber() && !bound.allows().test(value.decimalValue().compareTo(limit))) {
      execution.addError(
          error()
              .instanceNode(value)
              .instanceLocation(location)
              .evaluationPath(execution.getEvaluationPath())
              .build());
    }
  }
}
