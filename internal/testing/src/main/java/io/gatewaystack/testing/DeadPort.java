package io.gatewaystack.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * A port of 127.0.0.1 where nobody listens: connections to it are refused. The port stays bound, so
 * that no server started in the meantime is given it, until it is closed.
 */
public final class DeadPort implements AutoCloseable {
  private final Socket bound;
  private final int number;

  private DeadPort(Socket bound) {
    this.bound = bound;
    this.number = bound.getLocalPort();
  }

  /** Any port that is free. */
  public static DeadPort open() {
    return bind(0, false);
  }

  /** A port somebody has just stopped listening on; its connections may still be closing. */
  static DeadPort hold(int port) {
    return bind(port, true);
  }

  private static DeadPort bind(int port, boolean reused) {
    Socket socket = new Socket();
    try {
      socket.setReuseAddress(reused);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new DeadPort(socket);
  }

  /** The port's number. */
  public int number() {
    return number;
  }

  /** A path on it. */
  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + number() + path);
  }

  @Override
  public void close() {
    try {
      bound.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
