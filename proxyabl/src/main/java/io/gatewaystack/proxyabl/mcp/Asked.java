package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.proxyabl.internal.Shares;

/** What came of asking one upstream. */
sealed interface Asked {

  /** Who was asked. */
  McpUpstream upstream();

  /** Whether it did what it was asked for. */
  default boolean isResult() {
    return this instanceof Told told && told.message().kind() == RpcMessage.Kind.RESULT;
  }

  /**
   * The same, if the upstream was asked: a caller who asks for too much at once is refused, instead
   * of being told that something is missing.
   *
   * @throws UnusableAnswer when it was not
   */
  default Asked ifAsked() {
    if (this instanceof Silent silent && silent.denial().equals(Shares.USED_UP)) {
      throw new UnusableAnswer(silent.denial());
    }
    return this;
  }

  /**
   * It answered.
   *
   * @param head status and header fields of the answer
   * @param message a JSON-RPC response
   */
  record Told(McpUpstream upstream, UpstreamHead head, RpcMessage message) implements Asked {}

  /**
   * It took note and had nothing to say.
   *
   * @param head status and header fields of the answer
   */
  record Noted(McpUpstream upstream, UpstreamHead head) implements Asked {}

  /**
   * It did not answer, or not in a way that can be used.
   *
   * @param status HTTP status; 0 when there was none
   * @param denial what to tell a client who needs this answer
   */
  record Silent(McpUpstream upstream, int status, Denial denial) implements Asked {}
}
