package io.gatewaystack.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Routing fields that MCP 2026-07-28 repeats in headers. */
class HeaderMirrorTest {
  private static final String CALL = call("pay");

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Mcp-Method: tools/call",
        "mcp-method: tools/call",
        "Mcp-Name: pay",
        "MCP-NAME: =?base64?cGF5?="
      })
  void acceptsHeadersThatSayWhatTheBodySays(String header) {
    assertThat(read(CALL, header).target()).isEqualTo("pay");
  }

  @Test
  void decodesNamesThatAreUnsafeInAHeader() {
    for (String name : new String[] {"größe", " padded ", "漢字", "a\\nb"}) {
      String text = name.replace("\\n", "\n");
      assertThat(read(call(name), "Mcp-Name: " + encoded(text)).target()).isEqualTo(text);
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Mcp-Method: tools/list",
        "Mcp-Method: Tools/Call",
        "Mcp-Method: ",
        "Mcp-Name: steal",
        "Mcp-Name: PAY",
        "Mcp-Name: pay ",
        "Mcp-Name: pay,steal",
        "Mcp-Name: =?base64?c3RlYWw=?=",
        "Mcp-Name: =?base64?cGF5",
        "Mcp-Name: =?BASE64?cGF5?=",
        "Mcp-Name: =?base64?cGF5=?=",
        "Mcp-Name: =?base64?cG F5?=",
        "Mcp-Name: =?base64?!!!!?=",
        "Mcp-Name: =?base64??="
      })
  void refusesHeadersThatSaySomethingElse(String header) {
    Denial denial = refusal(CALL, header);

    assertThat(denial.status()).isEqualTo(400);
    assertThat(denial.rpcCode()).isEqualTo(-32020);
    assertThat(denial.code()).isEqualTo("header_mismatch");
    assertThat(denial.members()).containsEntry("header", header.substring(0, header.indexOf(':')));
  }

  @Test
  void refusesASecondSpellingOfOneEncodedName() {
    String unpadded = "Mcp-Name: =?base64?cGE?=";
    String strayBits = "Mcp-Name: =?base64?cGF=?=";

    assertThat(read(call("pa"), "Mcp-Name: =?base64?cGE=?=").target()).isEqualTo("pa");
    assertThat(refusal(call("pa"), unpadded).code()).isEqualTo("header_mismatch");
    assertThat(refusal(call("pa"), strayBits).code()).isEqualTo("header_mismatch");
  }

  @Test
  void refusesATargetThatOnlyLooksEncoded() {
    String name = "=?base64?cGF5?=";

    assertThat(refusal(call(name), "Mcp-Name: " + name).code()).isEqualTo("header_mismatch");
    assertThat(read(call(name), "Mcp-Name: " + encoded(name)).target()).isEqualTo(name);
  }

  @Test
  void refusesAHeaderSentTwiceEvenWhenOneOfThemFits() {
    assertThat(refusal(CALL, "Mcp-Name: pay", "Mcp-Name: steal").code())
        .isEqualTo("header_mismatch");
    assertThat(refusal(CALL, "Mcp-Method: tools/call", "mcp-method: tools/call").code())
        .isEqualTo("header_mismatch");
  }

  @Test
  void comparesTheMethodOfNotificationsAndRefusesOneOfResponses() {
    String notification = "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}";
    String response = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}";

    assertThat(read(notification, "Mcp-Method: notifications/x").id()).isNull();
    assertThat(refusal(notification, "Mcp-Method: tools/call").code()).isEqualTo("header_mismatch");
    assertThat(refusal(response, "Mcp-Method: tools/call").code()).isEqualTo("header_mismatch");
    assertThat(read(response).kind()).isEqualTo(Operation.Kind.MCP_RESPONSE);
  }

  @Test
  void leavesAloneWhatTheSpecificationDoesNotMirror() {
    String complete =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"completion/complete\","
            + "\"params\":{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"p\"}}}";

    assertThat(read(complete, "Mcp-Name: other").target()).isEqualTo("p");
    assertThat(read(CALL, "Mcp-Param-Region: eu").target()).isEqualTo("pay");
  }

  private static String encoded(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return "=?base64?" + Base64.getEncoder().encodeToString(utf8) + "?=";
  }

  private static String call(String tool) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\""
        + tool
        + "\"}}";
  }

  private static Operation read(String body, String... headers) {
    String[] all = new String[headers.length + 1];
    all[0] = Requests.JSON;
    System.arraycopy(headers, 0, all, 1, headers.length);
    return Requests.context(Requests.MCP, "POST", body, all).operation();
  }

  private static Denial refusal(String body, String... headers) {
    return catchThrowableOfType(Refused.class, () -> read(body, headers)).denial();
  }
}
