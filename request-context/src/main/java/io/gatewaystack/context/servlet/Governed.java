package io.gatewaystack.context.servlet;

import io.gatewaystack.context.Completion;
import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Exchange;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.denial.Rendering;
import io.gatewaystack.context.response.ResponseEditor;
import io.gatewaystack.context.section.Refusal;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One request under one filter, from the decision to the completion: runs the application, follows
 * it through asynchronous dispatches and finds out how it ended.
 */
final class Governed implements AsyncListener {
  /** Request attribute: the governed request nearest to the application. */
  static final String INNERMOST = Governed.class.getName();

  private static final String ABORTED = INNERMOST + ".aborted";
  private static final String APPLICATION = "application";

  private final Settings settings;
  private final OpenRequests open;
  private final ContextFactory.Begun begun;
  private final Exchange exchange;
  private final Completion completion;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final AtomicBoolean finished = new AtomicBoolean();
  private final AfterChain afterChain = new AfterChain();
  private HttpServletRequest inner;
  private @Nullable EditedResponse edited;
  private volatile @Nullable Throwable failure;
  private volatile boolean timedOut;

  /**
   * A request that was decided about.
   *
   * @param open where it is to be found while its answer comes later, and told when nobody else
   *     ends it
   */
  Governed(
      Settings settings,
      OpenRequests open,
      ContextFactory.Begun begun,
      Completion completion,
      HttpServletRequest request,
      HttpServletResponse response) {
    this.settings = settings;
    this.open = open;
    this.begun = begun;
    this.exchange = begun.exchange();
    this.completion = completion;
    this.request = request;
    this.response = response;
    this.inner = request;
  }

  static Governed of(ServletRequest request) {
    if (request.getAttribute(INNERMOST) instanceof Governed governed) {
      return governed;
    }
    throw new IllegalStateException("no GovernanceFilter stands in front of this servlet");
  }

  ContextFactory.Begun begun() {
    return begun;
  }

  Exchange exchange() {
    return exchange;
  }

  Settings settings() {
    return settings;
  }

  HttpServletRequest request() {
    return request;
  }

  HttpServletResponse response() {
    return response;
  }

  AfterChain afterChain() {
    return afterChain;
  }

  void deny(Decision.Deny deny) throws IOException {
    Rendering answer = render(deny.denial());
    try {
      DenialWriter.write(answer, response);
    } finally {
      finish(outcome(new Outcome.Denied(deny.layer(), deny.denial(), answer.status())));
    }
  }

  void pass(Decision.Proceed decision, FilterChain chain) throws IOException, ServletException {
    RequestContext context = exchange.context();
    ResponseEditor editor = decision.editor().orElse(null);
    boolean read = context.body().loaded();
    boolean pinned = context.route().protocol() != Route.Protocol.HTTP;
    if (editor != null) {
      edited = new EditedResponse(response, this, editor);
    }
    if (editor != null || read || pinned) {
      byte[] content = read ? context.body().bytes() : null;
      inner = new GovernedRequest(request, this, content, edited);
    }
    run(inner, edited == null ? response : edited, chain);
  }

  /** The application dispatched: the decision stands, the same wrappers serve. */
  void resume(HttpServletRequest dispatched, HttpServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    boolean carried = inner == request || GovernedRequest.isWithin(dispatched, inner);
    HttpServletRequest next = carried ? dispatched : ((GovernedRequest) inner).around(dispatched);
    run(next, edited == null || carried ? answer : edited, chain);
  }

  private void run(HttpServletRequest next, HttpServletResponse answer, FilterChain chain)
      throws IOException, ServletException {
    afterChain.enter();
    try {
      chain.doFilter(next, answer);
    } catch (Throwable e) {
      if (!isAnswered(e)) {
        failure = e;
        endOrListen();
        throw e;
      }
    }
    endOrListen();
  }

  private void endOrListen() throws IOException {
    if (request.isAsyncStarted()) {
      open.add(this); // before it can end
      request.getAsyncContext().addListener(this);
      afterChain.leave();
    } else {
      end();
    }
  }

  private void end() throws IOException {
    try {
      if (edited != null && failure == null) {
        edited.finish();
      }
    } catch (IOException e) {
      abort(e);
      throw e;
    } finally {
      finish(outcome(new Outcome.Completed(response.getStatus())));
    }
  }

  /** Whether what the application threw has its answer already, or is itself a refusal. */
  private boolean isAnswered(Throwable thrown) throws IOException {
    if (edited != null && edited.isCut()) {
      return true;
    }
    Throwable cause =
        thrown instanceof Refused || thrown.getCause() == null ? thrown : thrown.getCause();
    if (cause instanceof Refused refused && !response.isCommitted()) {
      refuse(APPLICATION, refused.denial(), response);
      return true;
    }
    return false;
  }

  void refuse(String layer, Denial denial, HttpServletResponse answer) throws IOException {
    exchange.update(c -> c.merge(new Refusal(layer, denial)));
    if (edited != null) {
      edited.refuse(render(denial));
    } else {
      DenialWriter.write(render(denial), answer);
    }
  }

  Rendering render(Denial denial) {
    return DenialWriter.render(settings, exchange.context(), request, denial);
  }

  /** Counts so many bytes more of the answer; false when there is no room for them. */
  boolean hold(long bytes) {
    return begun.answer().add(exchange.context().caller(), bytes);
  }

  void abort(Throwable cause) {
    request.setAttribute(ABORTED, cause);
  }

  /** What is known to have happened; {@code usual} when nothing else is. */
  private Outcome outcome(Outcome usual) {
    Refusal refusal = exchange.context().find(Refusal.class).orElse(null);
    if (refusal != null) { // refused is refused, even when the client did not wait to hear it
      return new Outcome.Denied(refusal.layer(), refusal.denial(), response.getStatus());
    }
    if (request.getAttribute(ABORTED) instanceof Throwable cause) {
      return new Outcome.Aborted(cause);
    }
    Throwable thrown = failure;
    if (thrown instanceof IOException && response.isCommitted()) {
      return new Outcome.Aborted(thrown);
    }
    if (timedOut) {
      return new Outcome.TimedOut();
    }
    if (thrown != null) {
      int status = response.isCommitted() ? response.getStatus() : 500;
      return new Outcome.Failed(thrown, status);
    }
    return usual;
  }

  /**
   * The application has ended, and its container has not said a word about this request, whose
   * objects may be anybody's by now.
   */
  void applicationEnded() {
    Throwable cause = new IllegalStateException("the application has ended");
    finish(
        exchange
            .context()
            .find(Refusal.class)
            .<Outcome>map(r -> new Outcome.Denied(r.layer(), r.denial(), r.denial().status()))
            .orElseGet(() -> new Outcome.Aborted(cause)));
  }

  private void finish(Outcome outcome) {
    open.remove(this);
    if (finished.compareAndSet(false, true)) {
      completion.after(exchange.context(), outcome);
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    finish(outcome(new Outcome.Completed(response.getStatus())));
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    timedOut = true;
  }

  @Override
  public void onError(AsyncEvent event) {
    if (failure == null) {
      failure = event.getThrowable();
    }
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // A new cycle within a dispatch: this listener is added again when that dispatch returns.
  }
}
