package io.gatewaystack.example;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.testing.RawHttp;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A client's connection with a request on it, and the upstream's. */
record Call(RawHttp client, Socket upstream) {
  /** The beginning of a stream of events. */
  static final String EVENTS =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\nid: 1\ndata: {\"jsonrpc\":\"2.0\","
          + "\"method\":\"notifications/message\"}\n\n";

  Call told(String bytes) throws IOException {
    upstream.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
    return this;
  }

  /** Reads the beginning of the answer, through a line of its body. */
  Call begun(String line) throws IOException {
    assertThat(client.readHead().status()).isEqualTo(200);
    String read = "";
    while (!read.equals(line)) {
      read = client.readLine();
    }
    return this;
  }

  /** All lines up to the last chunk, which only a whole answer has. */
  String toItsEnd() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String line = client.readLine(); !line.equals("0"); line = client.readLine()) {
      lines.append(line).append('\n');
    }
    return lines.toString();
  }

  void expectUpstreamClosed() throws IOException {
    assertThat(upstream.getInputStream().readAllBytes()).isNotNull();
  }

  /** A gateway in front of an upstream: MCP at {@code /mcp}, and a proxy at {@code /files}. */
  static RunningGateway gateway(Path folder, ToldUpstream upstream) throws IOException {
    Path file = folder.resolve("gateway.yaml");
    Files.writeString(
        file, "proxies: {/files: {url: \"" + upstream.uri("") + "\", timeoutMillis: 60000}}");
    return RunningGateway.start(
        folder,
        "MCP_UPSTREAMS_JSON",
        "{\"up\":{\"url\":\"" + upstream.uri("/mcp") + "\"}}",
        "GATEWAY_CONFIG",
        file.toString(),
        "TOOL_SCOPES_DEFAULT",
        "tool:read");
  }

  /** Sends a request as alice, which the upstream has then. */
  static Call open(
      RunningGateway gateway, ToldUpstream upstream, String request, String body, String... fields)
      throws Exception {
    StringBuilder head =
        new StringBuilder(request + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ");
    head.append(gateway.token("alice", "tool:read")).append("\r\n");
    head.append("Accept: application/json, text/event-stream\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    if (!body.isEmpty()) {
      head.append("Content-Type: application/json\r\nContent-Length: ").append(body.length());
      head.append("\r\n");
    }
    RawHttp client = RawHttp.connect(gateway.port(), Duration.ofSeconds(20));
    client.send(head + "\r\n" + body);
    return new Call(client, upstream.next(request));
  }
}
