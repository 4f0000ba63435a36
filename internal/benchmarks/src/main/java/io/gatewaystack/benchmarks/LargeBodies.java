package io.gatewaystack.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;

/**
 * Passes one large download and one large upload through a governed proxy in a JVM of its own that
 * has only 128 MiB of heap, and says what that JVM needed. Argument: size in MiB, 1024 by default.
 *
 * <pre>{@code
 * mvn -q -Pquick -DskipTests -pl internal/benchmarks -am package dependency:build-classpath \
 *   -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime
 * java -cp internal/benchmarks/target/classes:$(cat internal/benchmarks/target/classpath) \
 *   io.gatewaystack.benchmarks.LargeBodies
 * }</pre>
 */
public final class LargeBodies {
  private static final String HEAP = "-Xmx128m";
  private static final byte[] PIECE = new byte[64 << 10];

  private LargeBodies() {}

  /** Fails when a byte is missing or the other JVM does not survive. */
  public static void main(String[] arguments) throws Exception {
    long size = (arguments.length > 0 ? Long.parseLong(arguments[0]) : 1024) << 20;
    try (ServerSocket upstream = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
      daemon(() -> accept(upstream, size));
      Process gateway =
          new ProcessBuilder(
                  System.getProperty("java.home") + "/bin/java",
                  HEAP,
                  "-cp",
                  System.getProperty("java.class.path"),
                  SmallGateway.class.getName(),
                  Integer.toString(upstream.getLocalPort()))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (BufferedReader said = gateway.inputReader()) {
        int port = Integer.parseInt(said.readLine());
        String token = said.readLine();
        report("download", size, download(port, token, size));
        report("upload", size, upload(port, token, size));
        gateway.outputWriter().close(); // the gateway may end
        System.out.println(said.readLine());
      } finally {
        gateway.destroy();
      }
    }
  }

  private static void report(String what, long size, Duration time) {
    long perSecond = size / Math.max(1, time.toMillis()) * 1000 >> 20;
    System.out.printf(
        "%s of %d MiB: %d ms, %d MiB/s%n", what, size >> 20, time.toMillis(), perSecond);
  }

  private static Duration download(int port, String token, long size) throws IOException {
    long start = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      send(socket, "GET /proxy/download", token, 0);
      InputStream in = socket.getInputStream();
      require(head(in).startsWith("HTTP/1.1 200 "), "the download is not 200");
      require(drain(in, size) == size, "the download is not whole");
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static Duration upload(int port, String token, long size) throws IOException {
    long start = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      send(socket, "POST /proxy/upload", token, size);
      fill(socket.getOutputStream(), size);
      String head = head(socket.getInputStream());
      require(head.contains("X-Received: " + size + "\r\n"), "the upload did not arrive: " + head);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void send(Socket socket, String line, String token, long length)
      throws IOException {
    String type = length > 0 ? "Content-Type: application/octet-stream\r\n" : "";
    String head =
        line
            + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + token
            + "\r\n"
            + type
            + "Content-Length: "
            + length
            + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(US_ASCII));
  }

  private static void accept(ServerSocket upstream, long size) {
    try {
      while (true) {
        Socket socket = upstream.accept();
        daemon(() -> serve(socket, size));
      }
    } catch (IOException e) {
      // closed: all is done
    }
  }

  private static void serve(Socket socket, long size) {
    try (socket) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      while (true) {
        if (head(in).startsWith("GET ")) {
          out.write(("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n").getBytes(US_ASCII));
          fill(out, size);
        } else {
          String received = "X-Received: " + drain(in, size) + "\r\n\r\n";
          out.write(("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + received).getBytes(US_ASCII));
        }
      }
    } catch (IOException e) {
      // the gateway has closed its connection
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.append((char) b);
      if (b == '\n' && head.toString().endsWith("\r\n\r\n")) {
        return head.toString();
      }
    }
    throw new IOException("no head");
  }

  private static void fill(OutputStream out, long size) throws IOException {
    for (long left = size; left > 0; left -= PIECE.length) {
      out.write(PIECE, 0, (int) Math.min(left, PIECE.length));
    }
  }

  private static long drain(InputStream in, long size) throws IOException {
    byte[] bytes = Arrays.copyOf(PIECE, PIECE.length);
    long total = 0;
    while (total < size) {
      int count = in.read(bytes, 0, (int) Math.min(bytes.length, size - total));
      if (count < 0) {
        return total;
      }
      total += count;
    }
    return total;
  }

  private static void require(boolean met, String otherwise) {
    if (!met) {
      throw new UncheckedIOException(new IOException(otherwise));
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "upstream");
    thread.setDaemon(true);
    thread.start();
  }
}
