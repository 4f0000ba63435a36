package io.gatewaystack.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only fields that repeat arguments can be changed, and only to what a field may hold. */
class McpParamsTest {
  private final RequestContext context =
      Requests.context(
          Requests.MCP,
          "POST",
          "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}",
          Requests.JSON,
          "Mcp-Param-To: joe",
          "Mcp-Param-Twice: a",
          "Mcp-Param-Twice: b",
          "Mcp-Name: x",
          "Authorization: Bearer t");

  @Test
  void changesOneFieldAndLeavesTheOthers() {
    RequestContext changed = context.withMcpParams(Map.of("mcp-PARAM-to", "[EMAIL] 1"));

    assertThat(changed.request().headers().all("Mcp-Param-To")).containsExactly("[EMAIL] 1");
    assertThat(changed.request().headers().first("mcp-param-to")).hasValue("[EMAIL] 1");
    assertThat(changed.request().headers().all("Authorization")).containsExactly("Bearer t");
    assertThat(changed.request().headers().names()).isEqualTo(context.request().headers().names());
    assertThat(changed.request().id()).isEqualTo(context.request().id());
    assertThat(changed.operation()).isEqualTo(context.operation());
    assertThat(context.request().headers().all("Mcp-Param-To")).isEqualTo(List.of("joe"));
  }

  @Test
  void changesAgainWhatWasChanged() {
    RequestContext twice =
        context
            .withMcpParams(Map.of("Mcp-Param-To", "a"))
            .withMcpParams(Map.of("Mcp-Param-To", "b"));
    assertThat(twice.request().headers().all("Mcp-Param-To")).containsExactly("b");
  }

  @Test
  void nothingToChangeIsTheSameContext() {
    assertThat(context.withMcpParams(Map.of())).isSameAs(context);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "Mcp-Name",
        "Mcp-Param",
        "X-Mcp-Param-To",
        "Mcp-Param-Absent",
        ""
      })
  void refusesFieldsThatAreNotSuch(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> context.withMcpParams(Map.of(name, "x")))
        .withMessage("header: " + name + " (expected: an Mcp-Param-* that was sent once)");
  }

  @Test
  void refusesAFieldThatWasSentTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> context.withMcpParams(Map.of("Mcp-Param-Twice", "x")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX: y", "a\nb", "\0", " a", "a ", "\u00e9", "\u007f"})
  void refusesValuesThatNoFieldMayHave(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> context.withMcpParams(Map.of("Mcp-Param-To", value)))
        .withMessage("Mcp-Param-To: (expected: visible ASCII and inner spaces)");
  }
}
