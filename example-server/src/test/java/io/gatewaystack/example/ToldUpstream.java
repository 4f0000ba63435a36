package io.gatewaystack.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes connections, and leaves it to the test what is said on them. */
final class ToldUpstream implements AutoCloseable {
  private final ServerSocket server =
      new ServerSocket(0, 10, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
  private final BlockingQueue<Socket> sockets = new LinkedBlockingQueue<>();

  ToldUpstream() throws IOException {
    Thread acceptor = new Thread(this::accept, "upstream");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  private void accept() {
    try {
      while (true) {
        sockets.add(server.accept());
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  /** The next connection, with a request on it: else the next request could take it. */
  Socket next(String method) throws IOException, InterruptedException {
    Socket socket = sockets.poll(5, TimeUnit.SECONDS);
    assertThat(socket).isNotNull();
    socket.setSoTimeout(5_000);
    assertThat(socket.getInputStream().read()).isEqualTo(method.charAt(0));
    return socket;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + path);
  }

  @Override
  public void close() throws IOException {
    server.close();
    sockets.forEach(ToldUpstream::close);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
