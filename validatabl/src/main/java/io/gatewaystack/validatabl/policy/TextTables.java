package io.gatewaystack.validatabl.policy;

import java.util.Optional;

/**
 * Makes the tables of one policy, as many as can be made within seconds; expressions that come
 * later run. Not safe for use by several threads.
 */
final class TextTables {
  /** A second or two; a thousand usual expressions take a tenth of it. */
  private static final long MAX_STEPS = 30_000_000;

  private final Effort effort;

  private TextTables(long steps) {
    this.effort = new Effort(steps);
  }

  /** No tables: for expressions that are only checked. */
  static TextTables none() {
    return new TextTables(-1);
  }

  /** The tables of a policy. */
  static TextTables ofPolicy() {
    return new TextTables(MAX_STEPS);
  }

  /** The table of a valid expression, as {@link TextTable#of}. */
  Optional<TextTable> find(String expression) {
    return effort.isExhausted() ? Optional.empty() : TextTable.of(expression, effort);
  }
}
