package io.gatewaystack.example;

import io.gatewaystack.example.config.ServerConfig;
import io.gatewaystack.example.demo.Demo;
import io.gatewaystack.example.gateway.Gateway;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A gateway in demo mode on free ports, with its audit file. */
final class RunningGateway implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Gateway gateway;
  private final Path auditFile;

  private RunningGateway(Gateway gateway, Path auditFile) {
    this.gateway = gateway;
    this.auditFile = auditFile;
  }

  static RunningGateway start(Path folder, String... settings) throws IOException {
    Path auditFile = Files.createTempFile(folder, "audit", ".jsonl");
    Map<String, String> variables = new HashMap<>();
    variables.put("DEMO_MODE", "true");
    variables.put("PORT", "0");
    variables.put("DEMO_ISSUER_PORT", "0");
    variables.put("DEMO_ECHO_PORT", "0");
    variables.put("MOCK_PORT", "0");
    variables.put("PROXY_TIMEOUT_MS", "500");
    variables.put("AUDIT_FILE", auditFile.toString());
    for (int i = 0; i < settings.length; i += 2) {
      variables.put(settings[i], settings[i + 1]);
    }
    ServerConfig config = ServerConfig.from(variables);
    return new RunningGateway(Gateway.start(config, new ByteArrayOutputStream()), auditFile);
  }

  int port() {
    return gateway.port();
  }

  Demo demo() {
    return gateway.demo().orElseThrow();
  }

  String token(String subject, String scope) {
    return demo().issuer().mint(subject, scope);
  }

  /** Sends one request as written; header lines without line ends. */
  RawResponse send(String requestLine, String... fields) throws IOException {
    return sendBody(requestLine, "", fields);
  }

  RawResponse sendBody(String requestLine, String body, String... fields) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder(requestLine + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String field : fields) {
      head.append(field).append("\r\n");
    }
    if (List.of(fields).stream().noneMatch(f -> f.startsWith("Connection:"))) {
      head.append("Connection: close\r\n");
    }
    if (bytes.length > 0) {
      head.append("Content-Length: ").append(bytes.length).append("\r\n");
    }
    try (RawHttp http = RawHttp.connect(port())) {
      http.send(head + "\r\n");
      return http.send(bytes).read();
    }
  }

  RawResponse get(String target, String token) throws IOException {
    return send("GET " + target, "Authorization: Bearer " + token);
  }

  RawResponse post(String path, String token, String json) throws IOException {
    return sendBody(
        "POST " + path, json, "Authorization: Bearer " + token, "Content-Type: application/json");
  }

  static JsonNode json(RawResponse response) {
    return MAPPER.readTree(response.body());
  }

  /** The audit events, once there are this many. */
  List<JsonNode> audit(int expected) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (auditLines().size() < expected && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    TimeUnit.MILLISECONDS.sleep(30); // one too many would come now
    return auditLines().stream().map(MAPPER::readTree).toList();
  }

  List<String> auditLines() throws IOException {
    return Files.readAllLines(auditFile);
  }

  @Override
  public void close() {
    gateway.close();
  }
}
