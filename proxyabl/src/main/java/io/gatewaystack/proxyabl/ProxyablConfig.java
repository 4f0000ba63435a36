package io.gatewaystack.proxyabl;

import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.context.net.RequestPath;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Settings of one proxied target; made by {@link Proxyabl#builder}. Immutable.
 *
 * @param target scheme, host, port and base path of the upstream
 * @param name what audit events call the upstream
 * @param prefix decoded path of the request URI that stands for the target's base path, context
 *     path included; empty or without slash at its end
 * @param allowedPaths decoded paths below the prefix that may be called, with everything below
 *     them, compared segment by segment; empty text allows all
 * @param timeout longest time the upstream may make no progress before its answer begins: to
 *     resolve and connect, to take each piece of the request body, and to send its status and
 *     header fields. Time spent waiting for the client does not count
 * @param idleTimeout longest pause within an answer; pauses the client causes do not count
 * @param identityHeaders header field names and what they tell about the caller
 * @param identityQuery query parameter that holds the subject; null for none
 * @param forwardAuthorization whether the upstream gets the caller's own {@code Authorization}
 * @param forwardCookies whether the upstream gets the caller's cookies
 * @param anonymous whether requests without a verified identity are forwarded
 * @param maxConnections connections to the upstream at most
 * @param maxQueued requests that may wait for a connection at most
 * @param addresses which addresses may be connected to; null for every one the target's name has
 */
public record ProxyablConfig(
    URI target,
    String name,
    String prefix,
    List<String> allowedPaths,
    Duration timeout,
    Duration idleTimeout,
    Map<String, IdentityField> identityHeaders,
    @Nullable String identityQuery,
    boolean forwardAuthorization,
    boolean forwardCookies,
    boolean anonymous,
    int maxConnections,
    int maxQueued,
    @Nullable AddressPolicy addresses) {

  private static final Duration LONGEST = Duration.ofDays(1);

  /** Refuses what is invalid or contradictory, naming the setting. */
  public ProxyablConfig {
    requireTarget(target);
    require(!name.isBlank(), "name", name, "not blank");
    prefix = UpstreamPath.prefix("prefix", prefix);
    require(!allowedPaths.isEmpty(), "allowedPaths", allowedPaths, "at least one");
    allowedPaths = allowedPaths.stream().map(p -> UpstreamPath.prefix("allowedPaths", p)).toList();
    requireDuration("timeout", timeout);
    requireDuration("idleTimeout", idleTimeout);
    identityHeaders = new IdentityHeaders(identityHeaders).fields();
    require(
        identityQuery == null || !identityQuery.isBlank(),
        "identityQuery",
        String.valueOf(identityQuery),
        "not blank");
    require(maxConnections > 0, "maxConnections", maxConnections, "> 0");
    require(maxQueued > 0, "maxQueued", maxQueued, "> 0");
    if (addresses != null) {
      addresses
          .refuses(target)
          .ifPresent(
              reason -> {
                throw new IllegalArgumentException(
                    "target: " + target + " (the address policy says " + reason + ")");
              });
    }
  }

  private static void requireTarget(URI target) {
    String scheme = target.getScheme() == null ? "" : target.getScheme().toLowerCase(Locale.ROOT);
    String path = target.getRawPath();
    boolean usable =
        (scheme.equals("http") || scheme.equals("https"))
            && target.getHost() != null
            && target.getRawUserInfo() == null
            && target.getRawQuery() == null
            && target.getRawFragment() == null
            && (path.isEmpty() || RequestPath.decode(path).isPresent());
    // The value is not repeated: it may hold a password.
    require(usable, "target", "invalid", "http(s)://host[:port][/base], nothing else");
  }

  private static void requireDuration(String setting, Duration value) {
    boolean usable = value.compareTo(Duration.ZERO) > 0 && value.compareTo(LONGEST) <= 0;
    require(usable, setting, value, "> 0 and at most a day");
  }

  private static void require(boolean met, String setting, Object value, String expected) {
    if (!met) {
      throw new IllegalArgumentException(setting + ": " + value + " (expected: " + expected + ")");
    }
  }

  /** Shows where requests go, nothing else. */
  @Override
  public String toString() {
    return "ProxyablConfig[" + name + " " + prefix + " -> " + Objects.toString(target) + "]";
  }
}
