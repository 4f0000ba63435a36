package io.gatewaystack.transformabl.pinning;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Operation;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.RpcStyle;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.transformabl.safety.SafetyScanner;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The layer that pins tool definitions on MCP routes: it looks at every list of tools that comes
 * back, in an answer to whatever request, and at every call of a tool.
 *
 * <pre>{@code
 * Layer pins = ToolPins.builder(FilePinStore.open(path)).onChange(OnChange.REAPPROVE).build();
 * }</pre>
 *
 * <p>A tool is known by its name within its upstream. The first time it is listed its definition is
 * pinned, and by that approved unless {@link Builder#approveFirst} says otherwise. Later
 * definitions are compared with it. Reasons to do something about a tool are
 *
 * <ul>
 *   <li>{@code tool_definition_changed}: its definition is not the approved one;
 *   <li>{@code tool_not_approved}: none was approved yet;
 *   <li>{@code tool_not_pinned}: there is no room for it, its definition or its name is too large,
 *       or it stands in the list twice;
 *   <li>{@code tool_definition_unsafe}: {@link SafetyScanner} gives its definition a label.
 * </ul>
 *
 * <p>They are labels of {@link Content}; a call refused for one is {@code content_blocked} with
 * that code. A tool that is called without ever having been listed passes, since there is nothing
 * to compare; not where a first sight has to be approved, or where there is no room for another.
 *
 * <p>Where tools are blocked they are taken out of lists; everything else in a list stays as it was
 * written. A list that is not strict JSON is refused (502). Immutable and safe for use by several
 * threads.
 */
public final class ToolPins implements Layer {
  static final String CHANGED = "tool_definition_changed";
  static final String NOT_APPROVED = "tool_not_approved";
  static final String NOT_PINNED = "tool_not_pinned";
  static final String UNSAFE = "tool_definition_unsafe";

  private static final int RISK = 50; // as much as any safety label
  private static final Logger LOG = LoggerFactory.getLogger(ToolPins.class);

  private final PinRules rules;
  private final BiFunction<RequestContext, String, String> upstream;

  private ToolPins(PinRules rules, BiFunction<RequestContext, String, String> upstream) {
    this.rules = rules;
    this.upstream = upstream;
  }

  /** A layer that blocks changed tools until their owner approves the change. */
  public static Builder builder(PinStore store) {
    return new Builder(Objects.requireNonNull(store, "store"));
  }

  @Override
  public String name() {
    return "pins";
  }

  @Override
  public Decision before(RequestContext context) {
    if (context.route().protocol() != Route.Protocol.MCP) {
      return Decision.proceed(context);
    }
    Operation operation = context.operation();
    String tool = operation.kind() == Operation.Kind.MCP_TOOL_CALL ? operation.target() : null;
    Decision decision = tool == null ? Decision.proceed(context) : called(context, tool);
    return decision instanceof Decision.Proceed proceed // what answers a call may hold a list, too
        ? proceed.editing(new ToolListEditor(rules, name -> upstream.apply(context, name)))
        : decision;
  }

  private Decision called(RequestContext context, String tool) {
    String from = upstream.apply(context, tool);
    Pin pin = rules.store().find(from, tool).orElse(null);
    if (pin != null) {
      return judged(context, rules.reasons(pin), rules.blocking(pin));
    }
    String reason = rules.unpinned(from, tool);
    return reason == null
        ? Decision.proceed(context)
        : judged(context, Set.of(reason), rules.blocks() ? reason : null);
  }

  private static Decision judged(
      RequestContext context, Set<String> reasons, @Nullable String blocking) {
    if (reasons.isEmpty()) {
      return Decision.proceed(context);
    }
    RequestContext labelled = context.merge(content(reasons));
    return blocking == null
        ? Decision.proceed(labelled)
        : Decision.deny(labelled, refused(reasons, blocking));
  }

  static Content content(Set<String> reasons) {
    return new Content(reasons, RISK, new TreeMap<>(), false, null);
  }

  private static Denial refused(Set<String> reasons, String blocking) {
    return Denial.of(403, "content_blocked", 40303, "The definition of the tool is not approved")
        .withCode(blocking)
        .withRpc(RpcStyle.ERROR)
        .withMember("labels", List.copyOf(reasons));
  }

  private static void log(String upstream, String tool, String reason) {
    boolean plain = tool.length() <= 128 && tool.chars().allMatch(ToolPins::isPlain);
    LOG.warn("{}: tool {} of {}", reason, plain ? tool : "(unprintable)", upstream);
  }

  private static boolean isPlain(int c) {
    return Character.isLetterOrDigit(c) && c < 0x80 || "_-./".indexOf(c) >= 0;
  }

  /** Collects settings; not safe for use by several threads. */
  public static final class Builder {
    private final PinStore store;
    private OnChange onChange = OnChange.REAPPROVE;
    private boolean approveFirst;
    private boolean blockUnsafe;
    private int maxDefinitionBytes = 65_536;
    private SafetyScanner scanner = SafetyScanner.standard();
    private PinListener listener = ToolPins::log;
    private InstantSource clock = InstantSource.system();
    private BiFunction<RequestContext, String, String> upstream =
        (context, tool) -> context.route().prefix();

    private Builder(PinStore store) {
      this.store = store;
    }

    /** Sets what becomes of changed tools. Default: {@link OnChange#REAPPROVE}. */
    public Builder onChange(OnChange value) {
      onChange = Objects.requireNonNull(value, "onChange");
      return this;
    }

    /** Trusts no first sight: a new tool is blocked until its owner approves it. Default: off. */
    public Builder approveFirst() {
      approveFirst = true;
      return this;
    }

    /**
     * Blocks tools with something clearly unsafe in their definitions, until their owner approves
     * them all the same. Default: they are labelled.
     */
    public Builder blockUnsafe() {
      blockUnsafe = true;
      return this;
    }

    /** Sets how large the definition of a tool may be, at least 1 byte. Default: 65 536. */
    public Builder maxDefinitionBytes(int bytes) {
      maxDefinitionBytes = bytes;
      return this;
    }

    /** Sets what looks for unsafe text in definitions. */
    public Builder scanner(SafetyScanner value) {
      scanner = Objects.requireNonNull(value, "scanner");
      return this;
    }

    /** Sets who hears of tools that somebody should look at. Default: the log. */
    public Builder listener(PinListener value) {
      listener = Objects.requireNonNull(value, "listener");
      return this;
    }

    /** Sets the clock that dates pins. */
    public Builder clock(InstantSource value) {
      clock = Objects.requireNonNull(value, "clock");
      return this;
    }

    /**
     * Sets what names the upstream a tool comes from. Default: the prefix of the route, which tells
     * upstreams apart where each has a route, or their tools have different names.
     *
     * @param value takes the request and the tool's name; never null
     */
    public Builder upstream(BiFunction<RequestContext, String, String> value) {
      upstream = Objects.requireNonNull(value, "upstream");
      return this;
    }

    /**
     * The layer.
     *
     * @throws IllegalArgumentException when settings are out of range or contradict each other
     */
    public ToolPins build() {
      if (maxDefinitionBytes < 1) {
        throw new IllegalArgumentException(
            "maxDefinitionBytes: " + maxDefinitionBytes + " (expected: > 0)");
      }
      if (approveFirst && onChange != OnChange.REAPPROVE) {
        throw new IllegalArgumentException("approveFirst: (expected: onChange REAPPROVE)");
      }
      PinRules rules =
          new PinRules(
              store,
              onChange,
              approveFirst,
              blockUnsafe,
              maxDefinitionBytes,
              scanner,
              listener,
              clock);
      return new ToolPins(rules, upstream);
    }
  }
}
