package io.gatewaystack.validatabl.form;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What is asked of a value: a form that can be reckoned with, and a judge of single values where
 * the form holds too many. Implementations are equal only to themselves, and are safe for use by
 * several threads.
 */
public interface ValueRule {
  /** Any value will do. */
  ValueRule ANY =
      new ValueRule() {
        @Override
        public String name() {
          return "any value";
        }

        @Override
        public Form form() {
          return Form.ANY;
        }

        @Override
        public boolean accepts(JsonNode value) {
          return true;
        }

        @Override
        public List<JsonNode> examples() {
          return List.of();
        }
      };

  /** What the rule is about, for people. */
  String name();

  /** All values that fulfil the rule, and perhaps others. */
  Form form();

  /** Whether a value fulfils the rule. */
  boolean accepts(JsonNode value);

  /** Values that somebody said fulfil it. */
  List<JsonNode> examples();
}
