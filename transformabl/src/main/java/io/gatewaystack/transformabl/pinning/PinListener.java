package io.gatewaystack.transformabl.pinning;

/**
 * Hears of tools that somebody should look at. Called on request threads; what it throws counts.
 */
@FunctionalInterface
public interface PinListener {

  /**
   * Called when a definition is seen that was not seen the time before, and it is not approved or
   * holds something unsafe; and for tools that are not pinned, each time they are listed.
   *
   * @param upstream where the tool comes from
   * @param tool its name; comes from the upstream and may hold anything
   * @param reason stable word, see {@link ToolPins}
   */
  void concern(String upstream, String tool, String reason);
}
