package io.gatewaystack.transformabl.pinning;

import io.gatewaystack.transformabl.safety.Certainty;
import io.gatewaystack.transformabl.safety.SafetyScanner;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The settings of a {@link ToolPins}, and what they say of a pin. */
record PinRules(
    PinStore store,
    OnChange onChange,
    boolean approveFirst,
    boolean blockUnsafe,
    int maxDefinitionBytes,
    SafetyScanner scanner,
    PinListener listener,
    InstantSource clock) {

  /** Everything somebody should know of a tool. */
  Set<String> reasons(Pin pin) {
    Set<String> reasons = new TreeSet<>();
    if (!pin.isApproved()) {
      reasons.add(notApproved(pin));
    }
    if (!pin.labels().isEmpty()) {
      reasons.add(ToolPins.UNSAFE);
    }
    return reasons;
  }

  /** Why a tool is blocked; null when it is not. */
  @Nullable String blocking(Pin pin) {
    if (!pin.isApproved() && blocks()) {
      return notApproved(pin);
    }
    boolean unsafe = pin.labels().containsValue(Certainty.CLEAR) && !pin.reviewed();
    return unsafe && blockUnsafe ? ToolPins.UNSAFE : null;
  }

  private static String notApproved(Pin pin) {
    if (pin.seen().isUnknown()) {
      return ToolPins.NOT_PINNED;
    }
    return pin.approved() == null ? ToolPins.NOT_APPROVED : ToolPins.CHANGED;
  }

  /** What speaks against a tool of which there is no pin; null when nothing does. */
  @Nullable String unpinned(String upstream, String tool) {
    if (!ListedTool.mayBePinned(tool) || store.isFull(upstream)) {
      return ToolPins.NOT_PINNED; // it may have been listed, and changed since
    }
    return approveFirst ? ToolPins.NOT_APPROVED : null;
  }

  /** Whether tools are blocked that are not known to be what was approved. */
  boolean blocks() {
    return onChange != OnChange.LABEL;
  }
}
