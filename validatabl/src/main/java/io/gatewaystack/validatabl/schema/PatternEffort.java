package io.gatewaystack.validatabl.schema;

import com.networknt.schema.ExecutionContext;
import tools.jackson.databind.JsonNode;

/**
 * How much the patterns of a schema may be tried on the arguments of one call. Time grows with the
 * text and with the pattern, of which one that repeats is as long as if it were written out; what
 * is counted is their product. For one thread.
 */
final class PatternEffort {
  /** What one step of an evaluation is good for: 200 000 of them for a fifth of a second. */
  private static final long PER_STEP = 100;

  private long left;

  private PatternEffort(long left) {
    this.left = left;
  }

  /** The effort that goes with a number of steps, for one evaluation. */
  static void allow(ExecutionContext execution, long steps) {
    execution.getCollectorContext().put(PatternEffort.class, new PatternEffort(all(steps)));
  }

  /**
   * Counts before a pattern is tried on a text.
   *
   * @throws TooComplex when it is too much
   */
  static void spend(ExecutionContext execution, EcmaPattern pattern, String text) {
    PatternEffort effort = execution.getCollectorContext().get(PatternEffort.class);
    effort.left -= pattern.effort(text.length());
    if (effort.left < 0) {
      throw new TooComplex();
    }
  }

  /**
   * Counts for all names of members at once.
   *
   * @param size of the largest pattern of names
   * @throws TooComplex when it is too much
   */
  static void requireForNames(JsonNode value, long size, long steps) {
    if (size > 0 && names(value) > all(steps) / size) {
      throw new TooComplex();
    }
  }

  private static long names(JsonNode value) {
    long length = 0;
    if (value.isObject()) {
      for (String name : value.propertyNames()) {
        length += name.length() + 1L;
      }
    }
    for (JsonNode child : value) {
      length += names(child);
    }
    return length;
  }

  private static long all(long steps) {
    return steps > Long.MAX_VALUE / PER_STEP ? Long.MAX_VALUE : steps * PER_STEP;
  }
}
