package io.gatewaystack.transformabl.pinning;

import io.gatewaystack.transformabl.safety.Certainty;
import io.gatewaystack.transformabl.safety.SafetyLabel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Pins the tools of one list and says what becomes of each. */
final class ListJudge {
  private static final int MOST_CONCERNS = 16; // told of one list: an upstream could fill a log

  private final PinRules rules;
  private final UnaryOperator<String> upstreamOf;
  private final Instant now;
  private final Map<ListedTool, String> upstreams = new LinkedHashMap<>(); // of what can be pinned
  private final Set<ListedTool> blocked = new HashSet<>();
  private final Set<String> reasons = new TreeSet<>();
  private int told;

  ListJudge(PinRules rules, UnaryOperator<String> upstreamOf, List<ListedTool> listed) {
    this.rules = rules;
    this.upstreamOf = upstreamOf;
    this.now = rules.clock().instant();
    Map<String, Map<String, Pin>> pins = pinned(listed);
    for (ListedTool tool : listed) {
      String upstream = upstreams.get(tool);
      Pin pin = upstream == null ? null : pins.getOrDefault(upstream, Map.of()).get(tool.name());
      judge(tool, pin);
    }
  }

  /** The tools to take out. */
  Set<ListedTool> blocked() {
    return blocked;
  }

  /** What is to be known of the list. */
  Set<String> reasons() {
    return reasons;
  }

  private Map<String, Map<String, Pin>> pinned(List<ListedTool> listed) {
    Map<String, List<Sighting>> sightings = new HashMap<>();
    Set<String> names = new HashSet<>();
    for (ListedTool tool : listed) {
      ToolFingerprint fingerprint = tool.fingerprint();
      if (fingerprint != null && names.add(tool.name())) { // of two with one name, the first
        String upstream = upstreamOf.apply(tool.name());
        upstreams.put(tool, upstream);
        sightings
            .computeIfAbsent(upstream, u -> new ArrayList<>())
            .add(sighting(upstream, tool, fingerprint));
      }
    }
    Map<String, Map<String, Pin>> pins = new HashMap<>();
    sightings.forEach(
        (upstream, seen) -> pins.put(upstream, rules.store().observe(upstream, seen)));
    return pins;
  }

  /** What is unsafe in a definition is found once, when it is seen first. */
  private Sighting sighting(String upstream, ListedTool tool, ToolFingerprint fingerprint) {
    SortedMap<String, Certainty> labels =
        rules
            .store()
            .find(upstream, tool.name())
            .filter(pin -> pin.seen().value().equals(fingerprint.value()))
            .map(Pin::labels)
            .orElseGet(() -> labels(tool));
    boolean known = !fingerprint.isUnknown();
    boolean trusted = known && !rules.approveFirst();
    boolean approvable = known && rules.onChange() != OnChange.BLOCK;
    return new Sighting(tool.name(), fingerprint, labels, trusted, approvable, now);
  }

  private SortedMap<String, Certainty> labels(ListedTool tool) {
    SortedMap<String, Certainty> labels = new TreeMap<>();
    for (SafetyLabel label : rules.scanner().scan(tool.definition()).labels()) {
      labels.put(label.name(), label.certainty());
    }
    return labels;
  }

  private void judge(ListedTool tool, @Nullable Pin pin) {
    if (pin == null) {
      concern(upstreamOf.apply(tool.name()), tool.name(), ToolPins.NOT_PINNED);
      if (rules.blocks()) {
        blocked.add(tool);
      }
      return;
    }
    boolean news = pin.changedAt().equals(now);
    for (String reason : rules.reasons(pin)) {
      if (news || reason.equals(ToolPins.NOT_PINNED)) {
        concern(pin.upstream(), pin.tool(), reason);
      }
      reasons.add(reason);
    }
    if (rules.blocking(pin) != null) {
      blocked.add(tool);
    }
  }

  private void concern(String upstream, String tool, String reason) {
    reasons.add(reason);
    if (told++ < MOST_CONCERNS) {
      rules.listener().concern(upstream, tool, reason);
    }
  }
}
