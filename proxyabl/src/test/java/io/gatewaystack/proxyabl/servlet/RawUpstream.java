package io.gatewaystack.proxyabl.servlet;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/**
 * An upstream that says whatever bytes it is told to, well-formed or not. Each connection runs the
 * script on a thread of its own.
 */
final class RawUpstream implements AutoCloseable {
  /** What happens on one connection. */
  interface Script {
    void run(Peer peer) throws IOException;
  }

  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final ServerSocket server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final Semaphore unseen = new Semaphore(0);
  private final AtomicInteger open = new AtomicInteger();

  private RawUpstream(ServerSocketFactory sockets, Script script) throws IOException {
    server = sockets.createServerSocket(0, 512, InetAddress.getByAddress(LOOPBACK));
    threads.execute(() -> accept(script));
  }

  static RawUpstream running(Script script) throws IOException {
    return new RawUpstream(ServerSocketFactory.getDefault(), script);
  }

  /** Speaks TLS, or whatever else the sockets speak. */
  static RawUpstream running(ServerSocketFactory sockets, Script script) throws IOException {
    return new RawUpstream(sockets, script);
  }

  /** A script as an argument of a test, which it has a name in. */
  static Arguments named(String name, Script script) {
    return Arguments.of(Named.of(name, script));
  }

  /** Answers every request on every connection with the same bytes. */
  static RawUpstream answering(String response) throws IOException {
    return running(
        peer -> {
          while (true) {
            peer.readRequest();
            peer.send(response);
          }
        });
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  int port() {
    return server.getLocalPort();
  }

  /** The heads of all requests so far, each up to its empty line. */
  List<String> heads() {
    return heads;
  }

  /** How many connections were made so far. */
  int connections() {
    return sockets.size();
  }

  /** How many connections are open on this side now. */
  int open() {
    return open.get();
  }

  /** Waits for the head of a request that was not waited for before. */
  void awaitRequest() throws InterruptedException {
    if (!unseen.tryAcquire(5, TimeUnit.SECONDS)) {
      throw new AssertionError("no request came");
    }
  }

  private void accept(Script script) {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        open.incrementAndGet();
        threads.execute(() -> serve(script, socket));
      }
    } catch (IOException e) {
      // closed: the test is over
    }
  }

  private void serve(Script script, Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      script.run(new Peer(socket));
    } catch (IOException e) {
      // The gateway hung up, which many tests want it to.
    } finally {
      open.decrementAndGet();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }

  /** The upstream's side of one connection. */
  final class Peer {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    Peer(Socket socket) {
      this.socket = socket;
      try {
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Reads a head, and the body its {@code Content-Length} announces. */
    String readRequest() throws IOException {
      String head = readHead();
      int at = head.toLowerCase(java.util.Locale.ROOT).indexOf("content-length: ");
      if (at >= 0) {
        int end = head.indexOf('\r', at);
        in.readNBytes(Integer.parseInt(head.substring(at + 16, end)));
      }
      return head;
    }

    String readHead() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      for (int matched = 0; matched < 4; ) {
        int b = in.read();
        if (b < 0) {
          throw new EOFException();
        }
        head.write(b);
        matched = b == "\r\n\r\n".charAt(matched) ? matched + 1 : b == '\r' ? 1 : 0;
      }
      heads.add(head.toString(ISO_8859_1));
      unseen.release();
      return head.toString(ISO_8859_1);
    }

    byte[] readBody(int length) throws IOException {
      return in.readNBytes(length);
    }

    int read(byte[] target) throws IOException {
      return in.read(target);
    }

    void send(String text) throws IOException {
      send(text.getBytes(ISO_8859_1));
    }

    void send(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    /** Whether the gateway hangs up; false when it sends something instead. */
    boolean awaitClose() {
      try {
        return in.read() < 0;
      } catch (IOException e) {
        return true;
      }
    }

    void reset() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }
  }
}
