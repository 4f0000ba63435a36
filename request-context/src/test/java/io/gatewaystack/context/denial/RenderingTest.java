package io.gatewaystack.context.denial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.denial.Rendering.Form;
import io.gatewaystack.context.denial.Rendering.Target;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.JsonRpcId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RenderingTest {
  private static final JsonRpcId ID = JsonRpcId.ofString("call-7");
  private static final Denial POLICY =
      Denial.of(403, "policy_denied", 40302, "This tool may not be called")
          .withCode("rule_7")
          .withMember("needed", List.of("a", "b"))
          .withMember("more", Map.of("n", 1));

  @Test
  void answersPlainHttpWithOneEnvelope() {
    Rendering answer = Rendering.of(POLICY, target(Form.HTTP, ID));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.headers())
        .containsOnly(
            Map.entry("Content-Type", "application/json"), Map.entry("Cache-Control", "no-store"));
    assertThat(text(answer))
        .isEqualTo(
            "{\"error\":\"policy_denied\",\"error_description\":\"This tool may not be called\","
                + "\"code\":\"rule_7\",\"request_id\":\"req-1\",\"needed\":[\"a\",\"b\"],"
                + "\"more\":{\"n\":1}}");
  }

  @Test
  void tellsTheMethodsThatAreAcceptedInTheirHeaderField() {
    Denial denial = Denial.methodNotAllowed(List.of("GET", "POST"));

    Rendering answer = Rendering.of(denial, target(Form.HTTP, null));

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.headers()).containsEntry("Allow", "GET, POST");
    assertThat(text(answer))
        .isEqualTo(
            "{\"error\":\"method_not_allowed\","
                + "\"error_description\":\"This method is not accepted here\","
                + "\"request_id\":\"req-1\"}");
    assertThat(Rendering.of(POLICY, target(Form.HTTP, ID)).headers()).doesNotContainKey("Allow");
  }

  @Test
  void leavesOutACodeThatDoesNotExist() {
    Denial plain = Denial.payloadTooLarge();

    assertThat(json(Rendering.of(plain, target(Form.HTTP, null))).has("code")).isFalse();
  }

  @ParameterizedTest(name = "{0} in {1} answers {2}")
  @CsvSource({
    "KEEP_STATUS, HTTP, 403",
    "ERROR, HTTP, 403",
    "TOOL_RESULT, HTTP, 403",
    "KEEP_STATUS, JSON_RPC, 403",
    "ERROR, JSON_RPC, 200",
    "TOOL_RESULT, JSON_RPC, 200",
    "KEEP_STATUS, JSON_RPC_EVENT, 403",
    "ERROR, JSON_RPC_EVENT, 200",
    "TOOL_RESULT, JSON_RPC_EVENT, 200",
  })
  void choosesTheStatusByStyleAndForm(RpcStyle style, Form form, int status) {
    assertThat(Rendering.of(POLICY.withRpc(style), target(form, ID)).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @EnumSource(RpcStyle.class)
  void keepsTheStatusWhenThereIsNoIdToAnswer(RpcStyle style) {
    for (Form form : Form.values()) {
      assertThat(Rendering.of(POLICY.withRpc(style), target(form, null)).status()).isEqualTo(403);
    }
  }

  @Test
  void answersJsonRpcWithAnErrorThatCarriesTheCallersId() {
    Rendering answer = Rendering.of(POLICY.withRpc(RpcStyle.ERROR), target(Form.JSON_RPC, ID));

    assertThat(answer.headers()).containsEntry("Content-Type", "application/json");
    assertThat(text(answer))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":\"call-7\",\"error\":{\"code\":40302,"
                + "\"message\":\"This tool may not be called\",\"data\":{\"error\":\"policy_denied\","
                + "\"code\":\"rule_7\",\"request_id\":\"req-1\",\"needed\":[\"a\",\"b\"],"
                + "\"more\":{\"n\":1}}}}");
  }

  @Test
  void tellsTheDescriptionInTheDataWhereAProtocolFixesTheMessage() {
    Denial denial =
        Denial.of(403, "service_not_enabled", -32000, "Service 'a' is not enabled")
            .withRpc(RpcStyle.ERROR)
            .withRpcMessage("Access Denied");

    assertThat(text(Rendering.of(denial, target(Form.JSON_RPC, JsonRpcId.ofNumber("1")))))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32000,"
                + "\"message\":\"Access Denied\",\"data\":{\"error\":\"service_not_enabled\","
                + "\"error_description\":\"Service 'a' is not enabled\",\"request_id\":\"req-1\"}}}");
    assertThat(text(Rendering.of(denial, target(Form.HTTP, null))))
        .contains("\"error_description\":\"Service 'a' is not enabled\"")
        .doesNotContain("Access Denied");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"7", "-1", "0", "123456789012345678901234567890"})
  void writesNumericIdsAsTheyWereSent(String id) {
    Rendering answer = Rendering.of(POLICY, target(Form.JSON_RPC, JsonRpcId.ofNumber(id)));

    assertThat(text(answer)).startsWith("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",");
  }

  @ParameterizedTest
  @EnumSource(RpcStyle.class)
  void writesNullForAnIdThatWasNotRead(RpcStyle style) {
    Rendering answer = Rendering.of(POLICY.withRpc(style), target(Form.JSON_RPC, null));

    assertThat(json(answer).path("id").isNull()).isTrue();
    assertThat(json(answer).has("error")).isTrue();
    assertThat(json(answer).has("result")).isFalse();
  }

  @Test
  void answersAModelsMistakeWithAToolResult() {
    Denial schema =
        Denial.of(400, "invalid_arguments", -32602, "amount must be a number")
            .withRpc(RpcStyle.TOOL_RESULT)
            .withMember("path", "/amount");

    assertThat(text(Rendering.of(schema, target(Form.JSON_RPC, JsonRpcId.ofNumber("1")))))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{\"resultType\":\"complete\","
                + "\"content\":[{\"type\":\"text\",\"text\":\"amount must be a number\"}],"
                + "\"isError\":true,\"_meta\":{\"io.gatewaystack/refusal\":"
                + "{\"error\":\"invalid_arguments\",\"request_id\":\"req-1\",\"path\":\"/amount\"}}}}");
  }

  @ParameterizedTest
  @EnumSource(RpcStyle.class)
  void sendsOneEventToAClientThatAcceptsOnlyEvents(RpcStyle style) {
    Denial multiline = POLICY.withRpc(style).withMember("text", "a\r\nb\n\ndata: forged");

    Rendering event = Rendering.of(multiline, target(Form.JSON_RPC_EVENT, ID));
    Rendering plain = Rendering.of(multiline, target(Form.JSON_RPC, ID));

    assertThat(event.headers()).containsEntry("Content-Type", "text/event-stream");
    assertThat(text(event)).isEqualTo("event: message\ndata: " + text(plain) + "\n\n");
    assertThat(text(plain)).doesNotContain("\n", "\r");
  }

  @Test
  void membersCannotReplaceFixedFields() {
    Denial denial = Denial.of(403, "policy_denied", 40302, "No");
    for (String name : List.of("error", "error_description", "code", "request_id")) {
      denial = denial.withMember(name, "forged");
    }
    Denial forged = denial.withMember("own", 1);

    for (Form form : Form.values()) {
      assertThat(text(Rendering.of(forged, target(form, ID))))
          .doesNotContain("forged")
          .contains("own");
    }
    assertThat(new String(Rendering.rpcError(forged, "req-1", ID), UTF_8)).doesNotContain("forged");
  }

  @ParameterizedTest(name = "retry_after {0} is sent as {1}")
  @CsvSource({"17, 17", "1, 1", "0, 1", "-5, 1", "86400, 86400"})
  void retryAfterIsAtLeastOneSecond(long seconds, String sent) {
    Denial denial =
        Denial.of(429, "limit_exceeded", 42901, "Too many requests")
            .withMember(Denial.RETRY_AFTER, seconds);

    for (Form form : Form.values()) {
      assertThat(Rendering.of(denial, target(form, ID)).headers())
          .containsEntry("Retry-After", sent);
    }
  }

  @Test
  void thereIsNoRetryAfterUnlessTheDenialSaysSo() {
    assertThat(Rendering.of(POLICY, target(Form.HTTP, ID)).headers())
        .doesNotContainKey("Retry-After");
    assertThat(
            Rendering.of(POLICY.withMember(Denial.RETRY_AFTER, "1\r\nX: y"), target(Form.HTTP, ID))
                .headers())
        .doesNotContainKey("Retry-After");
  }

  @Test
  void challengesInEveryFormNamingTheMetadata() {
    Denial denial =
        Denial.of(401, "unauthorized", -32001, "A credential is needed")
            .withChallenge(Challenge.missing(List.of("mcp:read")));

    for (Form form : Form.values()) {
      assertThat(Rendering.of(denial, target(form, null)).headers())
          .containsEntry(
              "WWW-Authenticate",
              "Bearer realm=\"mcp\", resource_metadata=\"https://gw.example/prm\", scope=\"mcp:read\"");
    }
  }

  @Test
  void tellsARefusalInsideARunningStreamAsAnErrorWhateverItsStyle() {
    for (RpcStyle style : RpcStyle.values()) {
      JsonNode error =
          JsonDocument.parse(Rendering.rpcError(POLICY.withRpc(style), "req-1", ID)).tree();

      assertThat(error.path("id").stringValue()).isEqualTo("call-7");
      assertThat(error.path("error").path("code").intValue()).isEqualTo(40302);
      assertThat(error.path("error").path("data").path("request_id").stringValue())
          .isEqualTo("req-1");
    }
  }

  @Test
  void writesUtf8() {
    Denial denial = Denial.of(400, "invalid_arguments", -32602, "größer als 10 €");

    assertThat(
            json(Rendering.of(denial, target(Form.HTTP, null)))
                .path("error_description")
                .stringValue())
        .isEqualTo("größer als 10 €");
  }

  private static Target target(Form form, JsonRpcId id) {
    return new Target(form, "req-1", id, "https://gw.example/prm");
  }

  private static String text(Rendering answer) {
    return new String(answer.body(), UTF_8);
  }

  private static JsonNode json(Rendering answer) {
    return JsonDocument.parse(answer.body()).tree();
  }
}
