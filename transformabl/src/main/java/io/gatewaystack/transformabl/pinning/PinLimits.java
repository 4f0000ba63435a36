package io.gatewaystack.transformabl.pinning;

/**
 * How much a store keeps. What there is no room for is not pinned, and treated as such.
 *
 * @param upstreams most upstreams, at least 1
 * @param toolsPerUpstream most tools of each, at least 1; at most {@value #MOST} pins in all
 */
public record PinLimits(int upstreams, int toolsPerUpstream) {
  private static final int MOST = 20_000;

  /** 64 upstreams, 256 tools each. */
  public static final PinLimits DEFAULT = new PinLimits(64, 256);

  /** Refuses limits out of range. */
  public PinLimits {
    if (upstreams < 1) {
      throw new IllegalArgumentException("upstreams: " + upstreams + " (expected: > 0)");
    }
    if (toolsPerUpstream < 1) {
      throw new IllegalArgumentException(
          "toolsPerUpstream: " + toolsPerUpstream + " (expected: > 0)");
    }
    if ((long) upstreams * toolsPerUpstream > MOST) {
      throw new IllegalArgumentException(
          "limits: %d * %d (expected: at most %d)".formatted(upstreams, toolsPerUpstream, MOST));
    }
  }
}
