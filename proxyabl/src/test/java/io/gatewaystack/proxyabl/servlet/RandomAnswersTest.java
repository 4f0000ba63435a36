package io.gatewaystack.proxyabl.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.testing.RawResponse;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** An upstream of several that says anything that is JSON, where one thing was expected. */
@Timeout(30)
class RandomAnswersTest extends TwoServers {
  private static final int ROUNDS = 80;
  private static final List<String> KEYS =
      List.of(
          "content",
          "contents",
          "messages",
          "resource",
          "uri",
          "type",
          "name",
          "tools",
          "nextCursor",
          "capabilities",
          "listChanged",
          "params",
          "_meta",
          "progressToken",
          "requestId",
          "instructions",
          "protocolVersion",
          "ttlMs",
          "cacheScope",
          "uriTemplate",
          "id",
          "method",
          "error",
          "code",
          "result",
          "",
          "\\u0000",
          "a\\\"b");
  private static final List<String> VALUES =
      List.of(
          "\"resource\"",
          "\"resource_link\"",
          "\"text\"",
          "\"\"",
          "null",
          "true",
          "1",
          "1.50",
          "-0",
          "1e400",
          "123456789012345678901234567890",
          "\"file:///a\"",
          "\"\\u0061\\ud83d\\ude00\"",
          "\"2025-11-25\"",
          "\"x\\ny\"",
          "{}",
          "[]");
  private static final List<String> METHODS =
      List.of(
          "tools/call",
          "prompts/get",
          "resources/read",
          "tools/list",
          "resources/list",
          "server/discover",
          "initialize");

  private Random random = new Random();
  private volatile String result = "{}";
  private volatile boolean stream;

  private String value(int depth) {
    int kind = random.nextInt(depth > 4 ? 1 : 3);
    if (kind == 0) {
      return VALUES.get(random.nextInt(VALUES.size()));
    }
    StringJoiner all =
        kind == 1 ? new StringJoiner(",", "[", "]") : new StringJoiner(", ", "{", "}");
    Set<String> keys = new LinkedHashSet<>();
    for (int n = random.nextInt(5); n > 0; n--) {
      keys.add(KEYS.get(random.nextInt(KEYS.size())));
    }
    for (String key : keys) {
      all.add(kind == 1 ? value(depth + 1) : "\"" + key + "\" :" + value(depth + 1));
    }
    return all.toString();
  }

  private String object() {
    String object = value(0);
    while (!object.startsWith("{")) {
      object = value(0);
    }
    return object;
  }

  private void answer(ScriptedUpstream.Request request, ScriptedUpstream.Answer answer)
      throws IOException {
    String message = FakeMcp.response(request, result);
    if (stream) {
      answer.events(
          "id: 7\ndata: {\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":%s}\n\n"
              .formatted(result),
          "data: " + message + "\n\n");
    } else {
      answer.json(message);
    }
  }

  private RawResponse ask(McpGate gate, String method, String session) throws IOException {
    String params =
        switch (method) {
          case "tools/call", "prompts/get" -> "\"name\":\"git.t\"";
          case "resources/read" -> "\"uri\":\"git+x:y\"";
          default -> "";
        };
    boolean modern = method.equals("server/discover") || random.nextInt(3) == 0;
    if (modern && !method.equals("initialize")) {
      String name = method.equals("resources/read") ? "git+x:y" : "git.t";
      return gate.post(
          McpGate.modern(method, params),
          McpGate.MODERN,
          "Mcp-Method: " + method,
          "Mcp-Name: " + name);
    }
    String json =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":{%s}}"
            .formatted(method, params);
    return gate.post(json, "Mcp-Session-Id: " + session);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void whateverItSaysTheClientHearsOneWholeMessageAndNobodyWaits(long seed) throws Exception {
    random = new Random(seed);
    METHODS.forEach(method -> git.on(method, this::answer));
    try (McpGate gate =
        McpGate.with(gateway -> gateway.upstream(fs.upstream()).upstream(git.upstream()))) {
      String session = FederatedStreamsTest.open(gate);
      for (int i = 0; i < ROUNDS; i++) {
        result = random.nextInt(8) == 0 ? value(0) : object();
        stream = random.nextBoolean();
        String method = METHODS.get(random.nextInt(METHODS.size()));
        RawResponse response = ask(gate, method, session);
        String what = "round %d: %s %s %s".formatted(i, method, stream, result);
        assertThat(response.status()).as(what).isIn(200, 502);
        JsonNode heard = JsonDocument.parse(message(response.text()).getBytes(UTF_8)).tree();
        assertThat(heard.path("id").toString()).as(what).isEqualTo("1");
        assertThat(heard.has("result") != heard.has("error")).as(what).isTrue();
        assertThat(response.text()).as(what).doesNotContain("upstream_timeout", "internal_error");
      }
      assertThat(gate.comesToRest()).isTrue();
    }
  }

  /** The last event of a stream, or all there is. */
  private static String message(String body) {
    int last = body.lastIndexOf("data: ");
    return body.startsWith("{") || last < 0 ? body : body.substring(last + 6).strip();
  }
}
