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
  /**
   * Reads a greeting. Who speaks a revision that is not spoken here cannot take part: the client
   * would have to speak it with everybody.
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
            .filter(Federation::isLegacy)
            .orElseThrow(() -> new UnusableAnswer(Denial.upstreamError("protocol_version")));
    return new Greeting(told.upstream(), new Membership(version, told.head().session()), result);
  }
}
