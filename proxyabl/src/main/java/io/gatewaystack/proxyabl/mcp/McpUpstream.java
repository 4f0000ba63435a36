package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.net.RequestPath;
import io.gatewaystack.proxyabl.UpstreamCredential;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/**
 * One MCP server behind the gateway. Immutable.
 *
 * @param name what audit events and, among several, tool names call it: a letter, then at most 31
 *     letters, digits and {@code -}
 * @param uri its MCP endpoint, {@code http(s)://host[:port]/path}
 * @param credential what the gateway shows it
 * @param timeout longest time until an answer begins; where several upstreams answer together, each
 *     one's time for its whole part
 * @param idleTimeout longest time from one whole message of an answer to the next, and from the
 *     answer's beginning to the first; listening streams may pause as long as they like
 * @param joinTimeout where several upstreams answer together: longest time until it takes part in a
 *     session, or notes what needs no answer; the others wait for it that long
 */
public record McpUpstream(
    String name,
    URI uri,
    UpstreamCredential credential,
    Duration timeout,
    Duration idleTimeout,
    Duration joinTimeout) {
  private static final Duration LONGEST = Duration.ofDays(1);

  /** Refuses what is invalid, naming the setting. */
  public McpUpstream {
    require(isName(name), "name", name, "a letter, then at most 31 letters, digits and '-'");
    // The value is not repeated: it may hold a password.
    require(isEndpoint(uri), name + ".uri", "invalid", "http(s)://host[:port]/path, nothing else");
    Objects.requireNonNull(credential, "credential");
    require(isPositive(timeout), name + ".timeout", timeout, "> 0 and at most a day");
    require(isPositive(idleTimeout), name + ".idleTimeout", idleTimeout, "> 0 and at most a day");
    require(isPositive(joinTimeout), name + ".joinTimeout", joinTimeout, "> 0 and at most a day");
  }

  /**
   * An upstream without credential that has a minute to answer, five for each message, and five
   * seconds to join a session.
   */
  public static McpUpstream of(String name, URI uri) {
    return new McpUpstream(
        name,
        uri,
        UpstreamCredential.none(),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofSeconds(5));
  }

  /** The same upstream with a credential. */
  public McpUpstream withCredential(UpstreamCredential value) {
    return new McpUpstream(name, uri, value, timeout, idleTimeout, joinTimeout);
  }

  /** The same upstream with another time until an answer begins. */
  public McpUpstream withTimeout(Duration value) {
    return new McpUpstream(name, uri, credential, value, idleTimeout, joinTimeout);
  }

  /** The same upstream with another longest time from one message of an answer to the next. */
  public McpUpstream withIdleTimeout(Duration value) {
    return new McpUpstream(name, uri, credential, timeout, value, joinTimeout);
  }

  /** The same upstream with another time to join a session of several; never beyond its timeout. */
  public McpUpstream withJoinTimeout(Duration value) {
    return new McpUpstream(name, uri, credential, timeout, idleTimeout, value);
  }

  private static boolean isName(String name) {
    return !name.isEmpty()
        && name.length() <= 32
        && isLetter(name.charAt(0))
        && name.chars().allMatch(c -> isLetter(c) || c >= '0' && c <= '9' || c == '-');
  }

  private static boolean isLetter(int c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
  }

  private static boolean isEndpoint(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    return (scheme.equals("http") || scheme.equals("https"))
        && uri.getHost() != null
        && uri.getRawUserInfo() == null
        && uri.getRawQuery() == null
        && uri.getRawFragment() == null
        && (uri.getRawPath().isEmpty() || RequestPath.decode(uri.getRawPath()).isPresent());
  }

  private static boolean isPositive(Duration value) {
    return value.compareTo(Duration.ZERO) > 0 && value.compareTo(LONGEST) <= 0;
  }

  private static void require(boolean met, String setting, Object value, String expected) {
    if (!met) {
      throw new IllegalArgumentException(
          "upstream " + setting + ": " + value + " (expected: " + expected + ")");
    }
  }

  /** Where it is, as far as may be shown: a path may hold a key. */
  String origin() {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }

  /** Shows whose requests go where, nothing else. */
  @Override
  public String toString() {
    return "McpUpstream[" + name + " -> " + origin() + "]";
  }
}
