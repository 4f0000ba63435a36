package io.gatewaystack.example.walk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer to a request sent exactly as written: a usual client would refuse to send half of what
 * the demo must show.
 *
 * @param status HTTP status
 * @param headers values by lower-case name
 * @param text the body
 */
record Reply(int status, Map<String, String> headers, String text) {
  private static final int MAX_BYTES = 1 << 20;
  private static final int TIMEOUT_MILLIS = 20_000;
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** Sends one request to this machine and reads the answer until the connection closes. */
  static Reply to(int port, String requestLine, List<String> fields, String body)
      throws IOException {
    byte[] content = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(requestLine).append(" HTTP/1.1\r\n");
    head.append("Host: localhost:").append(port).append("\r\n");
    fields.forEach(field -> head.append(field).append("\r\n"));
    if (fields.stream().noneMatch(f -> f.startsWith("Connection:"))) {
      head.append("Connection: close\r\n");
    }
    if (content.length > 0) {
      head.append("Content-Length: ").append(content.length).append("\r\n");
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(content);
      return read(socket.getInputStream());
    }
  }

  private static Reply read(InputStream in) throws IOException {
    String answer = new String(in.readNBytes(MAX_BYTES), StandardCharsets.ISO_8859_1);
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      throw new IOException("no HTTP answer");
    }
    List<String> lines = Arrays.asList(answer.substring(0, end).split("\r\n", -1));
    Map<String, String> headers = new TreeMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] field = line.split(":", 2);
      headers.merge(field[0].toLowerCase(Locale.ROOT), field[1].strip(), (a, b) -> a + ", " + b);
    }
    String body = answer.substring(end + 4);
    boolean chunked = "chunked".equals(headers.get("transfer-encoding"));
    byte[] bytes = (chunked ? unchunked(body) : body).getBytes(StandardCharsets.ISO_8859_1);
    return new Reply(
        Integer.parseInt(lines.get(0).split(" ", 3)[1]),
        headers,
        new String(bytes, StandardCharsets.UTF_8));
  }

  private static String unchunked(String body) {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    int at = 0;
    while (true) {
      int lineEnd = body.indexOf("\r\n", at);
      int size = Integer.parseInt(body.substring(at, lineEnd), 16);
      if (size == 0) {
        return whole.toString(StandardCharsets.ISO_8859_1);
      }
      int start = lineEnd + 2;
      whole.writeBytes(body.substring(start, start + size).getBytes(StandardCharsets.ISO_8859_1));
      at = start + size + 2;
    }
  }

  String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /** The body as JSON; an empty object when it is none. */
  JsonNode json() {
    try {
      return MAPPER.readTree(text);
    } catch (JacksonException e) {
      return MAPPER.createObjectNode();
    }
  }
}
