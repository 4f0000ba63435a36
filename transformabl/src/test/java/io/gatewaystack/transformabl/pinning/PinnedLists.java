package io.gatewaystack.transformabl.pinning;

import static io.gatewaystack.transformabl.pinning.Tools.rpc;
import static io.gatewaystack.transformabl.pinning.Tools.through;

import io.gatewaystack.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists of tools that are pinned in memory, a second after each other, and what was said of them.
 */
abstract class PinnedLists {
  final InMemoryPinStore store = new InMemoryPinStore();
  final List<String> concerns = new ArrayList<>();
  private final TestClock clock = TestClock.at(Tools.NOON);

  ToolPins.Builder pins() {
    return ToolPins.builder(store)
        .clock(clock)
        .listener((upstream, tool, reason) -> concerns.add(upstream + " " + tool + " " + reason));
  }

  String listed(ToolPins layer, String answer) {
    clock.advance(Duration.ofSeconds(1));
    return through(layer.before(rpc("tools/list", "{}")), answer);
  }
}
