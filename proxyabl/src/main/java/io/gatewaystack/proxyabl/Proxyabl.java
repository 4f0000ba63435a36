package io.gatewaystack.proxyabl;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.net.RequestPath;
import io.gatewaystack.context.section.Identity;
import java.net.URI;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of a request goes to which upstream, and what of the answer comes back. It connects
 * nowhere; {@link io.gatewaystack.proxyabl.servlet.ProxyServlet} does what it decides.
 *
 * <pre>{@code
 * Proxyabl crm =
 *     Proxyabl.builder(URI.create("https://crm.internal/api"))
 *         .prefix("/crm")
 *         .allowedPaths("/v1")
 *         .credential(UpstreamCredential.bearer(key))
 *         .identityHeader("X-Org-Id", IdentityField.TENANT)
 *         .build();
 * Proxyabl files = Proxyabl.builder(URI.create("http://localhost:3333")).prefix("/files").build();
 * ProxyServlet.register(context, "proxy", new ProxyServlet(Proxyabl.of(crm, files)), "/*");
 * }</pre>
 *
 * <p>Of the header fields the client sent, none reaches an upstream that could pass for a statement
 * about the caller or the request ({@code X-User-*}, {@code X-Org-*}, {@code X-Tenant*}, {@code
 * X-Gateway-*}, {@code X-API-Key}, {@code X-Forwarded-*}, {@code Forwarded}, {@code X-Request-Id}
 * and the like, in any spelling), nor {@code Authorization} and {@code Cookie} unless told so. Set
 * are the configured facts of the verified identity, the gateway's own credential, {@code
 * X-Request-Id}, {@code traceparent}, {@code X-Forwarded-For} (the caller's address as the context
 * has it, no chain), {@code X-Forwarded-Proto} and, when somebody vouches for it, {@code
 * X-Forwarded-Host}.
 *
 * <p>The path is decoded once, refused where two parsers could read it differently, compared with
 * the routes and allowed paths and encoded again: what was compared is what is sent. Scheme, host
 * and port are always the target's. Immutable and safe for use by several threads.
 */
public final class Proxyabl {
  private final List<ProxyRoute> routes;

  private Proxyabl(Stream<ProxyRoute> routes) {
    Comparator<ProxyRoute> longestPrefixFirst =
        Comparator.comparingInt((ProxyRoute route) -> route.config().prefix().length()).reversed();
    this.routes = routes.sorted(longestPrefixFirst).toList();
  }

  /**
   * Starts one route with what is safest: prefix {@code /proxy}, all paths below it, the subject in
   * {@code X-User-Id}, neither credentials nor cookies forwarded, 5 s until an answer begins,
   * pauses of at most 60 s within it, 1024 connections, 1024 waiting requests.
   *
   * @param target {@code http(s)://host[:port][/base]}
   */
  public static ProxyablBuilder builder(URI target) {
    return new ProxyablBuilder(target);
  }

  static Proxyabl of(ProxyablConfig config) {
    return new Proxyabl(Stream.of(new ProxyRoute(config)));
  }

  /**
   * The routes of several proxies as one. A request takes the route with the longest prefix that
   * covers its path, segment by segment, whatever that route's own rules say about it then.
   *
   * @throws IllegalArgumentException when there is none, or two have the same prefix
   */
  public static Proxyabl of(Proxyabl... parts) {
    List<ProxyRoute> all = Arrays.stream(parts).flatMap(part -> part.routes.stream()).toList();
    if (all.isEmpty()) {
      throw new IllegalArgumentException("parts: none (expected: at least one)");
    }
    for (ProxyRoute route : all) {
      String prefix = route.config().prefix();
      if (all.stream().filter(other -> other.config().prefix().equals(prefix)).count() > 1) {
        throw new IllegalArgumentException("prefix: " + prefix + " (expected: one route)");
      }
    }
    return new Proxyabl(all.stream());
  }

  /** The ways to the targets, the longest prefix first. */
  public List<ProxyRoute> routes() {
    return routes;
  }

  /**
   * Decides where a request goes.
   *
   * @param context the request's context; its raw path, query and method are judged
   * @param inbound the request as the application sees it
   */
  public Plan plan(RequestContext context, Inbound inbound) {
    String path = RequestPath.decode(context.request().rawPath()).orElse(null);
    ProxyRoute route = path == null ? null : route(path);
    boolean anonymous = route != null && route.config().anonymous();
    if (!anonymous && context.find(Identity.class).isEmpty()) {
      return new Plan.Refuse(Refusals.UNIDENTIFIED);
    }
    if (path == null) {
      return new Plan.Refuse(Refusals.INVALID_PATH);
    }
    return route == null
        ? new Plan.Refuse(Refusals.PATH_NOT_ALLOWED)
        : route.plan(path, context, inbound);
  }

  private @Nullable ProxyRoute route(String path) {
    for (ProxyRoute route : routes) {
      if (route.covers(path)) {
        return route;
      }
    }
    return null;
  }
}
