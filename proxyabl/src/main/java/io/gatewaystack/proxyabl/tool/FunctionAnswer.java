package io.gatewaystack.proxyabl.tool;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.proxyabl.internal.UpstreamClient;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongPredicate;
import org.eclipse.jetty.client.BufferingResponseListener;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.jspecify.annotations.Nullable;

/** The answer of a function, which is counted as it comes, until the request it is for ends. */
final class FunctionAnswer extends BufferingResponseListener {
  /** It is held as it has come, and as what is made of it. */
  private static final int COPIES = 2;

  private final LongPredicate memory;
  private final CompletableFuture<FunctionAnswer> whole = new CompletableFuture<>();
  private @Nullable Response head;
  private long come;
  private long held;

  private FunctionAnswer(int maxBytes, LongPredicate memory) {
    super(maxBytes);
    this.memory = memory;
  }

  /**
   * Sends a request.
   *
   * @param memory takes how many bytes more are held; false when there is no room for them
   * @return the whole answer; completed exceptionally when it is not had, with {@link Refused} when
   *     there is no room for it
   */
  static CompletableFuture<FunctionAnswer> to(Request request, int maxBytes, LongPredicate memory) {
    FunctionAnswer answer = new FunctionAnswer(maxBytes, memory);
    request.send(answer);
    return answer.whole;
  }

  @Override
  public void onContent(Response response, ByteBuffer piece) {
    come += piece.remaining();
    long counted = come > UpstreamClient.UNCOUNTED ? COPIES * come : 0;
    if (counted > held && !memory.test(counted - held)) {
      var unused = response.abort(new Refused(Denial.noRoomForAnswer())); // it is running
      return;
    }
    held = counted;
    super.onContent(response, piece);
  }

  @Override
  public void onComplete(Result result) {
    if (result.isFailed()) {
      whole.completeExceptionally(result.getFailure());
    } else {
      head = result.getResponse();
      whole.complete(this);
    }
  }

  /** Status and header fields of the whole answer. */
  Response head() {
    return Objects.requireNonNull(head, "head");
  }
}
