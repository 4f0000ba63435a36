package io.gatewaystack.proxyabl;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Trace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The one rule for header fields, both ways.
 *
 * <p>Towards the upstream: removed first, in every spelling a server might take for the same field
 * ({@code X-User-Id}, {@code x_user_id}), is whatever could pass for a statement of ours about the
 * caller, whatever rewrites method or path behind our back, and what belongs to one connection only
 * (RFC 9110 section 7.6.1). Then ours are set. Towards the client: what belongs to one connection,
 * the upstream's own limits and its name are removed.
 */
final class HeaderRule {
  private static final Set<String> CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "content-length");

  /**
   * Never the client's to say; the last five are read by frameworks in the place of the request.
   */
  private static final Set<String> NOT_THE_CLIENTS =
      Set.of(
          "host",
          "expect",
          "forwarded",
          "x-user",
          "x-org",
          "x-api-key",
          "x-request-id",
          "traceparent",
          "tracestate",
          "x-real-ip",
          "x-client-ip",
          "true-client-ip",
          "x-original-url",
          "x-rewrite-url",
          "x-http-method",
          "x-http-method-override",
          "x-method-override");

  private static final List<String> NOT_THE_CLIENTS_FAMILIES =
      List.of("x-user-", "x-org-", "x-tenant", "x-gateway-", "x-forwarded", "proxy-");

  private static final Set<String> NOT_THE_UPSTREAMS = Set.of("server", "x-request-id");
  private static final List<String> NOT_THE_UPSTREAMS_FAMILIES =
      List.of("ratelimit", "x-ratelimit-", "x-rate-limit-", "proxy-");

  private final ProxyablConfig config;
  private final IdentityHeaders identityHeaders;
  private final Set<String> ours;
  private final HeaderField host;

  HeaderRule(ProxyablConfig config) {
    this.config = config;
    this.identityHeaders = new IdentityHeaders(config.identityHeaders());
    this.ours =
        config.identityHeaders().keySet().stream()
            .map(HeaderRule::canonical)
            .collect(Collectors.toUnmodifiableSet());
    this.host = new HeaderField("Host", config.target().getRawAuthority());
  }

  /** One spelling for all that a server may take for the same name: CGI reads `-` as `_`. */
  static String canonical(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    StringBuilder changed = null;
    for (int i = 0; i < lower.length(); i++) {
      if (lower.charAt(i) != '-' && !Percent.isAlphanumeric(lower.charAt(i))) {
        changed = changed == null ? new StringBuilder(lower) : changed;
        changed.setCharAt(i, '-');
      }
    }
    return changed == null ? lower : changed.toString();
  }

  /** Whether a name has a meaning that an identity header must not take over. */
  static boolean isReserved(String name) {
    String field = canonical(name);
    return CONNECTION.contains(field)
        || Set.of("host", "expect", "authorization", "cookie", "x-request-id").contains(field)
        || field.startsWith("content-")
        || field.startsWith("x-forwarded")
        || field.startsWith("proxy-")
        || field.startsWith("trace");
  }

  /** What the upstream gets. */
  List<HeaderField> toUpstream(
      Inbound inbound, RequestContext context, @Nullable Identity identity) {
    Set<String> named = namedByConnection(inbound.headers());
    List<HeaderField> sent = new ArrayList<>(inbound.headers().size() + 8);
    sent.add(host);
    for (HeaderField field : inbound.headers()) {
      String name = canonical(field.name());
      if (!named.contains(name) && isTheClients(name)) {
        sent.add(HeaderField.received(field.name(), field.value()));
      }
    }
    if (identity != null) {
      sent.addAll(identityHeaders.of(identity));
    }
    addRequest(sent, inbound, context);
    return sent;
  }

  private boolean isTheClients(String name) {
    return switch (name) {
      case "authorization" -> config.forwardAuthorization();
      case "cookie", "cookie2" -> config.forwardCookies();
      default ->
          !CONNECTION.contains(name)
              && !NOT_THE_CLIENTS.contains(name)
              && !ours.contains(name)
              && !startsWithAny(name, NOT_THE_CLIENTS_FAMILIES);
    };
  }

  private static void addRequest(List<HeaderField> sent, Inbound inbound, RequestContext context) {
    sent.add(new HeaderField("X-Request-Id", context.request().id()));
    sent.add(new HeaderField("X-Forwarded-For", context.request().client().getHostAddress()));
    sent.add(new HeaderField("X-Forwarded-Proto", inbound.scheme()));
    inbound
        .only("Host")
        .filter(HeaderRule::isHost)
        .ifPresent(host -> sent.add(new HeaderField("X-Forwarded-Host", host)));
    context.find(Trace.class).ifPresent(trace -> addTrace(sent, inbound, trace));
  }

  /** The client's {@code tracestate} belongs to its own {@code traceparent} only. */
  private static void addTrace(List<HeaderField> sent, Inbound inbound, Trace trace) {
    sent.add(new HeaderField("traceparent", trace.traceparent()));
    if (inbound.only("traceparent").filter(trace.traceparent()::equals).isPresent()) {
      inbound.only("tracestate").ifPresent(s -> sent.add(HeaderField.received("tracestate", s)));
    }
  }

  /** What the client gets; the container frames the body, so {@code Content-Length} is not here. */
  List<HeaderField> toClient(List<HeaderField> answer) {
    Set<String> named = namedByConnection(answer);
    List<HeaderField> sent = new ArrayList<>(answer.size());
    for (HeaderField field : answer) {
      String name = canonical(field.name());
      boolean dropped =
          CONNECTION.contains(name)
              || NOT_THE_UPSTREAMS.contains(name)
              || named.contains(name)
              || startsWithAny(name, NOT_THE_UPSTREAMS_FAMILIES);
      if (!dropped) {
        sent.add(HeaderField.received(field.name(), field.value()));
      }
    }
    return sent;
  }

  private static Set<String> namedByConnection(List<HeaderField> fields) {
    Set<String> named = Set.of();
    for (HeaderField field : fields) {
      if (field.name().equalsIgnoreCase("Connection")) {
        named = named.isEmpty() ? new HashSet<>() : named;
        for (String token : field.value().split(",", -1)) {
          named.add(canonical(token.strip()));
        }
      }
    }
    return named;
  }

  private static boolean startsWithAny(String name, List<String> families) {
    for (String family : families) {
      if (name.startsWith(family)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHost(String host) {
    return !host.isEmpty()
        && host.chars().allMatch(c -> Percent.isAlphanumeric(c) || "-._:[]".indexOf(c) >= 0);
  }
}
