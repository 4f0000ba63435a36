package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.proxyabl.HeaderField;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the gateway itself answers.
 *
 * @param status HTTP status
 * @param headers header lines beside the body's
 * @param body a JSON-RPC message, or empty
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record Answer(int status, List<HeaderField> headers, byte[] body) {
  private static final Logger LOG = LoggerFactory.getLogger(Answer.class);

  static Answer of(byte[] message) {
    return new Answer(200, List.of(), message);
  }

  static Answer status(int status) {
    return new Answer(status, List.of(), new byte[0]);
  }

  void to(McpReply reply) {
    List<HeaderField> lines = new ArrayList<>(headers);
    if (body.length > 0) {
      lines.add(new HeaderField("Content-Type", "application/json"));
    }
    reply.answer(status, lines, body);
  }

  /**
   * Answers when the answer is there; what went wrong instead is told as far as it is ours to tell.
   */
  static void whenReady(CompletableFuture<Answer> answer, McpReply reply) {
    whenReady(answer, ready -> ready.to(reply), denial -> reply.refuse(denial, List.of()));
  }

  /** The same in another form. */
  @SuppressWarnings("FutureReturnValueIgnored") // answering is all that follows
  static void whenReady(
      CompletableFuture<Answer> answer, Consumer<Answer> given, Consumer<Denial> refused) {
    answer.whenComplete(
        (ready, failure) -> {
          if (ready != null) {
            given.accept(ready);
          } else if (failure != null) {
            refuse(failure, refused);
          }
        });
  }

  /** Tells what has kept something from being sent; nothing when it was sent. */
  @SuppressWarnings("FutureReturnValueIgnored") // answering is all that follows
  static void unlessSent(CompletableFuture<Void> sent, McpReply reply) {
    sent.whenComplete(
        (nothing, failure) -> {
          if (failure != null) {
            refuse(failure, denial -> reply.refuse(denial, List.of()));
          }
        });
  }

  private static void refuse(Throwable failure, Consumer<Denial> refused) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof UnusableAnswer unusable) {
      refused.accept(unusable.denial());
    } else if (cause instanceof Refused refusal) {
      refused.accept(refusal.denial());
    } else if (!(cause instanceof CancellationException)) { // else the client has gone
      LOG.error("an MCP request failed", cause);
      refused.accept(Denial.internalError());
    }
  }

  /** Shows the status only. */
  @Override
  public String toString() {
    return "Answer[" + status + "]";
  }
}
