package io.gatewaystack.context.servlet;

import io.gatewaystack.context.net.HostField;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a client called this server, as far as somebody vouches for it: the configured public URL,
 * else what the trusted proxies in front have said, else the container. A {@code Host} nobody
 * vouches for is never repeated.
 *
 * @param scheme {@code http} or {@code https}
 * @param host host and port as in a {@code Host} field, in lower case; null when nobody vouches
 */
public record PublicOrigin(String scheme, @Nullable String host) {

  static PublicOrigin of(Settings settings, HttpServletRequest request) {
    URI base = settings.publicBaseUrl();
    if (base != null) {
      return new PublicOrigin(base.getScheme(), base.getRawAuthority());
    }
    String host = request.getHeader("Host");
    int hops = settings.trustedProxyHops();
    if (hops == 0) {
      String name = host == null ? null : host.toLowerCase(Locale.ROOT);
      boolean vouchedFor =
          name != null && settings.allowedHosts().contains(name) && HostField.is(name);
      return new PublicOrigin(request.getScheme(), vouchedFor ? name : null);
    }
    return new PublicOrigin(
        told(request, "X-Forwarded-Proto", hops)
            .filter(scheme -> scheme.equals("http") || scheme.equals("https"))
            .orElse(request.getScheme()),
        told(request, "X-Forwarded-Host", hops)
            .or(() -> Optional.ofNullable(host).map(h -> h.toLowerCase(Locale.ROOT)))
            .filter((Predicate<String>) HostField::is)
            .orElse(null));
  }

  /**
   * What the outermost of our proxies has said: element N from the right, or the first there is.
   */
  private static Optional<String> told(HttpServletRequest request, String name, int hops) {
    List<String> lines = new ServletHeaders(request).all(name);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    String[] chain = String.join(",", lines).split(",", -1);
    String element = chain[Math.max(0, chain.length - hops)];
    return Optional.of(element.strip().toLowerCase(Locale.ROOT));
  }
}
