package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.section.Caller;
import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.context.servlet.ClientFault;
import io.gatewaystack.context.servlet.RequestContexts;
import io.gatewaystack.proxyabl.Plan;
import io.gatewaystack.proxyabl.ProxyablConfig;
import io.gatewaystack.proxyabl.internal.Deadline;
import io.gatewaystack.proxyabl.internal.Heartbeats;
import io.gatewaystack.proxyabl.internal.Sending;
import io.gatewaystack.proxyabl.internal.Shares;
import io.gatewaystack.proxyabl.internal.Term;
import io.gatewaystack.proxyabl.internal.UpstreamFault;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.Result;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call from its beginning to its one end. The container, the HTTP client and the timer call in
 * from threads of their own.
 *
 * <p>Whatever touches the container's request or answer holds this object's lock and sees first
 * that the call is not over: afterwards the container may be using the same objects for another
 * client. Whatever enters the HTTP client does not hold it: the client may go on with other calls,
 * which have locks of their own, on the same thread.
 */
final class ProxyCall extends Deadline
    implements Response.ContentSourceListener,
        Response.CompleteListener,
        EndListener,
        Heartbeats.Silent {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyCall.class);
  private static final String STOPPING = "server_stopping";

  private final Plan.Forward plan;
  private final UpstreamClients.Way way;
  private final RequestContext context;
  private final Caller caller;
  private final AsyncContext async;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private @Nullable Sending upstream;
  private @Nullable Upload upload;
  private @Nullable Answer answer;
  private @Nullable Term term;
  private boolean holdsConnection;
  private boolean over;
  private volatile boolean stopping;
  private volatile boolean dispatched;
  private final long begun = NanoTime.now();
  private volatile long deadline = NEVER;
  private volatile long last = NEVER;

  ProxyCall(
      Plan.Forward plan,
      UpstreamClients.Way way,
      AsyncContext async,
      HttpServletRequest request,
      HttpServletResponse response) {
    this.plan = plan;
    this.way = way;
    this.context = RequestContexts.from(request);
    this.caller = context.caller();
    this.async = async;
    this.request = request;
    this.response = response;
  }

  void start() throws IOException {
    async.addListener(this);
    if (!takeConnection()) {
      failed(new Refused(Shares.USED_UP));
      return;
    }
    Request call = way.client().request(plan.method(), plan.uri());
    ServletFields.send(plan.headers(), call);
    call.onRequestBegin(begun -> dispatched = true);
    Sending sending = new Sending(call);
    synchronized (this) {
      upstream = sending;
      if (Upload.isExpected(request)) {
        upload = new Upload(this, request);
        call.body(upload);
        ServletTrailers.send(plan.route(), request, call, this::trailers);
      }
    }
    waitForUpstream();
    sending.send(this);
  }

  private synchronized boolean takeConnection() {
    holdsConnection = way.shares().take(way.origin(), caller);
    return holdsConnection;
  }

  /** What came behind the client's body, which has been read to its end. */
  private synchronized HttpFields trailers() {
    return over ? HttpFields.EMPTY : ServletTrailers.read(plan.route(), request);
  }

  /** Whether the container's objects must not be touched any more. Asked holding the lock. */
  boolean isOver() {
    return over;
  }

  // What the upstream does.

  @Override
  public void onContentSource(Response head, Content.Source body) {
    if (head.getStatus() < 200) { // 101: nobody asked to switch
      failed(new IOException("status " + head.getStatus()));
      return;
    }
    long most = plan.route().config().maxAnswerBytes();
    Answer answered = new Answer(this, response, body, most, AnswerHead.length(head));
    synchronized (this) {
      answer = answered;
      if (!over) {
        last = NanoTime.now() + plan.route().config().maxAnswerTime().toNanos();
        way.client().watch(this);
        watchStream(head);
      }
    }
    answered.begin(head);
  }

  /** Downloads go on to their end; a stream of events has none, so its caller's term is its end. */
  private void watchStream(Response head) {
    if (AnswerHead.isEvents(head)) {
      term = Term.of(context, way.client(), begun);
      way.streams().add(this);
    }
  }

  /** Sets status and header fields of the client's answer; see {@link AnswerHead}. */
  void setHead(Response head, int size) {
    AnswerHead.set(plan, head, size, request, response);
  }

  @Override
  public void onComplete(Result result) {
    if (result.isFailed()) {
      failed(result.getFailure());
    } else if (answer != null && answer.isWritten()) {
      answered();
    }
  }

  /** Whether {@link #onComplete(Result)} comes as soon as the upstream has answered. */
  boolean hasNoBody() {
    return upload == null;
  }

  /** The upstream, or the way to it, failed. */
  void failed(Throwable cause) {
    if (end()) {
      LOG.debug("the call failed", cause);
      if (isBegun()) {
        cutShort(cause, new Refused(denial(cause)));
      } else {
        refuse(denial(cause), cause);
      }
    }
  }

  /** What the gateway itself did wrong. */
  void broken(Throwable cause) {
    LOG.error("an answer could not be passed on", cause);
    failed(new Refused(Denial.internalError()));
  }

  private Denial denial(Throwable cause) {
    return cause instanceof Refused refused
        ? refused.denial()
        : UpstreamFault.denial(cause, dispatched);
  }

  /** The whole answer is with the container. */
  void answered() {
    if (end()) {
      if (upload != null && !upload.isComplete()) {
        cancel(new CancellationException("the answer came before the end of the body"));
      }
      async.complete();
    }
  }

  // What the client does.

  /**
   * The client's side of the connection failed, while it was sending or at some other time. A
   * client that has heard the whole answer may leave, whatever it has not said yet.
   */
  void hungUp(Throwable cause) {
    boolean heardAll;
    synchronized (this) {
      heardAll = !over && answer != null && answer.isHandedOver();
    }
    if (heardAll) {
      answered();
    } else {
      clientFailed(cause);
    }
  }

  /** The client is gone, or its body comes too slowly or malformed: never the upstream's fault. */
  void clientFailed(Throwable cause) {
    if (!end()) {
      return;
    }
    if (isBegun()) {
      RequestContexts.abort(request, cause);
      cutShort(cause, cause);
    } else if (ClientFault.isGone(cause)) {
      RequestContexts.abort(request, cause);
      cancel(cause);
      response.setStatus(HttpServletResponse.SC_BAD_REQUEST); // in case it does listen
      async.complete();
    } else {
      refuse(ClientFault.denial(cause), cause);
    }
  }

  // How it ends.

  /** True once, for the thread that ends the call: from then on it is alone with the container. */
  private synchronized boolean end() {
    boolean first = !over;
    over = true;
    deadline = NEVER;
    way.client().unwatch(this);
    if (term != null) {
      way.streams().remove(this);
    }
    if (holdsConnection) {
      holdsConnection = false;
      way.shares().giveBack(way.origin(), caller);
    }
    return first;
  }

  private boolean isBegun() {
    return answer != null && answer.isBegun();
  }

  private void refuse(Denial denial, Throwable cause) {
    AsyncServlet.refuse(request, response, denial);
    cancel(cause);
    async.complete();
  }

  /**
   * Breaks the client's connection.
   *
   * @param unsent told instead when a layer has held back all of the answer
   */
  private void cutShort(Throwable cause, Throwable unsent) {
    if (answer != null) {
      answer.commit();
    }
    cancel(cause);
    Throwable told = response.isCommitted() ? cause : unsent;
    request.setAttribute(CutShort.ATTRIBUTE, new CutShort(told));
    async.dispatch();
  }

  private void cancel(Throwable cause) {
    if (upstream != null) {
      upstream.end(cause);
    }
  }

  // How long it may take.

  /** The upstream has to do the next step. */
  synchronized void waitForUpstream() {
    if (!over) {
      ProxyablConfig config = plan.route().config();
      var limit = answer == null ? config.timeout() : config.idleTimeout();
      deadline = NanoTime.now() + limit.toNanos();
      way.client().watch(this);
    }
  }

  /** The client has to do the next step; the container, and the end of all, limit its time. */
  synchronized void waitForClient() {
    deadline = NEVER;
  }

  @Override
  public long getExpireNanoTime() {
    return earlier(deadline, last);
  }

  @Override
  public void expired() {
    if (isPast()) {
      failed(new TimeoutException("the upstream made no progress"));
    }
  }

  @Override
  public void look(long now, long quiet) {
    Optional<String> why;
    synchronized (this) {
      why = over || term == null ? Optional.empty() : term.over(now);
    }
    if (why.isPresent()) {
      warn(why.get());
      failed(new Refused(Term.OVER));
    }
  }

  /**
   * Who has asked for events by GET asks again, from the last one that was whole: the stream ends
   * in order, when its client has taken what has come. Any other one is somebody's answer, which is
   * never cut where it could be taken for whole.
   */
  @Override
  public void serverStops() {
    if (!plan.method().equals("GET")) {
      return;
    }
    boolean inOrder;
    boolean mayWait;
    synchronized (this) {
      inOrder = answer != null && answer.mayEndAnywhere() && answer.isTaken();
      mayWait = answer != null && answer.mayEndAnywhere() && !stopping;
      stopping = true;
    }
    if (inOrder) {
      endInOrder();
    } else if (!mayWait) {
      closing();
    }
  }

  /** Whether the stream is to end as soon as its client has taken what has come. */
  boolean isStopping() {
    return stopping;
  }

  void endInOrder() {
    warn(STOPPING);
    if (end()) {
      cancel(new CancellationException("the server stops"));
      async.complete();
    }
  }

  @Override
  public void closing() {
    warn(STOPPING);
    failed(new Refused(Denial.unavailable()));
  }

  private synchronized void warn(String code) {
    if (!over) {
      Warnings warning = Warnings.of(code);
      RequestContexts.update(request, known -> known.merge(warning));
    }
  }

  // What the container says.

  @Override
  public void onError(AsyncEvent event) {
    Throwable cause = event.getThrowable();
    hungUp(cause == null ? new IOException("asynchronous error") : cause);
  }

  /** Mostly our own doing; else the container gave up on the request, e.g. because it stops. */
  @Override
  public void onComplete(AsyncEvent event) {
    if (end()) {
      cancel(new CancellationException("the container has ended the request"));
    }
  }
}
