package io.gatewaystack.context.net;

import java.io.IOException;
import java.net.URI;

/** Gets small documents such as key sets and discovery documents. */
@FunctionalInterface
public interface Fetcher {

  /**
   * Gets one document, blocking. Redirects are not followed and nothing is retried.
   *
   * @throws IOException when the address is not allowed, cannot be reached or does not answer
   *     within the limits
   */
  Fetched get(URI uri, FetchLimits limits) throws IOException;
}
