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

  /** The sum of both. */
  @Override
  public Usage merge(Usage later) {
    return new Usage(
        Math.addExact(inputTokens, later.inputTokens),
        Math.addExact(outputTokens, later.outputTokens),
        Math.addExact(costMicros, later.costMicros));
  }
}
