package io.gatewaystack.context.section;

/**
 * What a request consumed.
 *
 * @param inputTokens tokens read by a model, cached ones included
 * @param outputTokens tokens written by a model
 * @param costMicros cost in millionths of the major currency unit
 */
public record Usage(long inputTokens, long outputTokens, long costMicros)
    implements Mergeable<Usage> {

  /** Refuses negative figures. */
  public Usage {
    if (inputTokens < 0 || outputTokens < 0 || costMicros < 0) {
      throw new IllegalArgumentException("usage: (expected: not negative)");
    }
  }

  /** The sum of both; what no long can hold counts as the largest one. */
  @Override
  public Usage merge(Usage later) {
    return new Usage(
        sum(inputTokens, later.inputTokens),
        sum(outputTokens, later.outputTokens),
        sum(costMicros, later.costMicros));
  }

  /** Upstreams report these figures: absurd ones must not become an exception. */
  private static long sum(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
