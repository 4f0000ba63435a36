package io.gatewaystack.proxyabl.internal;

import io.gatewaystack.context.net.AddressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.ProtocolHandlers;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.Response;
import org.eclipse.jetty.client.transport.HttpClientTransportOverHTTP;
import org.eclipse.jetty.client.transport.HttpResponse;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.CyclicTimeouts;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one HTTP client. It adds nothing of its own to a request, follows no redirect, repeats
 * nothing, keeps no cookies, decodes nothing, uses no proxy, and connects only to addresses its
 * policy permits. Its threads are daemons and few: nothing blocks on them.
 *
 * <p>Safe for use by several threads.
 */
public final class UpstreamClient implements AutoCloseable {
  /** What is held of an answer without counting it, in bytes. */
  public static final int UNCOUNTED = 8 << 10;

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamClient.class);
  private static final int MAX_THREADS = 64;
  private static final int MIN_THREADS = 4;

  /** As much as servers usually accept; the answer must fit the container's own limit, too. */
  private static final int MAX_RESPONSE_HEAD = 8 << 10;

  /** More than a container lets in, so that it is never a request that does not fit. */
  private static final int MAX_REQUEST_HEAD = 128 << 10;

  private final HttpClient client;
  private final VettedResolver resolver;
  private final Deadlines deadlines;
  private final ThreadPoolExecutor inTurn = inTurn();
  private volatile boolean closed;

  /**
   * Limits of a client.
   *
   * @param connectTimeout longest time for a name look-up, and for one attempt to connect
   * @param maxConnections connections to one origin at most
   * @param maxQueued requests waiting for a connection to one origin at most
   * @param addresses which addresses may be connected to
   */
  public record Limits(
      Duration connectTimeout, int maxConnections, int maxQueued, AddressPolicy addresses) {}

  private UpstreamClient(HttpClient client, VettedResolver resolver) {
    this.client = client;
    this.resolver = resolver;
    this.deadlines = new Deadlines(client);
  }

  /**
   * Starts a client.
   *
   * @throws IllegalStateException when it cannot be started
   */
  public static UpstreamClient start(Limits limits) {
    HttpClient client = new HttpClient(transport());
    QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
    threads.setName("proxyabl");
    threads.setDaemon(true);
    client.setExecutor(threads);
    client.setConnectTimeout(limits.connectTimeout().toMillis());
    client.setMaxConnectionsPerDestination(limits.maxConnections());
    client.setMaxRequestsQueuedPerDestination(limits.maxQueued());
    client.setMaxResponseHeadersSize(MAX_RESPONSE_HEAD);
    client.setMaxRequestHeadersSize(MAX_REQUEST_HEAD);
    client.setIdleTimeout(TimeUnit.SECONDS.toMillis(30)); // of pooled connections
    addNothing(client);
    VettedResolver resolver =
        new VettedResolver(
            limits.addresses(), threads, limits.connectTimeout(), InetAddress::getAllByName);
    client.setSocketAddressResolver(resolver);
    try {
      client.start();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP client did not start", e);
    }
    client.getContentDecoderFactories().clear();
    skipInterimAnswersOnly(client);
    return new UpstreamClient(client, resolver);
  }

  /** The other handlers follow redirects, answer challenges and hold answers back for it. */
  private static void skipInterimAnswersOnly(HttpClient client) {
    ProtocolHandlers handlers = client.getProtocolHandlers();
    handlers.clear();
    handlers.put(new InterimAnswers());
  }

  private static HttpClientTransportOverHTTP transport() {
    ClientConnector connector = new UpstreamConnector();
    connector.setSelectors(1);
    return new HttpClientTransportOverHTTP(connector);
  }

  private static void addNothing(HttpClient client) {
    client.setFollowRedirects(false);
    client.setUserAgentField(null);
    client.setDefaultRequestContentType(null);
    client.setHttpCookieStore(new HttpCookieStore.Empty());
    client.setUseInputDirectByteBuffers(false); // servlet streams take arrays
    client.setByteBufferPool(new InputNeverReused());
  }

  /** A request without header fields; time limits are {@link #watch}'s matter. */
  public Request request(String method, URI uri) {
    return client
        .newRequest(uri)
        .method(method)
        .idleTimeout(0, TimeUnit.MILLISECONDS)
        .onResponseHeaders(UpstreamClient::requireOnlyChunks)
        .onResponseHeaders(UpstreamClient::closeWhereABodyMayFollow);
  }

  /**
   * Jetty takes chunks apart and ignores every other transfer coding, which nobody asked for: what
   * it would pass on is no body any more (RFC 9112 section 6.1).
   */
  private static void requireOnlyChunks(Response head) {
    for (HttpField field : head.getHeaders()) {
      if (field.getHeader() == HttpHeader.TRANSFER_ENCODING && !isChunked(field.getValue())) {
        var unused = head.abort(new IOException("another transfer coding than chunked"));
        return;
      }
    }
  }

  private static boolean isChunked(@Nullable String coding) {
    return coding != null && coding.strip().equalsIgnoreCase("chunked");
  }

  /**
   * A body where none may be, sent late, would be taken for the next answer on the connection,
   * whoever asked for that. So a connection is not used again when such a body is announced, nor
   * after HEAD, whose answers cannot be told apart.
   */
  private static void closeWhereABodyMayFollow(Response head) {
    int status = head.getStatus();
    HttpFields fields = head.getHeaders();
    boolean announced =
        fields.contains(HttpHeader.TRANSFER_ENCODING)
            || fields.getLongField(HttpHeader.CONTENT_LENGTH) > 0;
    boolean none = status == HttpStatus.NO_CONTENT_204 || status == HttpStatus.NOT_MODIFIED_304;
    boolean mayFollow = none && announced || HttpMethod.HEAD.is(head.getRequest().getMethod());
    if (mayFollow && head instanceof HttpResponse response) {
      response.headers(UpstreamClient::close);
    }
  }

  /** As if the upstream had said so; what else it says about the connection stands. */
  private static void close(HttpFields.Mutable fields) {
    List<String> options = new ArrayList<>(fields.getCSV(HttpHeader.CONNECTION, false));
    options.removeIf(HttpHeaderValue.KEEP_ALIVE::is);
    options.add(HttpHeaderValue.CLOSE.asString());
    fields.put(HttpHeader.CONNECTION, String.join(", ", options));
  }

  /** Watches a deadline; call it again when the deadline has moved closer. */
  public void watch(Deadline deadline) {
    deadlines.running.add(deadline);
    deadlines.schedule(deadline);
    if (closed) {
      tellClosing(deadline); // it would wait for ever
    }
  }

  /** Ends watching. */
  public void unwatch(Deadline deadline) {
    deadlines.running.remove(deadline);
  }

  /**
   * Does something on a thread of the client's, for callers that hold a lock; nothing once the
   * client is closed, for then nothing is running.
   */
  public void execute(Runnable task) {
    try {
      client.getExecutor().execute(task);
    } catch (RejectedExecutionException e) {
      LOG.trace("the client is closed", e);
    }
  }

  /** As {@link #execute}, but one task after the other, each of which may block. */
  public void executeInTurn(Runnable task) {
    try {
      inTurn.execute(task);
    } catch (RejectedExecutionException e) {
      LOG.trace("the client is closed", e);
    }
  }

  /** One thread, while there is something to do. */
  private static ThreadPoolExecutor inTurn() {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), UpstreamClient::thread);
    executor.allowCoreThreadTimeOut(true);
    return executor;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "proxyabl-in-turn");
    thread.setDaemon(true);
    return thread;
  }

  /** How many requests are being watched. */
  public int running() {
    return deadlines.running.size();
  }

  /** Closes all connections; what is running is told so first, and fails. */
  @Override
  public void close() {
    closed = true;
    deadlines.running.forEach(UpstreamClient::tellClosing);
    try {
      client.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP client did not stop", e);
    } finally {
      resolver.close();
      inTurn.shutdownNow();
      deadlines.destroy();
    }
  }

  private static void tellClosing(Deadline running) {
    try {
      running.closing();
    } catch (RuntimeException | Error e) { // the others are told, too
      LOG.error("a running request could not be ended", e);
    }
  }

  /** One timer for all requests: it is set for the earliest deadline and hardly ever reset. */
  private static final class Deadlines extends CyclicTimeouts<Deadline> {
    private final Set<Deadline> running = ConcurrentHashMap.newKeySet();

    Deadlines(HttpClient client) {
      super(client.getScheduler());
    }

    @Override
    protected Iterator<Deadline> iterator() {
      return running.iterator();
    }

    @Override
    protected boolean onExpired(Deadline deadline) {
      try {
        deadline.expired();
      } catch (RuntimeException | Error e) { // the others, and the timer, go on
        LOG.error("what has taken too long could not be ended", e);
      }
      return false;
    }
  }
}
