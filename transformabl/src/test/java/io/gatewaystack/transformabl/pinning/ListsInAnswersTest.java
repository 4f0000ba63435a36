package io.gatewaystack.transformabl.pinning;

import static io.gatewaystack.transformabl.pinning.Tools.MCP;
import static io.gatewaystack.transformabl.pinning.Tools.list;
import static io.gatewaystack.transformabl.pinning.Tools.request;
import static io.gatewaystack.transformabl.pinning.Tools.rpc;
import static io.gatewaystack.transformabl.pinning.Tools.through;
import static io.gatewaystack.transformabl.pinning.Tools.tool;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.ResponseEditor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A list of tools is looked at wherever an upstream puts it. */
class ListsInAnswersTest {
  private final InMemoryPinStore store = new InMemoryPinStore();

  private ToolPins.Builder pins() {
    return ToolPins.builder(store);
  }

  private static String listed(ToolPins layer, String answer) {
    return through(layer.before(rpc("tools/list", "{}")), answer);
  }

  @Test
  void listsAreKnownByTheirShape() {
    ToolPins layer = pins().build();
    listed(layer, list(tool("a", "one")));
    Decision stream = layer.before(request(MCP, "GET", ""));
    assertThat(through(stream, list(tool("a", "two")))).doesNotContain("two");
    assertThat(through(stream, "[" + list(tool("a", "two")) + ",{\"id\":2}]"))
        .doesNotContain("two")
        .contains("{\"id\":2}");
    assertThat(through(stream, list(tool("a", "two")).replace("tools", "to\\u006fls")))
        .doesNotContain("two");
    for (String other :
        List.of(
            "{\"method\":\"notifications/x\",\"params\":{\"tools\":[{\"name\":\"a\"}]}}",
            "{\"result\":{\"tools\":{\"name\":\"a\"}}}",
            "{\"result\":[{\"tools\":[]}]}",
            "[7]",
            "{\"result\":{\"content\":[]}}")) {
      assertThat(through(stream, other)).isEqualTo(other);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "initialize",
        "ping",
        "tools/call",
        "tools/LIST",
        "resources/read",
        "prompts/get",
        "logging/setLevel",
        "server/discover",
        "notifications/x"
      })
  void listsInAnswersToOtherRequestsAreLookedAt(String method) {
    ToolPins layer = pins().build();
    listed(layer, list(tool("a", "one")));
    RequestContext request = rpc(method, "{\"name\":\"x\",\"uri\":\"x://y\"}");
    assertThat(through(layer.before(request), list(tool("a", "two"), tool("b", "one"))))
        .isEqualTo(list(tool("b", "one")));
    assertThat(through(layer.before(request), list(tool("a", "2")).replace("tools", "\\u0074ools")))
        .doesNotContain("\"a\"");
    for (String other :
        List.of(
            "{\"result\":{\"content\":[{\"text\":\"all tools \\ud83d\"}]}}",
            "not JSON",
            "{\"result\":{},\"result\":{\"\\u00e9\":1}}")) {
      assertThat(through(layer.before(request), other)).isEqualTo(other);
    }
  }

  @Test
  void aListInAnotherEncodingIsNotPassedOn() {
    Decision decision = pins().build().before(rpc("tools/call", "{\"name\":\"a\"}"));
    ResponseEditor editor = ((Decision.Proceed) decision).editor().orElseThrow();
    Message message = Message.of(list(tool("a", "one")).getBytes(UTF_16LE));
    assertThatThrownBy(() -> editor.message(message, out -> {})).isInstanceOf(InvalidJson.class);
  }

  @Test
  void aListThatIsNotStrictJsonIsNotPassedOn() {
    ToolPins layer = pins().onChange(OnChange.LABEL).build();
    assertThatThrownBy(() -> listed(layer, "{\"result\":{\"tools\":[],\"tools\":[]}}"))
        .isInstanceOf(InvalidJson.class);
  }
}
