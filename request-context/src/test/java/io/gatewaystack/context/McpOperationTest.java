package io.gatewaystack.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.json.JsonRpcId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class McpOperationTest {
  private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

  @ParameterizedTest(name = "{0} is {1} of {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "tools/call | MCP_TOOL_CALL | {\"name\":\"pay\"} | pay",
        "tools/list | MCP_LIST | {\"cursor\":\"x\"} |",
        "prompts/list | MCP_LIST | {} |",
        "resources/list | MCP_LIST | {} |",
        "resources/templates/list | MCP_LIST | {} |",
        "resources/read | MCP_READ | {\"uri\":\"file:///a\"} | file:///a",
        "resources/subscribe | MCP_READ | {\"uri\":\"file:///a\"} | file:///a",
        "resources/unsubscribe | MCP_READ | {\"uri\":\"file:///a\"} | file:///a",
        "resources/subscribe | MCP_READ | {} |",
        "prompts/get | MCP_PROMPT | {\"name\":\"p\"} | p",
        "completion/complete | MCP_COMPLETE | {\"ref\":{\"type\":\"ref/prompt\",\"name\":\"p\"}} | p",
        "completion/complete | MCP_COMPLETE | {\"ref\":{\"type\":\"ref/resource\",\"uri\":\"u:1\"}} | u:1",
        "initialize | MCP_OTHER | {\"protocolVersion\":\"2025-11-25\"} |",
        "server/discover | MCP_OTHER | {} |",
        "subscriptions/listen | MCP_OTHER | {} |",
        "Tools/Call | MCP_OTHER | {\"name\":\"pay\"} |",
        "tools/call/ | MCP_OTHER | {\"name\":\"pay\"} |"
      })
  void readsKindAndTargetOfRequests(String method, Kind kind, String params, String target) {
    Operation operation =
        read(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\""
                + method
                + "\",\"params\":"
                + params
                + "}");

    assertThat(operation)
        .isEqualTo(new Operation(kind, method, JsonRpcId.ofNumber("1"), target, null));
  }

  @Test
  void readsMessagesThatTakeNoAnswer() {
    assertThat(read("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/progress\",\"params\":{}}"))
        .isEqualTo(
            new Operation(Kind.MCP_NOTIFICATION, "notifications/progress", null, null, null));
    for (String response :
        new String[] {
          "\"id\":1,\"result\":{}", "\"id\":1,\"error\":{\"code\":1,\"message\":\"m\"}"
        }) {
      assertThat(read("{\"jsonrpc\":\"2.0\"," + response + "}"))
          .isEqualTo(new Operation(Kind.MCP_RESPONSE, "", null, null, null));
    }
  }

  @Test
  void readsTheOtherHttpMethodsWithoutBody() {
    assertThat(Requests.context(Requests.MCP, "GET", "").operation().kind())
        .isEqualTo(Kind.MCP_STREAM);
    assertThat(Requests.context(Requests.MCP, "DELETE", "").operation().kind())
        .isEqualTo(Kind.MCP_END);
    assertThat(Requests.context(Requests.MCP, "OPTIONS", "").operation())
        .isEqualTo(new Operation(Kind.HTTP, "OPTIONS", null, "/mcp", null));
  }

  @Test
  void whatACompletionBringsAlongIsBounded() {
    String most = "x".repeat((1 << 14) - 1);

    assertThat(read(completion("n", most)).kind()).isEqualTo(Kind.MCP_COMPLETE);
    assertThat(refusal(completion("n", most + "x")).code()).isEqualTo("completion_too_large");
    assertThat(refusal(completion("n".repeat(Operation.MAX_NAME + 1), "")).code())
        .isEqualTo("name_too_long");
  }

  private static String completion(String variable, String chosen) {
    return """
        {"jsonrpc":"2.0","id":1,"method":"completion/complete","params":
        {"ref":{"type":"ref/prompt","name":"p"},"argument":{"name":"%s","value":""},
        "context":{"arguments":{"a":"%s"}}}}"""
        .formatted(variable, chosen);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"GET", "DELETE", "OPTIONS"})
  void onlyAPostHasABody(String method) {
    for (String field : new String[] {"Content-Length: 5", "Transfer-Encoding: chunked"}) {
      RequestContext context = Requests.context(Requests.MCP, method, PING, Requests.JSON, field);

      assertThat(catchThrowableOfType(Refused.class, context::operation).denial().reason())
          .isEqualTo("unexpected_body");
    }
    assertThat(
            Requests.context(Requests.MCP, method, "", Requests.JSON, "Content-Length: 0")
                .operation()
                .id())
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "QUERY", "HEAD", "post", "Post", "get", "options", ""})
  void refusesEveryMethodThatMcpDoesNotKnow(String method) {
    assertThatThrownBy(() -> Requests.context(Requests.MCP, method, PING).operation())
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.denial().status()).isEqualTo(405);
              assertThat(refused.denial().error()).isEqualTo("method_not_allowed");
            });
    assertThat(Requests.context(Requests.MCP, method, PING).findOperation()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | invalid_json",
        "{ | invalid_json",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"ping\"} | invalid_json",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}{} | invalid_json",
        "[] | batch",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}] | batch",
        "null | not_an_object",
        "\"ping\" | not_an_object",
        "{} | not_jsonrpc",
        "{\"id\":1,\"method\":\"ping\"} | not_jsonrpc",
        "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"ping\"} | not_jsonrpc",
        "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"} | not_jsonrpc",
        "{\"jsonrpc\":\"2.0\",\"id\":1} | not_jsonrpc",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1,\"error\":{}} | not_jsonrpc",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"result\":1} | not_jsonrpc",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"error\":{}} | not_jsonrpc",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"Method\":\"ping\"} | member_spelling",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":null} | invalid_method",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\"} | invalid_method",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7} | invalid_method",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":[\"ping\"]} | invalid_method",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":[]} | invalid_params",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\",\"params\":null} | invalid_params",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\"} | missing_target",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":7}} | missing_target",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"\"}} | missing_target",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"prompts/get\",\"params\":{}} | missing_target",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{}} | missing_target",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/subscribe\",\"params\":{\"uri\":7}} | missing_target",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"resources/read\",\"params\":{\"name\":\"a\"}} | missing_target",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"completion/complete\",\"params\":{\"ref\":7}} | missing_target"
      })
  void refusesMalformedMessages(String body, String reason) {
    assertThat(refusal(body).reason()).isEqualTo(reason);
    assertThat(refusal(body).status()).isEqualTo(400);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "tools/call",
        "tools/list",
        "resources/read",
        "initialize",
        "x/y",
        "notifications"
      })
  void refusesARequestWithoutIdThatALenientServerMightExecute(String method) {
    String body =
        "{\"jsonrpc\":\"2.0\",\"method\":\""
            + method
            + "\",\"params\":{\"name\":\"pay\",\"uri\":\"u\"}}";

    assertThat(refusal(body).reason()).isEqualTo("missing_id");
  }

  @ParameterizedTest(name = "{0} is answered as {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "7 | 7",
        "-1 | -1",
        "0 | 0",
        "12345678901234567890123 | 12345678901234567890123",
        "\"a\" | \"a\"",
        "\"\" | \"\"",
        "\"\\u0061\" | \"a\"",
        "\"7\" | \"7\"",
        "\"a\\n\" | \"a\\n\""
      })
  void keepsIdsAsTheyWereAsked(String id, String answered) {
    assertThat(read(ping(id)).id()).isEqualTo(new JsonRpcId(answered));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"null", "true", "1.5", "1.0", "1e3", "[]", "{}", "[7]"})
  void refusesIdsThatAreNeitherStringNorInteger(String id) {
    assertThat(refusal(ping(id)).reason()).isEqualTo("invalid_id");
  }

  @Test
  void boundsIdsAndNames() {
    assertThat(read(ping("1".repeat(128))).id()).isNotNull();
    assertThat(read(ping("\"" + "\\u0001".repeat(128) + "\"")).id()).isNotNull();
    assertThat(refusal(ping("1".repeat(129))).reason()).isEqualTo("invalid_id");
    assertThat(refusal(ping("\"" + "x".repeat(129) + "\"")).reason()).isEqualTo("invalid_id");
    String call =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"}}";
    assertThat(read(call.formatted("n".repeat(4096))).target()).hasSize(4096);
    assertThat(refusal(call.formatted("n".repeat(4097))).reason()).isEqualTo("name_too_long");
    assertThat(refusal(ping("1").replace("ping", "p".repeat(4097))).reason())
        .isEqualTo("name_too_long");
  }

  private static String ping(String id) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}";
  }

  private static Operation read(String body) {
    return Requests.mcp(body).operation();
  }

  private static Denial refusal(String body) {
    return catchThrowableOfType(Refused.class, () -> read(body)).denial();
  }
}
