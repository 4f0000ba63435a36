package io.gatewaystack.proxyabl;

import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.context.net.RequestPath;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
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
 * @param maxAnswerBytes largest body of an answer, in bytes
 * @param maxAnswerTime longest time from an answer's beginning to its end, whoever is slow
 * @param headers which header fields pass
 * @param identityQuery query parameter that holds the subject; null for none
 * @param anonymous whether requests without a verified identity are forwarded
 * @param maxConnections connections to the upstream at most
 * @param maxConnectionsPerCaller of them, and of those who wait for one, for one caller at most
 * @param maxQueued requests that may wait for a connection at most
 * @param addresses which addresses may be connected to
 */
public record ProxyablConfig(
    URI target,
    String name,
    String prefix,
    List<String> allowedPaths,
    Duration timeout,
    Duration idleTimeout,
    long maxAnswerBytes,
    Duration maxAnswerTime,
    Headers headers,
    @Nullable String identityQuery,
    boolean anonymous,
    int maxConnections,
    int maxConnectionsPerCaller,
    int maxQueued,
    AddressPolicy addresses) {

  static final Duration LONGEST = Duration.ofDays(1);

  /**
   * Which header fields pass, both ways.
   *
   * @param identity names of fields to the upstream and what they tell about the caller
   * @param credential what the gateway itself shows the upstream
   * @param fixed further lines the upstream gets, in the place of the client's of these names
   * @param withheld names of the client's fields the upstream does not get
   * @param withheldFromClient names of the upstream's fields the client does not get
   * @param authorization whether the upstream gets the caller's own {@code Authorization}
   * @param cookies whether the upstream gets the caller's cookies
   * @param crossOrigin whether the client gets the upstream's {@code Access-Control-*}
   */
  public record Headers(
      Map<String, IdentityField> identity,
      UpstreamCredential credential,
      List<HeaderField> fixed,
      Set<String> withheld,
      Set<String> withheldFromClient,
      boolean authorization,
      boolean cookies,
      boolean crossOrigin) {

    /** Refuses what is invalid or contradictory, naming the setting. */
    public Headers {
      identity = new IdentityHeaders(identity).fields();
      fixed = List.copyOf(fixed);
      withheld = Set.copyOf(withheld);
      withheldFromClient = Set.copyOf(withheldFromClient);
      fixed.forEach(Headers::requireFixed);
      requireNames("withholdHeaders", withheld);
      requireNames("withholdAnswerHeaders", withheldFromClient);
      require(
          !authorization || credential.header().isEmpty(),
          "credential",
          credential,
          "none while the caller's own is forwarded");
      requireDifferent(identity.keySet(), credential, fixed);
    }

    private static void requireFixed(HeaderField line) {
      requireNames("header", Set.of(line.name()));
      require(
          !HeaderRule.isReserved(line.name()),
          "header",
          line.name(),
          "a field without another meaning");
      require(
          !line.value().isEmpty() && line.value().chars().allMatch(c -> c >= 0x20 && c < 0x7F),
          "header",
          line.name(),
          "a value of printable ASCII, not empty");
    }

    private static void requireNames(String setting, Collection<String> names) {
      for (String name : names) {
        boolean token =
            !name.isEmpty()
                && name.chars().allMatch(c -> Percent.isAlphanumeric(c) || "-_.".indexOf(c) >= 0);
        require(token, setting, name, "the name of a header field");
      }
    }

    private static void requireDifferent(
        Collection<String> identity, UpstreamCredential credential, List<HeaderField> fixed) {
      Set<String> seen = new HashSet<>();
      Stream.of(
              identity.stream(),
              credential.header().stream().map(HeaderField::name),
              fixed.stream().map(HeaderField::name))
          .flatMap(names -> names)
          .forEach(
              name ->
                  require(seen.add(HeaderRule.canonical(name)), "header", name, "set only once"));
    }
  }

  /** Refuses what is invalid or contradictory, naming the setting. */
  public ProxyablConfig {
    requireTarget(target);
    require(!name.isBlank(), "name", name, "not blank");
    prefix = UpstreamPath.prefix("prefix", prefix);
    require(!allowedPaths.isEmpty(), "allowedPaths", allowedPaths, "at least one");
    allowedPaths = allowedPaths.stream().map(p -> UpstreamPath.prefix("allowedPaths", p)).toList();
    requireDuration("timeout", timeout);
    requireDuration("idleTimeout", idleTimeout);
    require(maxAnswerBytes > 0, "maxAnswerBytes", maxAnswerBytes, "> 0");
    requireDuration("maxAnswerTime", maxAnswerTime);
    Objects.requireNonNull(headers, "headers");
    require(
        identityQuery == null || !identityQuery.isBlank(),
        "identityQuery",
        String.valueOf(identityQuery),
        "not blank");
    require(maxConnections > 0, "maxConnections", maxConnections, "> 0");
    require(maxQueued > 0, "maxQueued", maxQueued, "> 0");
    require(
        maxConnectionsPerCaller > 0 && maxConnectionsPerCaller <= (long) maxConnections + maxQueued,
        "maxConnectionsPerCaller",
        maxConnectionsPerCaller,
        "1 to maxConnections + maxQueued");
    addresses
        .refuses(target)
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(
                  "target: %s://%s (expected: an address that is permitted; it is %s)"
                      .formatted(target.getScheme(), target.getRawAuthority(), reason));
            });
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
            && target.getPort() <= 65_535
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

  /** Shows whose requests go where, nothing else: a path may hold a key. */
  @Override
  public String toString() {
    return "ProxyablConfig[%s %s -> %s://%s]"
        .formatted(name, prefix, target.getScheme(), target.getRawAuthority());
  }
}
