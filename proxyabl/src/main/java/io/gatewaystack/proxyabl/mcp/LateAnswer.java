package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.response.EditedBody;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.proxyabl.internal.Heartbeats;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.NanoTime;

/**
 * An answer of the gateway's own to a modern client. When it takes long it becomes a stream with
 * one event, so that the client's leaving is noticed; then nobody is asked any further.
 */
final class LateAnswer implements Heartbeats.Silent {
  private final McpCall call;
  private final Heartbeats heartbeats;
  private final ClientStream stream;
  private final AtomicBoolean decided = new AtomicBoolean();
  private final long begun = NanoTime.now();

  private LateAnswer(McpCall call, Heartbeats heartbeats, Runnable unwanted) {
    this.call = call;
    this.heartbeats = heartbeats;
    this.stream =
        ClientStream.prepared(
            call,
            heartbeats,
            why -> {
              unwanted.run();
              cut(why);
            });
  }

  /**
   * Answers when the answer is there.
   *
   * @param unwanted is run when the client goes, or its credential ends, before that
   */
  @SuppressWarnings("FutureReturnValueIgnored") // answering is all that follows
  static void give(
      CompletableFuture<Answer> answer, McpCall call, Heartbeats heartbeats, Runnable unwanted) {
    LateAnswer late = new LateAnswer(call, heartbeats, unwanted);
    call.reply().onGone(cause -> unwanted.run());
    if (call.acceptsEvents()) {
      heartbeats.add(late);
    }
    answer.whenComplete((ready, failure) -> late.end(answer));
  }

  @Override
  public void look(long now, long quiet) {
    if (now - begun >= quiet && decide()) {
      stream.open(List.of());
    }
  }

  /** True for the one who decides what the answer is: whole, or a stream. */
  private boolean decide() {
    heartbeats.remove(this);
    return decided.compareAndSet(false, true);
  }

  private void end(CompletableFuture<Answer> answer) {
    if (decide()) {
      Answer.whenReady(answer, call.reply());
      return;
    }
    Answer.whenReady(answer, ready -> write(ready.body()), this::cut);
  }

  private void write(byte[] message) {
    stream.write(EditedBody.event(Message.of(message)));
    stream.end();
  }

  private void cut(Denial denial) {
    stream.endWith(denial);
  }
}
