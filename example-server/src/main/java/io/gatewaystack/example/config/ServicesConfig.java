package io.gatewaystack.example.config;

import io.gatewaystack.validatabl.ValidatablBuilder;
import io.gatewaystack.validatabl.service.ServiceCatalog;
import java.nio.file.Path;
import java.util.Map;

/**
 * What organisations have enabled.
 *
 * @param file says which organisation has which service; followed while the server runs
 * @param byRoute service by path
 * @param byTarget service by how names of tools and prompts and URIs of resources begin
 */
public record ServicesConfig(Path file, Map<String, String> byRoute, Map<String, String> byTarget) {

  /**
   * Reaches services only for organisations that have enabled them.
   *
   * @throws IllegalArgumentException when a route or target is unfit
   */
  public ValidatablBuilder addTo(ValidatablBuilder builder, ServiceCatalog catalog) {
    return builder.services(catalog, byRoute, byTarget);
  }
}
