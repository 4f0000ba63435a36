package io.gatewaystack.context.servlet;

import io.gatewaystack.context.RequestContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** Absolute URLs of this server. */
final class PublicUrl {
  private PublicUrl() {}

  /**
   * The absolute URL of the metadata that covers a request, when it is known: within the
   * application, since nothing of it can be served elsewhere.
   */
  static @Nullable String ofMetadata(
      Settings settings, RequestContext context, HttpServletRequest request) {
    PublicOrigin origin = PublicOrigin.of(settings, request);
    String application = request.getServletContext().getContextPath();
    return settings.resources().stream()
        .filter(resource -> origin.host() != null && resource.covers(context.request().path()))
        .max(Comparator.comparingInt(resource -> resource.path().length()))
        .map(
            resource ->
                origin.scheme() + "://" + origin.host() + application + resource.wellKnownPath())
        .orElse(null);
  }
}
