package io.gatewaystack.example.demo;

import com.sun.net.httpserver.HttpExchange;
import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Functions that answer with the arguments they were called with, for demos of tools. */
public final class MockTools implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Set<String> TOOLS = Set.of("generateDreamSummary", "chatWithEmbeddingsv3");
  private static final int MAX_BODY = 1 << 20;

  private final Loopback server;

  MockTools(int port) throws IOException {
    server = new Loopback(port, "MOCK_PORT", MockTools::answer);
  }

  int port() {
    return server.port();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String tool = exchange.getRequestURI().getPath().substring(1);
    if (!exchange.getRequestMethod().equals("POST") || !TOOLS.contains(tool)) {
      Loopback.answer(exchange, 404, "{\"error\":\"not_found\"}".getBytes(StandardCharsets.UTF_8));
      return;
    }
    JsonNode arguments;
    try {
      arguments = JsonDocument.parse(exchange.getRequestBody().readNBytes(MAX_BODY)).tree();
    } catch (InvalidJson e) {
      Loopback.answer(
          exchange, 400, "{\"error\":\"invalid_json\"}".getBytes(StandardCharsets.UTF_8));
      return;
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("tool", tool);
    result.put("ok", true);
    result.put("args", arguments);
    result.put("demo", true);
    Loopback.answer(exchange, 200, MAPPER.writeValueAsBytes(result));
  }

  @Override
  public void close() {
    server.close();
  }
}
