package io.gatewaystack.context.section;

import org.jspecify.annotations.Nullable;

/**
 * Where a request went; written once, by the handler that dispatched it.
 *
 * @param provider the upstream's configured name
 * @param endpoint scheme, host, port and path that was called; no query
 * @param model the model asked for
 * @param tool the tool called
 */
public record Routing(
    String provider, String endpoint, @Nullable String model, @Nullable String tool)
    implements Section {

  /** A route that concerns neither a model nor a tool. */
  public static Routing of(String provider, String endpoint) {
    return new Routing(provider, endpoint, null, null);
  }

  /** Shows the provider only: a path may name a person. */
  @Override
  public String toString() {
    return "Routing[" + provider + "]";
  }
}
