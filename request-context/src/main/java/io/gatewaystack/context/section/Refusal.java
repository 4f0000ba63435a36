package io.gatewaystack.context.section;

import io.gatewaystack.context.denial.Denial;

/**
 * Who refused the request, and how.
 *
 * @param layer the name of the layer that refused
 * @param denial the refusal
 */
public record Refusal(String layer, Denial denial) implements Mergeable<Refusal> {

  /** The first refusal stands: what follows is its consequence. */
  @Override
  public Refusal merge(Refusal later) {
    return this;
  }
}
