package io.gatewaystack.context.servlet;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Completion;
import io.gatewaystack.context.Exchange;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestIds;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.net.ClientAddress;
import io.gatewaystack.context.net.IpLiteral;
import io.gatewaystack.context.net.RequestPath;
import io.gatewaystack.context.section.Refusal;
import io.gatewaystack.context.section.Trace;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Makes the context of a request. A request whose path, framing or header fields could be read in
 * two ways gets a context that is refused already, so that it is recorded and goes no further.
 */
record ContextFactory(Settings settings) {
  static final String LAYER = "edge";

  /** Fields whose meaning depends on being alone; {@code Mcp-*} on MCP routes likewise. */
  private static final List<String> SINGLE =
      List.of("Authorization", "X-API-Key", "Content-Type", "MCP-Protocol-Version");

  private static final Denial DUPLICATE =
      Denial.invalidRequest("duplicate_header", "A header field was sent more than once");

  /** Behind this one nobody knows where the next request begins. */
  private static final Denial FRAMING =
      Denial.invalidRequest("invalid_framing", "Transfer-Encoding may be chunked, in HTTP/1.1");

  private static final InetAddress UNKNOWN = InetAddress.getLoopbackAddress();

  /** The cell of a request, the one place its body comes from, and what its answer takes. */
  record Begun(Exchange exchange, BodySource body, Room answer, EditingTurns editing)
      implements Completion {
    @Override
    public void after(RequestContext latest, Outcome outcome) {
      end();
    }

    /** The request has ended: nothing of it is kept any more. */
    void end() {
      body.end();
      answer.end();
    }
  }

  Begun create(HttpServletRequest request) {
    Headers headers = new ServletHeaders(request);
    BodySource body = new BodySource(request, client(request, headers), settings);
    Exchange exchange = new Exchange(context(request, headers, body));
    return new Begun(exchange, body, new Room(settings.bodyMemory()), settings.editing());
  }

  private RequestContext context(HttpServletRequest request, Headers headers, BodySource source) {
    String rawPath = request.getRequestURI();
    Optional<String> path = RequestPath.decode(rawPath);
    RequestInfo info =
        new RequestInfo(
            headers.first("X-Request-Id").filter(RequestIds::isSafe).orElseGet(RequestIds::random),
            request.getMethod(),
            rawPath,
            path.orElse(rawPath),
            request.getQueryString(),
            headers,
            source.client(),
            settings.clock().instant());
    Route route = path.map(p -> route(request, p)).orElse(Route.HTTP);
    Body body = Body.readFor(source, headers);
    RequestContext context = traced(RequestContext.of(info, route, body));
    if (path.isEmpty()) {
      return refused(context, Denial.invalidRequest("invalid_path", "The path is not acceptable"));
    }
    if (!isPlainlyFramed(request, headers)) {
      return refused(context, FRAMING);
    }
    return hasDuplicates(headers, route) ? refused(context, DUPLICATE) : context;
  }

  /** Whether nothing may be read behind a request refused for this. */
  static boolean endsConnection(Refusal refusal) {
    return refusal.denial().equals(FRAMING);
  }

  /**
   * Containers take chunks apart and leave other transfer codings as they are: nobody behind them
   * would know what the body is. HTTP/1.0 has none (RFC 9112 section 6.1).
   */
  private static boolean isPlainlyFramed(HttpServletRequest request, Headers headers) {
    List<String> codings = headers.all("Transfer-Encoding");
    return codings.isEmpty()
        || codings.size() == 1
            && codings.get(0).strip().equalsIgnoreCase("chunked")
            && !request.getProtocol().equals("HTTP/1.0");
  }

  /** The context filters in front have made, on the route that is known here. */
  RequestContext refine(HttpServletRequest request, RequestContext context) {
    RequestContext routed = context.on(route(request, context.request().path()));
    return routed != context && hasDuplicates(context.request().headers(), routed.route())
        ? refused(routed, DUPLICATE)
        : routed;
  }

  /** The route of a request: chosen within its application, named by the whole path. */
  private Route route(HttpServletRequest request, String path) {
    String application = RequestPath.ofApplication(request.getServletContext().getContextPath());
    if (application.isEmpty() || !path.startsWith(application)) {
      return settings.routes().of(path);
    }
    Route route = settings.routes().of(path.substring(application.length()));
    return new Route(route.protocol(), application + route.prefix());
  }

  private InetAddress client(HttpServletRequest request, Headers headers) {
    InetAddress peer = IpLiteral.parse(unbracketed(request.getRemoteAddr())).orElse(UNKNOWN);
    int hops = settings.trustedProxyHops();
    return hops == 0 ? peer : ClientAddress.of(peer, headers.all("X-Forwarded-For"), hops);
  }

  private static String unbracketed(String address) {
    String bare =
        address.startsWith("[") && address.endsWith("]")
            ? address.substring(1, address.length() - 1)
            : address;
    int zone = bare.indexOf('%');
    return zone < 0 ? bare : bare.substring(0, zone);
  }

  private static RequestContext traced(RequestContext context) {
    return context
        .request()
        .headers()
        .first("traceparent")
        .map(value -> context.with(Trace.parse(value).orElseGet(Trace::start)))
        .orElse(context);
  }

  private static RequestContext refused(RequestContext context, Denial denial) {
    return context.merge(new Refusal(LAYER, denial));
  }

  private static boolean hasDuplicates(Headers headers, Route route) {
    for (String name : SINGLE) {
      if (headers.all(name).size() > 1) {
        return true;
      }
    }
    return route.protocol() == Route.Protocol.MCP
        && headers.names().stream()
            .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("mcp-"))
            .anyMatch(name -> headers.all(name).size() > 1);
  }
}
