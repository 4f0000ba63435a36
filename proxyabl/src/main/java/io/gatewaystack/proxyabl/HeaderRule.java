package io.gatewaystack.proxyabl;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one rule for header fields on their way to an upstream. Removed first, in every spelling a
 * server might take for the same field ({@code X-User-Id}, {@code x_user_id}), is whatever could
 * pass for a statement of ours about the caller, whatever rewrites method or path behind our back,
 * and what belongs to one connection only (RFC 9110 section 7.6.1). Then ours are set.
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
   * Never the client's to say. The last eight are read by frameworks in the place of the request
   * (CVE-2025-29927, CVE-2025-61780), and {@code Proxy} by CGI programs as a setting of theirs
   * (CVE-2016-5385).
   */
  private static final Set<String> NOT_THE_CLIENTS =
      Set.of(
          "host",
          "expect",
          "forwarded",
          "proxy",
          "x-user",
          "x-org",
          "x-api-key",
          "x-request-id",
          "traceparent",
          "tracestate",
          "x-real-ip",
          "x-client-ip",
          "true-client-ip",
          "client-ip",
          "fastly-client-ip",
          "fly-client-ip",
          "x-cluster-client-ip",
          "x-appengine-user-ip",
          "x-host",
          "x-client-cert",
          "x-goog-iap-jwt-assertion",
          "x-rewrite-url",
          "x-http-method",
          "x-http-method-override",
          "x-method-override",
          "x-middleware-subrequest",
          "x-sendfile-type",
          "x-accel-mapping");

  /**
   * The families behind the first line are what other gateways say about a caller, or to servers of
   * their own: an application that has stood behind one of them believes it still.
   */
  private static final List<String> NOT_THE_CLIENTS_FAMILIES =
      List.of(
          "x-user-",
          "x-org-",
          "x-tenant",
          "x-gateway-",
          "x-forwarded",
          "proxy-",
          "x-original-",
          "remote-",
          "x-remote-",
          "impersonate-",
          "x-auth-request-",
          "x-authenticated-",
          "x-authentik-",
          "x-webauth-",
          "x-vouch-",
          "x-pomerium-",
          "tailscale-",
          "x-amzn-oidc-",
          "x-goog-authenticated-user-",
          "x-ms-client-principal",
          "x-ms-token-",
          "cf-access-",
          "cf-connecting-",
          "x-consumer-",
          "x-credential-",
          "x-envoy-",
          "ssl-client-",
          "x-ssl-");

  private final ProxyablConfig.Headers config;
  private final IdentityHeaders identityHeaders;
  private final List<HeaderField> always;
  private final Set<String> ours;
  private final PassingNames names;

  HeaderRule(ProxyablConfig config) {
    this.config = config.headers();
    this.identityHeaders = new IdentityHeaders(this.config.identity());
    this.always =
        Stream.of(
                Stream.of(new HeaderField("Host", config.target().getRawAuthority())),
                this.config.credential().header().stream(),
                this.config.fixed().stream())
            .flatMap(lines -> lines)
            .toList();
    this.ours =
        Stream.of(
                always.stream().map(HeaderField::name),
                this.config.identity().keySet().stream(),
                this.config.withheld().stream())
            .flatMap(own -> own)
            .map(HeaderRule::canonical)
            .collect(Collectors.toUnmodifiableSet());
    this.names = new PassingNames(this::isTheClients);
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
    return isOfConnection(field)
        || Set.of("host", "expect", "authorization", "cookie", "via", "x-request-id")
            .contains(field)
        || field.startsWith("content-")
        || field.startsWith("x-forwarded")
        || field.startsWith("proxy-")
        || field.startsWith("trace");
  }

  /** Whether a name says something about the message that nobody else may take its place for. */
  static boolean describesMessage(String name) {
    String field = canonical(name);
    return field.equals("user-agent")
        || field.equals("last-event-id")
        || field.equals("range")
        || field.startsWith("accept")
        || field.startsWith("if-")
        || field.startsWith("mcp-");
  }

  /** Whether a field, by its canonical name, belongs to one connection only, or frames a body. */
  static boolean isOfConnection(String canonical) {
    return CONNECTION.contains(canonical);
  }

  /** What the upstream gets. */
  List<HeaderField> toUpstream(
      Inbound inbound, RequestContext context, @Nullable Identity identity) {
    List<HeaderField> sent = new ArrayList<>(inbound.headers().size() + 12);
    sent.addAll(always);
    addPassing(inbound.headers(), sent);
    if (identity != null) {
      sent.addAll(identityHeaders.of(identity));
    }
    addRequest(sent, inbound, context);
    return sent;
  }

  /** What the upstream gets behind the body. */
  List<HeaderField> trailersToUpstream(List<HeaderField> trailers) {
    List<HeaderField> sent = new ArrayList<>(trailers.size());
    for (HeaderField field : trailers) {
      if (Trailers.mayTrail(field.name()) && names.pass(field.name())) {
        sent.add(field.cleaned());
      }
    }
    return sent;
  }

  private void addPassing(List<HeaderField> fields, List<HeaderField> sent) {
    Set<String> named = HeaderField.namedByConnection(fields);
    for (HeaderField field : fields) {
      if (names.pass(field.name())
          && (named.isEmpty() || !named.contains(canonical(field.name())))) {
        sent.add(field.cleaned());
      }
    }
  }

  private boolean isTheClients(String name) {
    return switch (name) {
      case "authorization" -> config.authorization();
      case "cookie", "cookie2" -> config.cookies();
      default -> mayBeTheClients(name) && !ours.contains(name);
    };
  }

  /** Whether a client may say a field to an upstream at all, by its canonical name. */
  static boolean mayBeTheClients(String canonical) {
    return !isOfConnection(canonical)
        && !NOT_THE_CLIENTS.contains(canonical)
        && !startsWithAny(canonical, NOT_THE_CLIENTS_FAMILIES);
  }

  private static void addRequest(List<HeaderField> sent, Inbound inbound, RequestContext context) {
    sent.add(Via.of(inbound.protocol()));
    sent.add(new HeaderField("X-Request-Id", context.request().id()));
    sent.add(new HeaderField("X-Forwarded-For", context.request().client().getHostAddress()));
    sent.add(new HeaderField("X-Forwarded-Proto", inbound.scheme()));
    if (inbound.host() != null) {
      sent.add(new HeaderField("X-Forwarded-Host", inbound.host()));
    }
    if (inbound.lists("TE", "trailers")) { // the one transfer coding that concerns both sides
      sent.add(new HeaderField("TE", "trailers"));
      sent.add(new HeaderField("Connection", "TE"));
    }
    context.find(Trace.class).ifPresent(trace -> addTrace(sent, inbound, trace));
  }

  /** The client's {@code tracestate} belongs to its own {@code traceparent} only. */
  private static void addTrace(List<HeaderField> sent, Inbound inbound, Trace trace) {
    sent.add(new HeaderField("traceparent", trace.traceparent()));
    if (inbound.only("traceparent").filter(trace.traceparent()::equals).isPresent()) {
      inbound.only("tracestate").ifPresent(s -> sent.add(HeaderField.received("tracestate", s)));
    }
  }

  static boolean startsWithAny(String name, List<String> families) {
    for (String family : families) {
      if (name.startsWith(family)) {
        return true;
      }
    }
    return false;
  }
}
