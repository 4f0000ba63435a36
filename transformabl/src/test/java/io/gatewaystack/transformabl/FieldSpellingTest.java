package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.transformabl.text.Spelling;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldSpellingTest {
  private static final FieldSpelling QUERY = FieldSpelling.of("/params/arguments/query", "/q");

  private static String after(FieldSpelling layer, Route route, String json) {
    return Requests.text(layer.before(Requests.post(route, json)).context());
  }

  private static String call(String query) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"ｆind\","
        + "\"arguments\":{\"query\":\"%s\",\"note\":\"ｘ\"}}}".formatted(query);
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ｄｅｌｅｔｅ | delete",
        "de\u200Blete | delete",
        "de\u00ADle\u2060te | delete",
        "a\u00A0\u2003 b | a b",
        "`  a  b  ` | a b",
        "a ~  b | a~b",
        "e\u0301 | é",
        "ﬁle | file",
        "plain | plain",
        "日本 | 日本"
      })
  void hasOneSpellingForWhatLooksTheSame(String text, String spelled) {
    assertThat(Spelling.canonical(text.replace('~', '\n'))).isEqualTo(spelled.replace('~', '\n'));
  }

  @Test
  void spellingTwiceChangesNothing() {
    SplittableRandom random = new SplittableRandom(11);
    for (int round = 0; round < 20_000; round++) {
      StringBuilder some = new StringBuilder();
      for (int i = random.nextInt(6); i >= 0; i--) {
        int c =
            random.nextInt(4) == 0
                ? " \n\t\u200B\u0301a".charAt(random.nextInt(6))
                : random.nextInt(0x20, 0x3100);
        some.appendCodePoint(c);
      }
      String once = Spelling.canonical(some.toString());
      assertThat(Spelling.canonical(once)).isEqualTo(once);
    }
  }

  @Test
  void changesTheChosenFieldsAndNothingElse() {
    assertThat(after(QUERY, Requests.MCP, call("ｄrop  table"))).isEqualTo(call("drop table"));
    assertThat(after(QUERY, Route.HTTP, "{\"q\":[\"ａ\",{\"b\":\"ｃ\"},7], \"r\": \"ｄ\"}"))
        .isEqualTo("{\"q\":[\"a\",{\"b\":\"c\"},7], \"r\": \"ｄ\"}");
  }

  @Test
  void passesWhatNeedsNoChangeAsItIs() {
    RequestContext context = Requests.post(Requests.MCP, call("drop table"));
    assertThat(QUERY.before(context).context()).isSameAs(context);
    RequestContext empty = Requests.post(Requests.TOOL, "");
    assertThat(QUERY.before(empty).context()).isSameAs(empty);
    RequestContext text =
        Requests.request(
            "POST",
            Route.HTTP,
            Map.of("Content-Type", "text/plain"),
            () -> "ａ".getBytes(StandardCharsets.UTF_8));
    assertThat(QUERY.before(text).context()).isSameAs(text);
  }

  @Test
  void neverChangesWhatARequestIs() {
    FieldSpelling all = FieldSpelling.of("/params", "/method");
    assertThat(after(all, Requests.MCP, call("x")))
        .contains("\"name\":\"ｆind\"")
        .contains("\"note\":\"x\"");
  }

  @Test
  void changesHeadersThatRepeatAnArgument() {
    byte[] body = call("de\u200Blete").getBytes(StandardCharsets.UTF_8);
    String mirror = "=?base64?ZGXigItsZXRl?=";
    RequestContext context = Requests.post(Requests.MCP, body, Map.of("Mcp-Param-Query", mirror));
    Decision decision = QUERY.before(context);
    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    assertThat(decision.context().request().headers().all("Mcp-Param-Query"))
        .containsExactly("delete");
  }

  @Test
  void refusesHeadersThatRepeatWhatCannotBeTold() {
    byte[] body = call("de\u200Blete").getBytes(StandardCharsets.UTF_8);
    RequestContext context =
        Requests.post(Requests.MCP, body, Map.of("Mcp-Param-Query", "=?base64?4oCLeA==?="));
    Decision decision = QUERY.before(context);
    assertThat(((Decision.Deny) decision).denial().code()).isEqualTo("header_mismatch");
  }

  @Test
  void refusesFieldsThatAreNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(FieldSpelling::of)
        .withMessage("fields: none (expected: at least one)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FieldSpelling.of("query"))
        .withMessageStartingWith("fields: query (expected: a JSON Pointer");
  }
}
