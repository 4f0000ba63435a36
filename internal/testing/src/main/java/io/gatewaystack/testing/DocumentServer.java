package io.gatewaystack.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Documents on a free port of 127.0.0.1, good ones and such as a fetcher must not fall for. {@code
 * /moved} leads elsewhere, {@code /missing} is none, {@code /full} has 1,000 bytes and {@code
 * /over} one more, {@code /endless} does not end, {@code /silent} never begins, {@code /slow} stops
 * after its first byte; every other path answers with the {@code Accept} field it was asked by.
 * Thread-safe.
 */
public final class DocumentServer implements AutoCloseable {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final CountDownLatch done = new CountDownLatch(1);
  private final CountDownLatch brokenOff = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  private DocumentServer(HttpServer server) {
    this.server = server;
  }

  /** Starts listening. */
  public static DocumentServer start() {
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
      DocumentServer documents = new DocumentServer(server);
      server.setExecutor(documents.threads);
      server.createContext("/", documents::answer);
      server.start();
      return documents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The paths asked for so far, in order. */
  public List<String> asked() {
    return List.copyOf(asked);
  }

  /** Whether whoever fetches {@code /endless} hangs up; waits for it up to five seconds. */
  public boolean isBrokenOff() throws InterruptedException {
    return brokenOff.await(5, TimeUnit.SECONDS);
  }

  /** A path by the server's address. */
  public URI uri(String path) {
    return on("127.0.0.1", path);
  }

  /** A path by a name that leads to the server's address. */
  public URI named(String path) {
    return on("localhost", path);
  }

  @Override
  public void close() {
    done.countDown();
    server.stop(0);
    threads.shutdownNow();
  }

  private URI on(String host, String path) {
    return URI.create("http://" + host + ":" + server.getAddress().getPort() + path);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    try (exchange) {
      switch (path) {
        case "/moved" -> {
          exchange.getResponseHeaders().set("Location", uri("/target").toString());
          exchange.sendResponseHeaders(302, -1);
        }
        case "/missing" -> send(exchange, 404, "gone");
        case "/full" -> send(exchange, 200, "x".repeat(1_000));
        case "/over" -> send(exchange, 200, "x".repeat(1_001));
        case "/endless" -> endless(exchange);
        case "/silent" -> awaitClose();
        case "/slow" -> {
          exchange.sendResponseHeaders(200, 10);
          exchange.getResponseBody().write('x');
          exchange.getResponseBody().flush();
          awaitClose();
        }
        default -> send(exchange, 200, exchange.getRequestHeaders().getFirst("Accept"));
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    exchange.sendResponseHeaders(status, body.length());
    exchange.getResponseBody().write(body.getBytes(UTF_8));
  }

  private void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    try {
      while (true) {
        body.write(new byte[8_192]);
      }
    } catch (IOException e) {
      brokenOff.countDown();
      throw e;
    }
  }

  private void awaitClose() {
    try {
      done.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
