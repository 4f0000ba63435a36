package io.gatewaystack.context.denial;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * OAuth 2.0 Protected Resource Metadata (RFC 9728) of one protected path.
 *
 * @param path the protected path this document is about, starting with a slash and the
 *     application's own; empty for the root
 * @param resource the resource identifier, an absolute URI without fragment
 * @param authorizationServers issuers, exactly as the tokens name them; at least one
 * @param scopesSupported scopes a client may ask for; may be empty
 * @param resourceName a name for people, if any
 */
public record ResourceMetadata(
    String path,
    String resource,
    List<String> authorizationServers,
    List<String> scopesSupported,
    @Nullable String resourceName) {

  /** RFC 9728 section 3: the well-known path, followed by the path of the resource. */
  public static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /**
   * Copies the lists; refuses a path that is neither empty nor {@code /…} without slash at its end,
   * and a resource that RFC 9728 section 1.2 does not allow.
   */
  public ResourceMetadata {
    if (!path.isEmpty() && (!path.startsWith("/") || path.endsWith("/"))) {
      throw new IllegalArgumentException("path: " + path + " (expected: empty or /a/b)");
    }
    if (!isResource(resource)) {
      throw new IllegalArgumentException(
          "resource: " + resource + " (expected: an absolute URI without fragment)");
    }
    authorizationServers = List.copyOf(authorizationServers);
    if (authorizationServers.isEmpty()) {
      throw new IllegalArgumentException("authorizationServers: (expected: at least one)");
    }
    scopesSupported = List.copyOf(scopesSupported);
  }

  /**
   * The metadata of a path whose resource is the URL clients use for it (RFC 9728 section 3.3).
   *
   * @param publicBaseUrl scheme, host and port this server is called by from outside
   * @param path the protected path, the application's own included: empty, or {@code /a/b}
   * @throws IllegalArgumentException also when the base is anything more, as one with a slash at
   *     its end
   */
  public static ResourceMetadata of(
      URI publicBaseUrl,
      String path,
      List<String> authorizationServers,
      List<String> scopesSupported) {
    return new ResourceMetadata(
        path, checkedBase(publicBaseUrl) + path, authorizationServers, scopesSupported, null);
  }

  /**
   * The same URL: what a server is called from outside.
   *
   * @throws IllegalArgumentException when it is not scheme, host and port alone
   */
  public static URI checkedBase(URI publicBaseUrl) {
    boolean base =
        publicBaseUrl.isAbsolute()
            && publicBaseUrl.getHost() != null
            && publicBaseUrl.getRawUserInfo() == null
            && publicBaseUrl.getRawQuery() == null
            && publicBaseUrl.getRawFragment() == null
            && publicBaseUrl.getRawPath().isEmpty();
    if (!base) {
      throw new IllegalArgumentException(
          "publicBaseUrl: " + publicBaseUrl + " (expected: scheme://host[:port])");
    }
    return publicBaseUrl;
  }

  private static boolean isResource(String text) {
    try {
      URI uri = new URI(text);
      return uri.isAbsolute() && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** Where the document is served, relative to the application. */
  public String wellKnownPath() {
    return WELL_KNOWN + path;
  }

  /** Whether a request path lies under the protected path. */
  public boolean covers(String requestPath) {
    return path.isEmpty() || requestPath.equals(path) || requestPath.startsWith(path + "/");
  }

  /** The document (UTF-8 JSON). */
  public byte[] json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("resource", resource);
    json.put("authorization_servers", authorizationServers);
    if (!scopesSupported.isEmpty()) {
      json.put("scopes_supported", scopesSupported);
    }
    json.put("bearer_methods_supported", List.of("header"));
    if (resourceName != null) {
      json.put("resource_name", resourceName);
    }
    return MAPPER.writeValueAsBytes(json);
  }
}
