package io.gatewaystack.validatabl.service;

import java.io.IOException;
import java.util.Set;

/**
 * Which services the organisations have enabled. An implementation that asks another system belongs
 * behind a {@link CachedServices}. Safe for use by several threads.
 */
@FunctionalInterface
public interface ServiceCatalog {

  /**
   * The services an organisation may reach now.
   *
   * @param organisation the tenant of a verified identity, exactly as the credential names it
   * @return ids of services; empty when the organisation has none or is not known
   * @throws IOException when it cannot be found out: whatever belongs to a service is refused then
   *     with 503, as when another exception is thrown; an error is answered with 500
   */
  Set<String> enabled(String organisation) throws IOException;
}
