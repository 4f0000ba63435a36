package io.gatewaystack.context.servlet;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.ResourceMetadata;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What this server is called from outside. A {@code Host} nobody vouches for is never repeated. */
final class PublicUrl {
  private PublicUrl() {}

  /** The absolute URL of the metadata that covers a request, when it is known. */
  static @Nullable String ofMetadata(
      Settings settings, RequestContext context, HttpServletRequest request) {
    return settings.resources().stream()
        .filter(resource -> resource.covers(context.request().path()))
        .max(Comparator.comparingInt(resource -> resource.path().length()))
        .map(ResourceMetadata::wellKnownPath)
        .flatMap(path -> base(settings, request).map(base -> base + path))
        .orElse(null);
  }

  private static Optional<String> base(Settings settings, HttpServletRequest request) {
    if (settings.publicBaseUrl() != null) {
      return Optional.of(settings.publicBaseUrl().toString());
    }
    boolean behindProxy = settings.trustedProxyHops() > 0;
    String scheme =
        behindProxy
            ? last(request, "X-Forwarded-Proto").orElse(request.getScheme())
            : request.getScheme();
    Optional<String> host =
        behindProxy
            ? last(request, "X-Forwarded-Host").or(() -> host(request))
            : host(request).filter(settings.allowedHosts()::contains);
    return host.filter(PublicUrl::isHost)
        .filter(h -> scheme.equals("http") || scheme.equals("https"))
        .map(h -> scheme + "://" + h);
  }

  private static Optional<String> host(HttpServletRequest request) {
    return Optional.ofNullable(request.getHeader("Host")).map(h -> h.toLowerCase(Locale.ROOT));
  }

  /** The value the nearest proxy added. */
  private static Optional<String> last(HttpServletRequest request, String name) {
    List<String> lines = new ServletHeaders(request).all(name);
    if (lines.isEmpty()) {
      return Optional.empty();
    }
    String line = lines.get(lines.size() - 1);
    return Optional.of(line.substring(line.lastIndexOf(',') + 1).strip().toLowerCase(Locale.ROOT));
  }

  private static boolean isHost(String host) {
    return !host.isEmpty()
        && host.length() <= 255
        && host.chars()
            .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-.:[]_".indexOf(c) >= 0));
  }
}
