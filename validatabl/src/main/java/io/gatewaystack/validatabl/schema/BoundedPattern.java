package io.gatewaystack.validatabl.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordType;
import com.networknt.schema.path.NodePath;
import tools.jackson.databind.JsonNode;

/**
 * The keyword {@code pattern}. The library counts it as one step, whatever it costs: a megabyte
 * against {@code \w{1,1000}@} took half a minute. Here it counts by text and pattern.
 */
final class BoundedPattern extends BaseKeywordValidator {
  static final Keyword KEYWORD = new OwnKeyword(KeywordType.PATTERN, BoundedPattern::new);

  private final EcmaPattern pattern;

  private BoundedPattern(
      SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
    super(KeywordType.PATTERN, value, location, parent, context);
    pattern = EcmaPattern.compile(value.stringValue());
  }

  @Override
  public void validate(
      ExecutionContext execution, JsonNode value, JsonNode root, NodePath location) {
    if (!value.isString()) {
      return;
    }
    PatternEffort.spend(execution, pattern, value.stringValue());
    if (!pattern.matches(value.stringValue())) {
      execution.addError(
          error()
              .instanceNode(value)
              .instanceLocation(location)
              .evaluationPath(execution.getEvaluationPath())
              .build());
    }
  }
}
