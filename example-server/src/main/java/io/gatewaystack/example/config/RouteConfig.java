package io.gatewaystack.example.config;

import java.util.List;

/**
 * What requests to a path need, and to everything below it.
 *
 * @param method HTTP method in capitals, or {@code *}
 * @param path the whole path at the gateway
 * @param scopes all of them; none for any identified caller
 */
public record RouteConfig(String method, String path, List<String> scopes) {}
