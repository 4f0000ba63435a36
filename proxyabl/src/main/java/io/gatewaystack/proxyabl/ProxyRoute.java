package io.gatewaystack.proxyabl;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Routing;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way to one target: what of a request goes there, and what of its answer comes back. Immutable
 * and safe for use by several threads.
 */
public final class ProxyRoute {
  private static final Set<String> NOT_FORWARDED = Set.of("TRACE", "TRACK", "CONNECT");

  private final ProxyablConfig config;
  private final HeaderRule headers;
  private final AnswerRule answers;
  private final String origin;
  private final String basePath;
  private final String shown;

  ProxyRoute(ProxyablConfig config) {
    this.config = config;
    this.headers = new HeaderRule(config);
    this.answers = new AnswerRule(config);
    this.origin = config.target().getScheme() + "://" + config.target().getRawAuthority();
    this.basePath = UpstreamPath.base(config.target());
    this.shown = basePath.isEmpty() ? origin : origin + "/*"; // a base path may hold a key
  }

  /** The settings. */
  public ProxyablConfig config() {
    return config;
  }

  /** What of an upstream's header lines goes to the client, except what frames the body. */
  public List<HeaderField> answer(List<HeaderField> fromUpstream) {
    return answers.toClient(fromUpstream);
  }

  /** What of the lines behind an upstream's body goes to the client. */
  public List<HeaderField> answerTrailers(List<HeaderField> fromUpstream) {
    return answers.trailersToClient(fromUpstream);
  }

  /** What of the lines behind a client's body goes to the upstream. */
  public List<HeaderField> requestTrailers(List<HeaderField> fromClient) {
    return headers.trailersToUpstream(fromClient);
  }

  /** Whether a decoded path is this route's. */
  boolean covers(String path) {
    return UpstreamPath.isWithin(path, config.prefix());
  }

  /** Decides about a request whose decoded path this route covers. */
  Plan plan(String path, RequestContext context, Inbound inbound) {
    if (inbound.lists("Upgrade", "websocket")) {
      return new Plan.Refuse(Refusals.UPGRADE);
    }
    if (!isForwarded(context.request().method())) {
      return new Plan.Refuse(Refusals.INVALID_METHOD);
    }
    if (Via.isLoop(inbound.headers())) {
      return new Plan.Refuse(Refusals.LOOP);
    }
    String below =
        path.length() == config.prefix().length() ? "/" : path.substring(config.prefix().length());
    if (!UpstreamPath.isAllowed(below, config.allowedPaths())) {
      return new Plan.Refuse(Refusals.PATH_NOT_ALLOWED);
    }
    Identity identity = context.find(Identity.class).orElse(null);
    String encoded = UpstreamPath.encode(below);
    URI uri = uri(origin + basePath + encoded, context.request().query(), identity).orElse(null);
    if (uri == null) {
      return new Plan.Refuse(Refusals.INVALID_URL);
    }
    Plan.Forward forward =
        new Plan.Forward(
            this,
            context.request().method(),
            uri,
            headers.toUpstream(inbound, context, identity),
            Routing.of(config.name(), shown + encoded));
    return forward.method().equals("OPTIONS") ? MaxForwards.applied(forward, inbound) : forward;
  }

  /**
   * A method is judged by its exact spelling but sent in upper case, so only upper case is
   * forwarded. TRACE, which some servers know as TRACK, would show the caller what we add; CONNECT
   * asks for another kind of proxy.
   */
  private static boolean isForwarded(String method) {
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      if ((c < 'A' || c > 'Z') && c != '-' && c != '_') {
        return false;
      }
    }
    return !method.isEmpty() && !NOT_FORWARDED.contains(method);
  }

  /** The URI to send, if its query is legal and everything in front of the path is the target's. */
  private Optional<URI> uri(String endpoint, @Nullable String query, @Nullable Identity identity) {
    String sent = query == null ? null : UpstreamQuery.legal(query).orElse(null);
    if (query != null && sent == null) {
      return Optional.empty();
    }
    if (config.identityQuery() != null) {
      String subject = identity == null ? null : identity.subject();
      sent = UpstreamQuery.replaced(sent, config.identityQuery(), subject).orElse(null);
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
}
