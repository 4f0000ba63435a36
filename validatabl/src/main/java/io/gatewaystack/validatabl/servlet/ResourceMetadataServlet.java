package io.gatewaystack.validatabl.servlet;

import io.gatewaystack.context.RequestIds;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Rendering;
import io.gatewaystack.context.denial.Rendering.Form;
import io.gatewaystack.context.denial.Rendering.Target;
import io.gatewaystack.context.denial.ResourceMetadata;
import io.gatewaystack.context.net.RequestPath;
import io.gatewaystack.context.servlet.ShortAnswer;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Publishes the metadata of protected resources (RFC 9728), each under its own well-known URL. Map
 * it to {@link #MAPPING}; clients read it before they have a token, so no identity layer may stand
 * in front. A resource that is not configured is 404: its metadata would name the wrong resource.
 *
 * <p>The documents are public and may be read by scripts of any origin. Immutable and safe for use
 * by several threads.
 */
public final class ResourceMetadataServlet extends HttpServlet {

  /** The URL pattern of the root document and all path-suffixed ones. */
  public static final String MAPPING = ResourceMetadata.WELL_KNOWN + "/*";

  private static final long serialVersionUID = 1L;
  private static final Duration MAX_AGE = Duration.ofHours(1);
  private static final String METHODS = "GET, HEAD, OPTIONS";

  private static final Denial NOT_FOUND =
      Denial.of(404, "not_found", -32600, "There is no such resource");
  private static final Denial METHOD_NOT_ALLOWED =
      Denial.of(405, "method_not_allowed", -32600, "Only GET, HEAD and OPTIONS are allowed here");

  private final transient Map<String, byte[]> documents;

  /**
   * Publishes documents.
   *
   * @param resources at least one; each path once
   */
  public ResourceMetadataServlet(List<ResourceMetadata> resources) {
    if (resources.isEmpty()) {
      throw new IllegalArgumentException("resources: none (expected: at least one)");
    }
    Map<String, byte[]> byPath = new HashMap<>();
    for (ResourceMetadata resource : resources) {
      if (byPath.put(resource.wellKnownPath(), resource.json()) != null) {
        throw new IllegalArgumentException(
            "resources: '" + resource.path() + "' (expected: each path once)");
      }
    }
    documents = Map.copyOf(byPath);
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Access-Control-Allow-Origin", "*");
    switch (request.getMethod()) {
      case "GET", "HEAD" -> serve(request, response); // a container sends no body to HEAD
      case "OPTIONS" -> preflight(response);
      default -> {
        response.setHeader("Allow", METHODS);
        refuse(response, METHOD_NOT_ALLOWED);
      }
    }
  }

  private void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String application = RequestPath.ofApplication(request.getServletContext().getContextPath());
    byte[] document =
        RequestPath.decode(request.getRequestURI())
            .filter(path -> path.startsWith(application))
            .map(path -> path.substring(application.length()))
            .flatMap(path -> Optional.ofNullable(documents.get(path)))
            .orElse(null);
    if (document == null) {
      refuse(response, NOT_FOUND);
      return;
    }
    response.setStatus(200);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "public, max-age=" + MAX_AGE.toSeconds());
    ShortAnswer.write(response, document);
  }

  /** Browser clients of MCP send a version header, which makes their browser ask first. */
  private static void preflight(HttpServletResponse response) {
    response.setStatus(204);
    response.setHeader("Allow", METHODS);
    response.setHeader("Access-Control-Allow-Methods", METHODS);
    response.setHeader("Access-Control-Allow-Headers", "*");
    response.setHeader("Access-Control-Max-Age", String.valueOf(MAX_AGE.toSeconds()));
  }

  private static void refuse(HttpServletResponse response, Denial denial) throws IOException {
    String requestId =
        Objects.requireNonNullElseGet(response.getHeader("X-Request-Id"), RequestIds::random);
    Rendering answer = Rendering.of(denial, new Target(Form.HTTP, requestId, null, null));
    response.setStatus(answer.status());
    response.setHeader("X-Request-Id", requestId);
    answer.headers().forEach(response::setHeader);
    ShortAnswer.write(response, answer.body());
  }
}
