package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.json.JsonRpcId;
import io.gatewaystack.context.response.Message;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One message to one upstream whose answer the gateway itself wants. It ends when its time does;
 * what else the upstream says meanwhile is not listened to.
 */
final class Question implements Receiver {
  private final McpUpstream upstream;
  private final @Nullable JsonRpcId id;
  private final CompletableFuture<Asked> answer = new CompletableFuture<>();
  private volatile @Nullable UpstreamHead head;
  private volatile @Nullable UpstreamExchange exchange;

  private Question(McpUpstream upstream, @Nullable JsonRpcId id) {
    this.upstream = upstream;
    this.id = id;
  }

  /**
   * Asks.
   *
   * @param id the id of the request; null for a message that takes no answer
   * @param time for the whole answer
   * @return never completed exceptionally; cancelling it ends the exchange
   */
  static CompletableFuture<Asked> ask(
      Backends backends, UpstreamRequest request, @Nullable JsonRpcId id, TimeLeft time) {
    Question question = new Question(request.upstream(), id);
    UpstreamExchange exchange = backends.exchange(request, question);
    question.exchange = exchange;
    exchange.endWithin(time.left());
    exchange.send();
    return question.cancelling(exchange);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // cancelling is all that follows
  private CompletableFuture<Asked> cancelling(UpstreamExchange exchange) {
    answer.whenComplete(
        (asked, cause) -> {
          if (answer.isCancelled()) {
            exchange.cancel(new CancellationException("nobody waits for the answer"));
          }
        });
    return answer;
  }

  @Override
  public void whole(UpstreamHead begun, byte[] body) {
    try {
      WholeAnswer whole = WholeAnswer.of(begun, body, id);
      answer.complete(
          whole
              .message()
              .<Asked>map(message -> new Asked.Told(upstream, begun, message))
              .orElseGet(() -> new Asked.Noted(upstream, begun)));
    } catch (UnusableAnswer e) {
      answer.complete(new Asked.Silent(upstream, begun.status(), e.denial()));
    }
  }

  @Override
  public void stream(UpstreamHead begun) {
    head = begun;
  }

  @Override
  public void event(Message event) {
    UpstreamHead begun = head;
    if (begun == null || id == null || !RpcMessage.isCarriedBy(event)) {
      return;
    }
    RpcMessage message = RpcMessage.read(event);
    if (message.answers(id)) {
      answer.complete(new Asked.Told(upstream, begun, message));
      UpstreamExchange running = exchange;
      if (running != null) {
        running.cancel(new CancellationException("the answer is here"));
      }
    }
  }

  @Override
  public void block(byte[] block) {
    // no message
  }

  @Override
  public boolean hasRoom(Runnable whenRoom) {
    return true;
  }

  @Override
  public void end() {
    failed(Denial.upstreamError("no_answer"));
  }

  @Override
  public void failed(Denial denial) {
    answer.complete(new Asked.Silent(upstream, 0, denial));
  }
}
