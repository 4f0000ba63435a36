package io.gatewaystack.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One HTTP/1.1 connection to 127.0.0.1 that sends whatever bytes it is given, for requests that a
 * well-behaved client refuses to send. Reading gives up after the timeout with a {@code
 * SocketTimeoutException}. Not thread-safe.
 *
 * <pre>{@code
 * try (RawHttp http = RawHttp.connect(port)) {
 *   http.send("GET /a/..;/b HTTP/1.1\r\nHost: localhost\r\n\r\n");
 *   assertThat(http.read().status()).isEqualTo(400);
 * }
 * }</pre>
 */
public final class RawHttp implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Socket socket;
  private final InputStream in;

  private RawHttp(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  /** Connects with a timeout of ten seconds. */
  public static RawHttp connect(int port) throws IOException {
    return connect(port, PATIENCE);
  }

  /** Connects; {@code timeout} bounds the connect and every single read. */
  public static RawHttp connect(int port, Duration timeout) throws IOException {
    int millis = Math.toIntExact(timeout.toMillis());
    Socket socket = new Socket();
    try {
      socket.setSoTimeout(millis);
      socket.setTcpNoDelay(true);
      socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), millis);
      return new RawHttp(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Connects, sends {@code request} (ISO-8859-1), reads one response and disconnects. */
  public static RawResponse exchange(int port, String request) throws IOException {
    try (RawHttp http = connect(port)) {
      return http.send(request).read();
    }
  }

  /** Sends characters as ISO-8859-1, so that {@code \}{@code u00ff} is the byte 0xff. */
  public RawHttp send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  /** Sends bytes at once. */
  public RawHttp send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /** Reads the next final response with its body; interim 1xx responses are skipped. */
  public RawResponse read() throws IOException {
    RawResponse head = readHead();
    while (head.status() < 200 && head.status() != 101) {
      head = readHead();
    }
    return new RawResponse(head.status(), head.reason(), head.headers(), readBody(head));
  }

  /** Reads status line and headers only: for HEAD, for interim responses, for streams. */
  public RawResponse readHead() throws IOException {
    String[] status = readLine().split(" ", 3);
    if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
      throw new IOException("not a status line: " + String.join(" ", status));
    }
    return new RawResponse(
        Integer.parseInt(status[1]), status.length > 2 ? status[2] : "", readFields(), new byte[0]);
  }

  /** Reads one line without its CR LF: for streams, after {@link #readHead}. */
  public String readLine() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("closed after: " + line);
      }
      line.append((char) b);
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }

  /** Waits for the peer to close; false when it sends another byte instead. */
  public boolean awaitClose() throws IOException {
    return in.read() < 0;
  }

  /** Tells the peer that nothing more is coming; responses can still be read. */
  public void endInput() throws IOException {
    socket.shutdownOutput();
  }

  /** Disconnects with a TCP reset, as a crashed client does. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private List<RawResponse.Header> readFields() throws IOException {
    List<RawResponse.Header> fields = new ArrayList<>();
    for (String line = readLine(); !line.isEmpty(); line = readLine()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("not a header line: " + line);
      }
      fields.add(
          new RawResponse.Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return List.copyOf(fields);
  }

  private byte[] readBody(RawResponse head) throws IOException {
    if (head.status() == 101 || head.status() == 204 || head.status() == 304) {
      return new byte[0];
    }
    String coding = head.header("Transfer-Encoding").orElse("").toLowerCase(Locale.ROOT);
    if (coding.equals("chunked")) {
      return readChunks();
    }
    String length = head.header("Content-Length").orElse("");
    return length.isEmpty() ? in.readAllBytes() : readExactly(Integer.parseInt(length));
  }

  private byte[] readChunks() throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      String size = readLine();
      int extension = size.indexOf(';');
      String hex = extension < 0 ? size : size.substring(0, extension);
      int length = Integer.parseInt(hex.strip(), 16);
      if (length == 0) {
        readFields(); // Trailers end with the same empty line that ends a body without any.
        return body.toByteArray();
      }
      body.writeBytes(readExactly(length));
      if (!readLine().isEmpty()) {
        throw new IOException("chunk longer than its size " + size);
      }
    }
  }

  private byte[] readExactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("closed after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }
}
