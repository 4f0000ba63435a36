package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.JsonRpcId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An upstream's answer that is no stream, as far as it is fit for a client.
 *
 * @param status HTTP status
 * @param body a JSON-RPC message, or empty
 * @param message the body; empty when there is none
 */
@SuppressWarnings("ArrayRecordComponent") // passed on once, never compared
record WholeAnswer(int status, byte[] body, Optional<RpcMessage> message) {

  /**
   * Judges an answer. What is said to a message that takes no answer is not passed on.
   *
   * @param request the id that must be answered; null when nothing was asked
   * @throws UnusableAnswer when the client must be told something else
   */
  static WholeAnswer of(UpstreamHead head, byte[] body, @Nullable JsonRpcId request) {
    refuseRedirect(head.status());
    if (body.length == 0 || request == null && head.isSuccess()) {
      return empty(head.status(), request);
    }
    RpcMessage message = message(head, body);
    if (!head.isSuccess() && !isRefusal(message, request)) {
      throw new UnusableAnswer(Refusals.upstreamStatus(relayed(head.status())));
    }
    if (message == null) {
      throw new UnusableAnswer(notJsonRpc(head));
    }
    if (request != null && !message.answers(request)) {
      throw new UnusableAnswer(Denial.upstreamError("wrong_id"));
    }
    return new WholeAnswer(head.status(), body, Optional.of(message));
  }

  private static boolean isRefusal(@Nullable RpcMessage message, @Nullable JsonRpcId request) {
    return message != null
        && message.kind() == RpcMessage.Kind.ERROR
        && (request == null || message.answers(request));
  }

  private static void refuseRedirect(int status) {
    if (status / 100 == 3) {
      throw new UnusableAnswer(Denial.upstreamError("redirect"));
    }
    if (status == 401 || status == 407) { // about the gateway's credential, not about the caller's
      throw new UnusableAnswer(Denial.upstreamError("upstream_unauthorized"));
    }
  }

  private static WholeAnswer empty(int status, @Nullable JsonRpcId request) {
    if (status >= 400) {
      throw new UnusableAnswer(Refusals.upstreamStatus(relayed(status)));
    }
    if (request != null) {
      throw new UnusableAnswer(Denial.upstreamError("no_answer"));
    }
    return new WholeAnswer(status, new byte[0], Optional.empty());
  }

  /** A client acts on some statuses; what else is wrong is wrong behind the gateway. */
  private static int relayed(int status) {
    return switch (status) {
      case 400, 403, 404, 405, 406, 409, 410, 415, 422, 429 -> status;
      default -> 502;
    };
  }

  private static Denial notJsonRpc(UpstreamHead head) {
    boolean json = head.mediaType().equals("application/json");
    return Denial.upstreamError(json ? "answer_not_jsonrpc" : "answer_media_type");
  }

  private static @Nullable RpcMessage message(UpstreamHead head, byte[] body) {
    if (!head.mediaType().equals("application/json") || head.unreadable().isPresent()) {
      return null;
    }
    try {
      return RpcMessage.of(JsonDocument.parse(body)).orElse(null);
    } catch (InvalidJson e) {
      return null;
    }
  }

  /** Only the status: the content never appears in logs. */
  @Override
  public String toString() {
    return "WholeAnswer[" + status + "]";
  }
}
