package io.gatewaystack.transformabl.pinning;

import static io.gatewaystack.transformabl.pinning.Tools.call;
import static io.gatewaystack.transformabl.pinning.Tools.labels;
import static io.gatewaystack.transformabl.pinning.Tools.list;
import static io.gatewaystack.transformabl.pinning.Tools.tool;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A tool that cannot be pinned is neither listed nor called where changed tools are blocked. */
class UnpinnableToolsTest extends PinnedLists {
  private static void refuses(ToolPins layer, String tool, String code) {
    Decision decision = layer.before(call(tool));
    assertThat(decision).as(tool).isInstanceOf(Decision.Deny.class);
    assertThat(((Decision.Deny) decision).denial().code()).isEqualTo(code);
    assertThat(labels(decision)).containsExactly(code);
  }

  @Test
  void callsOfAToolThatHasBecomeTooLargeAreRefusedUntilItIsWhatItWas() {
    ToolPins layer = pins().maxDefinitionBytes(150).build();
    listed(layer, list(tool("a", "one")));
    assertThat(listed(layer, list(tool("a", "x".repeat(200))))).doesNotContain("xx");
    refuses(layer, "a", "tool_not_pinned");
    assertThat(store.pending()).isEmpty();
    listed(layer, list(tool("a", "two")));
    refuses(layer, "a", "tool_definition_changed");
    listed(layer, list(tool("a", "one")));
    assertThat(layer.before(call("a"))).isInstanceOf(Decision.Proceed.class);
    ToolPins labelling = pins().maxDefinitionBytes(150).onChange(OnChange.LABEL).build();
    listed(labelling, list(tool("a", "x".repeat(200))));
    Decision labelled = labelling.before(call("a"));
    assertThat(labelled).isInstanceOf(Decision.Proceed.class);
    assertThat(labels(labelled)).containsExactly("tool_not_pinned");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LABEL")
  void callsOfAToolThatWasAlwaysTooLargeAreRefusedUntilItIsNot(OnChange onChange) {
    ToolPins layer = pins().maxDefinitionBytes(150).onChange(onChange).build();
    listed(layer, list(tool("a", "x".repeat(200))));
    listed(layer, list(tool("a", "y".repeat(200))));
    refuses(layer, "a", "tool_not_pinned");
    assertThat(store.pending()).isEmpty();
    assertThat(store.approve("/mcp", "a", ToolFingerprint.UNKNOWN.value())).isFalse();
    assertThat(concerns).hasSize(2);
    listed(layer, list(tool("a", "one")));
    assertThat(layer.before(call("a"))).as("seen first").isInstanceOf(Decision.Proceed.class);
  }

  @Test
  void callsOfToolsThereIsNoRoomForAreRefused() {
    ToolPins layer = ToolPins.builder(new InMemoryPinStore(new PinLimits(1, 1))).build();
    assertThat(layer.before(call("b"))).isInstanceOf(Decision.Proceed.class);
    listed(layer, list(tool("a", "one"), tool("b", "one")));
    assertThat(layer.before(call("a"))).isInstanceOf(Decision.Proceed.class);
    refuses(layer, "b", "tool_not_pinned");
    ToolPins others =
        ToolPins.builder(new InMemoryPinStore(new PinLimits(1, 2)))
            .upstream((context, tool) -> tool)
            .build();
    listed(others, list(tool("a", "one"), tool("b", "one")));
    assertThat(others.before(call("a"))).isInstanceOf(Decision.Proceed.class);
    refuses(others, "b", "tool_not_pinned");
    ToolPins labelling =
        ToolPins.builder(new InMemoryPinStore(new PinLimits(1, 1)))
            .onChange(OnChange.LABEL)
            .build();
    listed(labelling, list(tool("a", "one")));
    assertThat(labels(labelling.before(call("b")))).containsExactly("tool_not_pinned");
    assertThat(labelling.before(call("b"))).isInstanceOf(Decision.Proceed.class);
  }

  @Test
  void callsOfToolsWhoseNameIsTooLongAreRefused() {
    ToolPins layer = pins().build();
    refuses(layer, "n".repeat(257), "tool_not_pinned");
    assertThat(layer.before(call("n".repeat(256)))).isInstanceOf(Decision.Proceed.class);
  }

  @Test
  void whereAFirstSightMustBeApprovedWhatWasNeverListedIsRefused() {
    ToolPins layer = pins().approveFirst().build();
    refuses(layer, "never_listed", "tool_not_approved");
  }

  @Test
  void whatCannotBePinnedIsTreatedAsChanged() {
    String nameless = "{\"description\":\"x\"}";
    String large = tool("large", "x".repeat(200));
    String longName = tool("n".repeat(257), "x");
    String answer = list(tool("a", "one"), nameless, large, "17", longName);
    assertThat(listed(pins().maxDefinitionBytes(150).build(), answer))
        .isEqualTo(list(tool("a", "one")));
    assertThat(listed(pins().maxDefinitionBytes(150).onChange(OnChange.LABEL).build(), answer))
        .isEqualTo(answer);
    assertThat(concerns).contains("/mcp large tool_not_pinned", "/mcp  tool_not_pinned");
  }

  @Test
  void toolsThereIsNoRoomForAreTreatedAsChanged() {
    PinStore small = new InMemoryPinStore(new PinLimits(1, 1));
    ToolPins layer = ToolPins.builder(small).build();
    assertThat(listed(layer, list(tool("a", "one"), tool("b", "one"))))
        .isEqualTo(list(tool("a", "one")));
  }
}
