package io.gatewaystack.proxyabl;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.context.net.RequestPath;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Routing;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of a request goes to one upstream, and what of the answer comes back. It connects
 * nowhere; {@link io.gatewaystack.proxyabl.servlet.ProxyServlet} does what it decides.
 *
 * <pre>{@code
 * Proxyabl proxyabl =
 *     Proxyabl.builder(URI.create("http://localhost:3333"))
 *         .allowedPaths("/echo", "/v1")
 *         .identityHeader("X-Org-Id", IdentityField.TENANT)
 *         .build();
 * context.addServlet("proxy", new ProxyServlet(proxyabl)); // mapped to /proxy/*, async supported
 * }</pre>
 *
 * <p>Of the header fields the client sent, none reaches the upstream that could pass for a
 * statement about the caller or the request ({@code X-User-*}, {@code X-Org-*}, {@code X-Tenant*},
 * {@code X-Gateway-*}, {@code X-API-Key}, {@code X-Forwarded-*}, {@code Forwarded}, {@code
 * X-Request-Id} and the like, in any spelling), nor {@code Authorization} and {@code Cookie} unless
 * told so. Set are the configured facts of the verified identity, {@code X-Request-Id}, {@code
 * traceparent}, {@code X-Forwarded-For} (the caller's address as the context has it, no chain),
 * {@code X-Forwarded-Proto} (as the container saw it) and {@code X-Forwarded-Host} (the {@code
 * Host} the client asked for).
 *
 * <p>The path is decoded once, refused where two parsers could read it differently, compared with
 * the allowed paths and encoded again: what was compared is what is sent. Scheme, host and port are
 * always the target's. Immutable and safe for use by several threads.
 */
public final class Proxyabl {
  private final ProxyablConfig config;
  private final HeaderRule headers;
  private final String origin;
  private final String basePath;

  private Proxyabl(ProxyablConfig config) {
    this.config = config;
    this.headers = new HeaderRule(config);
    URI target = config.target();
    this.origin = target.getScheme() + "://" + target.getRawAuthority();
    String path = target.getRawPath();
    this.basePath = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  /**
   * Starts with what is safest: prefix {@code /proxy}, all paths below it, the subject in {@code
   * X-User-Id}, neither credentials nor cookies forwarded, 5 s until an answer begins, pauses of at
   * most 60 s within it, 1024 connections, 1024 waiting requests.
   *
   * @param target {@code http(s)://host[:port][/base]}
   */
  public static Builder builder(URI target) {
    return new Builder(target);
  }

  /** The settings. */
  public ProxyablConfig config() {
    return config;
  }

  /**
   * Decides where a request goes.
   *
   * @param context the request's context; its raw path, query and method are judged
   * @param inbound the request as the application sees it
   */
  public Plan plan(RequestContext context, Inbound inbound) {
    Identity identity = context.find(Identity.class).orElse(null);
    if (identity == null && !config.anonymous()) {
      return new Plan.Refuse(Refusals.UNIDENTIFIED);
    }
    if (!isForwarded(context.request().method())) {
      return new Plan.Refuse(Refusals.INVALID_METHOD);
    }
    String path = RequestPath.decode(context.request().rawPath()).orElse(null);
    if (path == null) {
      return new Plan.Refuse(Refusals.INVALID_PATH);
    }
    String below = below(path);
    if (below == null || !UpstreamPath.isAllowed(below, config.allowedPaths())) {
      return new Plan.Refuse(Refusals.PATH_NOT_ALLOWED);
    }
    String endpoint = origin + basePath + UpstreamPath.encode(below);
    URI uri = uri(endpoint, context.request().query(), identity).orElse(null);
    if (uri == null) {
      return new Plan.Refuse(Refusals.INVALID_URL);
    }
    return new Plan.Forward(
        context.request().method(),
        uri,
        headers.toUpstream(inbound, context, identity),
        Routing.of(config.name(), endpoint));
  }

  /** What of an upstream's header lines goes to the client. */
  public List<HeaderField> answer(List<HeaderField> fromUpstream) {
    return headers.toClient(fromUpstream);
  }

  /**
   * A method is judged by its exact spelling but sent in upper case, so only upper case is
   * forwarded. TRACE would show the caller what we add; CONNECT asks for another kind of proxy.
   */
  private static boolean isForwarded(String method) {
    return !method.isEmpty()
        && method.chars().allMatch(c -> c >= 'A' && c <= 'Z' || c == '-' || c == '_')
        && !method.equals("TRACE")
        && !method.equals("CONNECT");
  }

  private @Nullable String below(String path) {
    String prefix = config.prefix();
    if (!UpstreamPath.isWithin(path, prefix)) {
      return null;
    }
    return path.length() == prefix.length() ? "/" : path.substring(prefix.length());
  }

  /** The URI to send, if its query is legal and everything in front of the path is the target's. */
  private Optional<URI> uri(String endpoint, @Nullable String query, @Nullable Identity identity) {
    String sent = query;
    if (query != null && !UpstreamQuery.isLegal(query)) {
      return Optional.empty();
    }
    if (config.identityQuery() != null) {
      String subject = identity == null ? null : identity.subject();
      sent = UpstreamQuery.replaced(query, config.identityQuery(), subject).orElse(null);
    }
    try {
      URI uri = new URI(sent == null ? endpoint : endpoint + "?" + sent);
      return Optional.of(uri).filter(this::isAtTarget);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private boolean isAtTarget(URI uri) {
    URI target = config.target();
    return target.getScheme().equals(uri.getScheme())
        && target.getHost().equals(uri.getHost())
        && target.getPort() == uri.getPort()
        && uri.getRawUserInfo() == null;
  }

  /** Collects settings; not safe for use by several threads. */
  public static final class Builder {
    private final URI target;
    private String name = "proxy";
    private String prefix = "/proxy";
    private List<String> allowedPaths = List.of("/");
    private Duration timeout = Duration.ofSeconds(5);
    private Duration idleTimeout = Duration.ofSeconds(60);
    private String subjectHeader = "X-User-Id";
    private final Map<String, IdentityField> moreHeaders = new LinkedHashMap<>();
    private @Nullable String identityQuery;
    private boolean forwardAuthorization;
    private boolean forwardCookies;
    private boolean anonymous;
    private int maxConnections = 1024;
    private int maxQueued = 1024;
    private @Nullable AddressPolicy addresses;

    private Builder(URI target) {
      this.target = Objects.requireNonNull(target, "target");
    }

    /** Sets what audit events call the upstream. */
    public Builder name(String value) {
      name = value;
      return this;
    }

    /** Sets the path of the request URI that stands for the target's base path. */
    public Builder prefix(String value) {
      prefix = value;
      return this;
    }

    /** Sets which paths below the prefix may be called, each with everything below it. */
    public Builder allowedPaths(String... values) {
      allowedPaths = List.of(values);
      return this;
    }

    /** Sets how long the upstream may make no progress before its answer begins. */
    public Builder timeout(Duration value) {
      timeout = value;
      return this;
    }

    /** Sets how long the upstream may pause within an answer. */
    public Builder idleTimeout(Duration value) {
      idleTimeout = value;
      return this;
    }

    /**
     * Sets the header field that holds the subject. Visible ASCII goes as it is, every other text
     * as an extended value of RFC 8187, {@code UTF-8''J%C3%B6rg}, so that no two subjects look
     * alike.
     */
    public Builder identityHeader(String value) {
      subjectHeader = value;
      return this;
    }

    /** Adds a header field that tells more about the caller, encoded like the subject. */
    public Builder identityHeader(String field, IdentityField fact) {
      if (moreHeaders.putIfAbsent(field, fact) != null) {
        throw new IllegalArgumentException("identityHeader: " + field + " (expected: once)");
      }
      return this;
    }

    /** Sets a query parameter that holds the subject as well; none by default. */
    public Builder identityQuery(@Nullable String value) {
      identityQuery = value;
      return this;
    }

    /** Sends the caller's own {@code Authorization} on; off by default. */
    public Builder forwardAuthorization(boolean value) {
      forwardAuthorization = value;
      return this;
    }

    /** Sends the caller's cookies on; off by default. */
    public Builder forwardCookies(boolean value) {
      forwardCookies = value;
      return this;
    }

    /** Forwards requests without a verified identity too; they are refused with 401 by default. */
    public Builder anonymous(boolean value) {
      anonymous = value;
      return this;
    }

    /** Sets how many connections to the upstream there may be. */
    public Builder maxConnections(int value) {
      maxConnections = value;
      return this;
    }

    /** Sets how many requests may wait for a connection. */
    public Builder maxQueued(int value) {
      maxQueued = value;
      return this;
    }

    /** Sets which addresses may be connected to: checked on every resolution, then pinned. */
    public Builder addresses(AddressPolicy value) {
      addresses = value;
      return this;
    }

    /**
     * The proxy with the settings collected so far.
     *
     * @throws IllegalArgumentException when a setting is invalid or contradicts another; the
     *     message names it
     */
    public Proxyabl build() {
      Map<String, IdentityField> all = new LinkedHashMap<>();
      all.put(subjectHeader, IdentityField.SUBJECT);
      moreHeaders.forEach(
          (field, fact) -> {
            if (all.putIfAbsent(field, fact) != null) {
              throw new IllegalArgumentException("identityHeader: " + field + " (expected: once)");
            }
          });
      return new Proxyabl(
          new ProxyablConfig(
              target,
              name,
              prefix,
              allowedPaths,
              timeout,
              idleTimeout,
              all,
              identityQuery,
              forwardAuthorization,
              forwardCookies,
              anonymous,
              maxConnections,
              maxQueued,
              addresses));
    }
  }
}
