package io.gatewaystack.example.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A small HTTP server of the demo that only this machine can reach; it can stop and come back. */
final class Loopback implements AutoCloseable {
  private final String variable;
  private final HttpHandler handler;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "demo");
            thread.setDaemon(true);
            return thread;
          });
  private HttpServer server;

  /**
   * Starts answering.
   *
   * @param variable the setting that chooses the port
   * @throws IOException naming the setting when the port is taken
   */
  Loopback(int port, String variable, HttpHandler handler) throws IOException {
    this.variable = variable;
    this.handler = handler;
    this.server = listen(port);
  }

  private HttpServer listen(int port) throws IOException {
    try {
      InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
      HttpServer listening = HttpServer.create(new InetSocketAddress(loopback, port), 128);
      listening.createContext("/", handler);
      listening.setExecutor(threads);
      listening.start();
      return listening;
    } catch (BindException e) {
      throw new IOException(variable + ": " + port + " is in use (expected: a free port)", e);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Closes the port until {@link #comeBack}. */
  void goAway() {
    server.stop(0);
  }

  void comeBack() throws IOException {
    server = listen(port());
  }

  static void answer(HttpExchange exchange, int status, byte[] json) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : json.length);
    if (!head) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(json);
      }
    }
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
