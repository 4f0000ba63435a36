package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.proxyabl.Discovery;
import io.gatewaystack.proxyabl.HeaderField;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Answers for the issuer where clients look for it: map it to {@link Discovery.Document#path} of
 * each document. It needs a {@code GovernanceFilter} in front, which must let everybody through,
 * and must support asynchronous requests. What cannot be had is 502 {@code discovery_fetch_failed}.
 */
public final class DiscoveryServlet extends AsyncServlet {
  private static final List<HeaderField> FOUND =
      List.of(
          new HeaderField("Content-Type", "application/json"),
          new HeaderField("Cache-Control", "public, max-age=" + Discovery.KEPT.toSeconds()));
  private static final Denial FAILED =
      Denial.of(502, "discovery_fetch_failed", 50202, "The issuer's document could not be fetched");
  private static final Denial METHOD =
      Denial.of(405, "method_not_allowed", -32600, "The document can only be read");
  private static final Denial UNKNOWN =
      Denial.of(404, "not_found", -32600, "There is no such document");

  private final Discovery discovery;

  /** Serves the documents of an issuer. */
  public DiscoveryServlet(Discovery discovery) {
    this.discovery = Objects.requireNonNull(discovery, "discovery");
  }

  @Override
  public String getServletInfo() {
    return "GatewayStack discovery";
  }

  @Override
  void serve(HttpServletRequest request, HttpServletResponse response) {
    ServletReply reply = reply(request, response);
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      reply.refuse(METHOD, List.of(new HeaderField("Allow", "GET, HEAD")));
      return;
    }
    for (Discovery.Document document : Discovery.Document.values()) {
      if (request.getRequestURI().endsWith(document.path())) {
        send(document, reply);
        return;
      }
    }
    reply.refuse(UNKNOWN, List.of());
  }

  @SuppressWarnings("FutureReturnValueIgnored") // answering is all that follows
  private void send(Discovery.Document document, ServletReply reply) {
    discovery
        .get(document)
        .whenComplete(
            (body, failure) -> {
              if (body != null) {
                reply.answer(HttpServletResponse.SC_OK, FOUND, body);
              } else {
                reply.refuse(FAILED.withMember("detail", detail(failure)), List.of());
              }
            });
  }

  /** Ours: a short word of {@link Discovery}, never a library's message. */
  private static String detail(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    String message = cause == null ? null : cause.getMessage();
    return message == null ? "unreachable" : message;
  }
}
