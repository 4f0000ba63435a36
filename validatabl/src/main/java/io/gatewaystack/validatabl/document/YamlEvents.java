package io.gatewaystack.validatabl.document;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What stands in a YAML document before it becomes values. A parser of values forgets the anchor of
 * a scalar and the tag of a key, and takes {@code !!str rules:} for {@code rules:}.
 */
final class YamlEvents {
  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build(); // bytes were counted

  private YamlEvents() {}

  /**
   * Refuses aliases, anchors and tags; what is no YAML, or too deep, is left to the parser of
   * values.
   */
  static void refuseIndirection(String yaml, int maxDepth) throws Unreadable {
    int depth = 0;
    try {
      for (Event event : new Parse(SETTINGS).parseString(yaml)) {
        refuse(event);
        depth +=
            event instanceof CollectionStartEvent
                ? 1
                : event instanceof CollectionEndEvent ? -1 : 0;
        if (depth > maxDepth + 1) {
          return;
        }
      }
    } catch (YamlEngineException e) {
      // the parser of values says it in its words
    }
  }

  private static void refuse(Event event) throws Unreadable {
    Optional<Anchor> anchor = event instanceof NodeEvent node ? node.getAnchor() : Optional.empty();
    if (anchor.isPresent() || event instanceof AliasEvent) {
      throw new Unreadable(
          line(event), "an alias or anchor (expected: everything where it counts)");
    }
    Optional<String> tag =
        event instanceof ScalarEvent scalar
            ? scalar.getTag()
            : event instanceof CollectionStartEvent start ? start.getTag() : Optional.empty();
    if (tag.isPresent()) {
      throw new Unreadable(line(event), "a tag (expected: plain values)");
    }
  }

  private static int line(Event event) {
    return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
  }
}
