package io.gatewaystack.proxyabl;

import io.gatewaystack.context.net.AddressPolicy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the settings of one route to one target; not safe for use by several threads. */
public final class ProxyablBuilder {
  /** A proxy mostly stands in front of a network of its own; what else is special stays closed. */
  private static final AddressPolicy PUBLIC_AND_PRIVATE =
      AddressPolicy.builder()
          .allowHttp()
          .allowLoopback()
          .allowNetworks(List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"))
          .build();

  private final URI target;
  private String name = "proxy";
  private String prefix = "/proxy";
  private List<String> allowedPaths = List.of("/");
  private Duration timeout = Duration.ofSeconds(5);
  private Duration idleTimeout = Duration.ofSeconds(60);
  private long maxAnswerBytes = Long.MAX_VALUE;
  private Duration maxAnswerTime = ProxyablConfig.LONGEST;
  private String subjectHeader = "X-User-Id";
  private final Map<String, IdentityField> moreHeaders = new LinkedHashMap<>();
  private @Nullable String identityQuery;
  private UpstreamCredential credential = UpstreamCredential.none();
  private final List<HeaderField> fixed = new ArrayList<>();
  private final Set<String> withheld = new LinkedHashSet<>();
  private final Set<String> withheldFromClient = new LinkedHashSet<>();
  private boolean forwardAuthorization;
  private boolean forwardCookies;
  private boolean forwardCrossOrigin;
  private boolean anonymous;
  private int maxConnections = 4096;
  private OptionalInt maxConnectionsPerCaller = OptionalInt.empty();
  private int maxQueued = 1024;
  private AddressPolicy addresses = PUBLIC_AND_PRIVATE;

  ProxyablBuilder(URI target) {
    this.target = Objects.requireNonNull(target, "target");
  }

  /** Sets what audit events call the upstream. */
  public ProxyablBuilder name(String value) {
    name = value;
    return this;
  }

  /** Sets the path of the request URI that stands for the target's base path. */
  public ProxyablBuilder prefix(String value) {
    prefix = value;
    return this;
  }

  /** Sets which paths below the prefix may be called, each with everything below it. */
  public ProxyablBuilder allowedPaths(String... values) {
    allowedPaths = List.of(values);
    return this;
  }

  /** Sets how long the upstream may make no progress before its answer begins. */
  public ProxyablBuilder timeout(Duration value) {
    timeout = value;
    return this;
  }

  /** Sets how long the upstream may pause within an answer. */
  public ProxyablBuilder idleTimeout(Duration value) {
    idleTimeout = value;
    return this;
  }

  /**
   * Sets the largest body of an answer, in bytes; none by default, for nothing is kept in memory.
   * An answer that says it is larger is refused with 502, one that turns out to be is cut.
   */
  public ProxyablBuilder maxAnswerBytes(long value) {
    maxAnswerBytes = value;
    return this;
  }

  /**
   * Sets the longest time from an answer's beginning to its end, whoever is slow; a day by default,
   * for streams. What takes longer is cut.
   */
  public ProxyablBuilder maxAnswerTime(Duration value) {
    maxAnswerTime = value;
    return this;
  }

  /**
   * Sets the header field that holds the subject. Visible ASCII goes as it is, every other text as
   * an extended value of RFC 8187, {@code UTF-8''J%C3%B6rg}, so that no two subjects look alike.
   */
  public ProxyablBuilder identityHeader(String value) {
    subjectHeader = value;
    return this;
  }

  /** Adds a header field that tells more about the caller, encoded like the subject. */
  public ProxyablBuilder identityHeader(String field, IdentityField fact) {
    if (moreHeaders.putIfAbsent(field, fact) != null) {
      throw new IllegalArgumentException("identityHeader: " + field + " (expected: once)");
    }
    return this;
  }

  /** Sets a query parameter that holds the subject as well; none by default. */
  public ProxyablBuilder identityQuery(@Nullable String value) {
    identityQuery = value;
    return this;
  }

  /** Sets what the gateway itself shows the upstream; nothing by default. */
  public ProxyablBuilder credential(UpstreamCredential value) {
    credential = value;
    return this;
  }

  /** Adds a line the upstream gets with every request, in the place of the client's. */
  public ProxyablBuilder header(String field, String value) {
    fixed.add(new HeaderField(field, value));
    return this;
  }

  /** Adds fields of the client that the upstream does not get, however they are spelled. */
  public ProxyablBuilder withholdHeaders(String... fields) {
    Collections.addAll(withheld, fields);
    return this;
  }

  /** Adds fields of the upstream that the client does not get, however they are spelled. */
  public ProxyablBuilder withholdAnswerHeaders(String... fields) {
    Collections.addAll(withheldFromClient, fields);
    return this;
  }

  /** Sends the caller's own {@code Authorization} on; off by default. */
  public ProxyablBuilder forwardAuthorization(boolean value) {
    forwardAuthorization = value;
    return this;
  }

  /** Sends the caller's cookies on; off by default. */
  public ProxyablBuilder forwardCookies(boolean value) {
    forwardCookies = value;
    return this;
  }

  /**
   * Lets the upstream say by {@code Access-Control-*} which origins may read its answers, as far as
   * nothing in front has said so; off by default: the gateway says it alone.
   */
  public ProxyablBuilder forwardCrossOrigin(boolean value) {
    forwardCrossOrigin = value;
    return this;
  }

  /** Forwards requests without a verified identity too; they are refused with 401 by default. */
  public ProxyablBuilder anonymous(boolean value) {
    anonymous = value;
    return this;
  }

  /** Sets how many connections to the upstream there may be. */
  public ProxyablBuilder maxConnections(int value) {
    maxConnections = value;
    return this;
  }

  /**
   * Sets how many of them one caller may hold or wait for; a quarter by default. One more is
   * refused with 429 {@code limit_exceeded}. Anonymous callers are told apart by their networks.
   */
  public ProxyablBuilder maxConnectionsPerCaller(int value) {
    maxConnectionsPerCaller = OptionalInt.of(value);
    return this;
  }

  /** Sets how many requests may wait for a connection. */
  public ProxyablBuilder maxQueued(int value) {
    maxQueued = value;
    return this;
  }

  /**
   * Sets which addresses may be connected to: checked on every resolution, then pinned. By default
   * public ones, the private networks of RFC 1918 and RFC 4193 and this machine, by https or http;
   * never the metadata addresses of clouds, link-local and other special ones.
   */
  public ProxyablBuilder addresses(AddressPolicy value) {
    addresses = value;
    return this;
  }

  /**
   * The proxy with the settings collected so far.
   *
   * @throws IllegalArgumentException when a setting is invalid or contradicts another; the message
   *     names it
   */
  public Proxyabl build() {
    Map<String, IdentityField> identity = new LinkedHashMap<>();
    identity.put(subjectHeader, IdentityField.SUBJECT);
    moreHeaders.forEach(
        (field, fact) -> {
          if (identity.putIfAbsent(field, fact) != null) {
            throw new IllegalArgumentException("identityHeader: " + field + " (expected: once)");
          }
        });
    return Proxyabl.of(
        new ProxyablConfig(
            target,
            name,
            prefix,
            allowedPaths,
            timeout,
            idleTimeout,
            maxAnswerBytes,
            maxAnswerTime,
            new ProxyablConfig.Headers(
                identity,
                credential,
                fixed,
                withheld,
                withheldFromClient,
                forwardAuthorization,
                forwardCookies,
                forwardCrossOrigin),
            identityQuery,
            anonymous,
            maxConnections,
            maxConnectionsPerCaller.orElse(Math.max(1, maxConnections / 4)),
            maxQueued,
            addresses));
  }
}
