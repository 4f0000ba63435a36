package io.gatewaystack.example.walk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Tools over MCP: what is listed is what can be called, and the caller's token stays here. */
final class McpSteps {
  private static final String LIST = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}";

  private final Calls calls;

  McpSteps(Calls calls) {
    this.calls = calls;
  }

  void run(String reader, String writer) throws IOException {
    lists(reader, List.of("generateDreamSummary"));
    lists(writer, List.of("generateDreamSummary", "chatWithEmbeddingsv3"));
    Reply called = call(reader, "generateDreamSummary");
    calls.show(
        "tools/call generateDreamSummary",
        called,
        called.text(),
        called.status() == 200
            && called
                .json()
                .path("result")
                .path("structuredContent")
                .path("demo")
                .asBoolean(false));
    Reply refused = call(reader, "chatWithEmbeddingsv3");
    calls.show(
        "tools/call chatWithEmbeddingsv3",
        refused,
        refused.header("www-authenticate"),
        refused.status() == 403 && refused.header("www-authenticate").contains("tool:write"));
  }

  private void lists(String token, List<String> expected) throws IOException {
    Reply reply = calls.post("/mcp", token, LIST);
    List<String> names = new ArrayList<>();
    reply
        .json()
        .path("result")
        .path("tools")
        .forEach(tool -> names.add(tool.path("name").asString("")));
    calls.show("tools/list", reply, names.toString(), names.equals(expected));
  }

  private Reply call(String token, String tool) throws IOException {
    return calls.post(
        "/mcp",
        token,
        ("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\","
                + "\"params\":{\"name\":\"%s\",\"arguments\":{\"text\":\"a dream\"}}}")
            .formatted(tool));
  }
}
