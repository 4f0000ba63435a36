package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.servlet.RequestContexts;
import io.gatewaystack.proxyabl.Plan;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.proxyabl.internal.Deadline;
import io.gatewaystack.proxyabl.internal.UpstreamClient;
import io.gatewaystack.proxyabl.internal.UpstreamFault;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call from its beginning to its one end. The container, the HTTP client and the timer call in
 * from threads of their own; everything that touches the container's request or answer holds this
 * object's lock and happens before {@link #ended}: afterwards the container may be using the same
 * objects for another client's request.
 */
final class ProxyCall
    implements Response.ContentSourceListener, Response.CompleteListener, AsyncListener, Deadline {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyCall.class);
  private static final long NEVER = Long.MAX_VALUE;

  private final Proxyabl proxyabl;
  private final UpstreamClient client;
  private final AsyncContext async;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final long patience;
  private final long patienceWithin;
  private @Nullable Request upstream;
  private @Nullable Upload upload;
  private @Nullable Answer answer;
  private boolean dispatched;
  private boolean ended;
  private volatile long deadline = NEVER;

  ProxyCall(
      Proxyabl proxyabl,
      UpstreamClient client,
      AsyncContext async,
      HttpServletRequest request,
      HttpServletResponse response) {
    this.proxyabl = proxyabl;
    this.client = client;
    this.async = async;
    this.request = request;
    this.response = response;
    this.patience = proxyabl.config().timeout().toNanos();
    this.patienceWithin = proxyabl.config().idleTimeout().toNanos();
  }

  synchronized void start(Plan.Forward plan) throws IOException {
    async.addListener(this);
    Request call = client.request(plan.method(), plan.uri());
    upstream = call;
    ServletFields.send(plan.headers(), call);
    if (Upload.isExpected(request)) {
      upload = new Upload(this, request, client.buffers());
      call.body(upload);
    }
    call.onRequestBegin(begun -> dispatched());
    waitForUpstream();
    call.send(this);
  }

  private synchronized void dispatched() {
    dispatched = true;
  }

  boolean isOver() {
    return ended;
  }

  // What the upstream does.

  @Override
  public synchronized void onContentSource(Response head, Content.Source body) {
    if (ended) {
      return;
    }
    if (head.getStatus() < 200) { // 101: nobody asked to switch
      failed(new IOException("status " + head.getStatus()));
      return;
    }
    answer = new Answer(this, response, body);
    answer.begin(() -> ServletFields.answer(proxyabl, head, response));
  }

  @Override
  public void onComplete(Result result) {
    if (result.isFailed()) {
      failed(result.getFailure());
    }
  }

  /** The upstream, or the way to it, failed. */
  synchronized void failed(Throwable cause) {
    if (ended) {
      return;
    }
    LOG.debug("{}: the upstream failed", request.getRequestURI(), cause);
    if (answer != null && answer.isBegun()) {
      cutShort(cause);
    } else {
      refuse(UpstreamFault.of(cause, dispatched).denial(), cause);
    }
  }

  /** The whole answer is with the container. */
  synchronized void answered() {
    if (!ended) {
      end(upload != null && !upload.isSent() ? new CancellationException("answered early") : null);
      async.complete();
    }
  }

  // What the client does.

  /** The client is gone, or its body comes too slowly or malformed: never the upstream's fault. */
  synchronized void clientFailed(Throwable cause) {
    if (ended) {
      return;
    }
    if (answer != null && answer.isBegun()) {
      RequestContexts.abort(request, cause);
      cutShort(cause);
      return;
    }
    if (ClientFault.isGone(cause)) {
      RequestContexts.abort(request, cause);
    }
    refuse(ClientFault.denial(cause), cause); // in case it still listens
  }

  // How it ends.

  private void refuse(Denial denial, Throwable cause) {
    end(cause);
    try {
      RequestContexts.refuse(request, response, ProxyServlet.LAYER, denial);
    } catch (IOException e) {
      RequestContexts.abort(request, e);
    }
    async.complete();
  }

  private void cutShort(Throwable cause) {
    Answer begun = answer;
    end(cause);
    if (begun != null) {
      begun.commit();
    }
    request.setAttribute(CutShort.ATTRIBUTE, new CutShort(cause));
    async.dispatch();
  }

  /** Nothing happens after this; what still runs at the upstream is cancelled for a cause. */
  private void end(@Nullable Throwable cause) {
    ended = true;
    deadline = NEVER;
    client.unwatch(this);
    if (answer != null) {
      answer.abandon();
    }
    if (cause != null && upstream != null) {
      upstream.abort(cause);
    }
  }

  // How long it may take.

  /** The upstream has to do the next step. */
  void waitForUpstream() {
    long limit = answer == null ? patience : patienceWithin;
    long at = NanoTime.now() + limit;
    deadline = at == NEVER ? at - 1 : at;
    client.watch(this);
  }

  /** The client has to do the next step; the container limits how long that takes. */
  void waitForClient() {
    deadline = NEVER;
  }

  @Override
  public long getExpireNanoTime() {
    return deadline;
  }

  @Override
  public synchronized void expired() {
    if (!ended && deadline != NEVER && NanoTime.now() - deadline >= 0) {
      failed(new TimeoutException("the upstream made no progress"));
    }
  }

  // What the container says.

  @Override
  public void onError(AsyncEvent event) {
    Throwable cause = event.getThrowable();
    clientFailed(cause == null ? new IOException("asynchronous error") : cause);
  }

  @Override
  public void onComplete(AsyncEvent event) {}

  @Override
  public void onTimeout(AsyncEvent event) {}

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
