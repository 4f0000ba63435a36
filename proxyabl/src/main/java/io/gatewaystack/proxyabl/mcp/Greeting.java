package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.json.JsonSpan;

/**
 * How an upstream has answered {@code initialize}.
 *
 * @param upstream who greets
 * @param member the part of the session it has now
 * @param result what it says about itself
 */
record Greeting(McpUpstream upstream, Membership member, JsonSpan result) {
  private static final int MAX_VERSION = 32;

  /**
   * Reads a greeting.
   *
   * @throws UnusableAnswer when the answer is none
   */
  static Greeting of(Asked.Told told) {
    JsonSpan result =
        told.message()
            .root()
            .member("result")
            .orElseThrow(() -> new UnusableAnswer(Denial.upstreamError("initialize_refused")));
    String version =
        result
            .member("protocolVersion")
            .filter(JsonSpan::isString)
            .map(JsonSpan::text)
            .filter(Greeting::isVersion)
            .orElseThrow(() -> new UnusableAnswer(Denial.upstreamError("protocol_version")));
    return new Greeting(told.upstream(), new Membership(version, told.head().session()), result);
  }

  private static boolean isVersion(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_VERSION
        && text.chars().allMatch(c -> c == '-' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z');
  }
}
