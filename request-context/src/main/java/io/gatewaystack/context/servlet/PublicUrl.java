package io.gatewaystack.context.servlet;

import io.gatewaystack.context.RequestContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Absolute URLs of this server. */
final class PublicUrl {
  private PublicUrl() {}

  /** The absolute URL of the metadata that covers a request, when it is known. */
  static @Nullable String ofMetadata(
      Settings settings, RequestContext context, HttpServletRequest request) {
    PublicOrigin origin = PublicOrigin.of(settings, request);
    return settings.resources().stream()
        .filter(resource -> origin.host() != null && resource.covers(context.request().path()))
        .max(Comparator.comparingInt(resource -> resource.path().length()))
        .map(resource -> origin.scheme() + "://" + origin.host() + resource.wellKnownPath())
        .orElse(null);
  }
}
