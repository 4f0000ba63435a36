package io.gatewaystack.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Fixed JSON documents by path, on a port of 127.0.0.1 that survives a restart. Thread-safe. */
final class JsonServer {
  private static final int NO_BODY = -1; // The word of HttpExchange for it.

  private record Answer(int status, String body) {}

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
  private @Nullable HttpServer running;
  private @Nullable DeadPort stopped; // Holds the port until the restart.
  private int port;

  synchronized void start() {
    if (running != null) {
      return;
    }
    release();
    try {
      InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
      server.createContext("/", this::answer);
      server.start();
      port = server.getAddress().getPort();
      running = server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized void stop() {
    if (running != null) {
      running.stop(0);
      running = null;
      stopped = DeadPort.hold(port);
    }
  }

  synchronized void close() {
    stop();
    release();
  }

  private void release() {
    if (stopped != null) {
      stopped.close();
      stopped = null;
    }
  }

  synchronized int port() {
    return port;
  }

  void serve(String path, int status, String body) {
    answers.put(path, new Answer(status, body));
  }

  int requests(String path) {
    return counter(path).get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    counter(path).incrementAndGet();
    Answer answer = answers.getOrDefault(path, new Answer(404, "{}"));
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    byte[] body = answer.body().getBytes(UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? NO_BODY : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  private AtomicInteger counter(String path) {
    return requests.computeIfAbsent(path, p -> new AtomicInteger());
  }
}
