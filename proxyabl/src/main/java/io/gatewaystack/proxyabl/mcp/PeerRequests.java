package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.section.Caller;
import io.gatewaystack.proxyabl.HeaderField;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * What one client's request becomes towards each upstream of a federation: every one has its own
 * credential, session, revision, and names.
 */
final class PeerRequests {
  private static final byte[] NO_BODY = {};
  private static final HeaderField BOTH =
      new HeaderField("Accept", "application/json, text/event-stream");

  private final List<HeaderField> base;
  private final List<HeaderField> forMessages;
  private final Caller caller;
  private final LongPredicate memory;
  private final boolean modern;

  /** Reads the request's header fields; later they may be gone. */
  PeerRequests(Backends backends, McpCall call) {
    this.base = List.copyOf(backends.headers().of(call.context()));
    this.forMessages = call.isPost() ? base : withBoth(base);
    this.caller = call.context().caller();
    this.memory = call.reply()::hold;
    this.modern = call.isModern();
  }

  /**
   * Servers refuse messages of clients that do not take both forms of answers, as streams need not.
   */
  private static List<HeaderField> withBoth(List<HeaderField> base) {
    List<HeaderField> lines = new ArrayList<>(base);
    lines.removeIf(line -> line.name().equalsIgnoreCase(BOTH.name()));
    lines.add(BOTH);
    return List.copyOf(lines);
  }

  /**
   * Whom a message is for.
   *
   * @param name what the upstream calls the thing asked for; empty when it is not called by name
   */
  record Target(McpUpstream upstream, Optional<String> name) {
    static Target of(McpUpstream upstream) {
      return new Target(upstream, Optional.empty());
    }

    static Target of(SourceNames.Owned owned) {
      return new Target(owned.upstream(), Optional.of(owned.name()));
    }
  }

  /** A message. */
  UpstreamRequest post(Target target, Membership member, byte[] body) {
    return request("POST", target, member, body);
  }

  /** The stream of a legacy session. */
  UpstreamRequest get(McpUpstream upstream, Membership member, Optional<String> lastEventId) {
    UpstreamRequest request = request("GET", Target.of(upstream), member, NO_BODY).listening();
    lastEventId.ifPresent(id -> request.headers().add(new HeaderField("Last-Event-ID", id)));
    return request;
  }

  /** The end of a legacy session. */
  UpstreamRequest delete(McpUpstream upstream, Membership member) {
    return request("DELETE", Target.of(upstream), member, NO_BODY);
  }

  private UpstreamRequest request(String method, Target target, Membership member, byte[] body) {
    List<HeaderField> lines = new ArrayList<>(base.size() + 4);
    for (HeaderField line : method.equals("POST") ? forMessages : base) {
      if (!isReplaced(line.name().toLowerCase(Locale.ROOT), target)) {
        lines.add(line);
      }
    }
    if (!modern && !member.version().isEmpty()) {
      lines.add(new HeaderField(Era.VERSION, member.version()));
    }
    if (modern && target.name().isPresent()) {
      lines.add(new HeaderField("Mcp-Name", headerValue(target.name().get())));
    }
    member.session().ifPresent(id -> lines.add(new HeaderField(UpstreamHead.SESSION, id)));
    target.upstream().credential().header().ifPresent(lines::add);
    return new UpstreamRequest(
        target.upstream(), caller, memory, method, lines, body, target.upstream().idleTimeout());
  }

  /**
   * Mirrors of the body are for modern upstreams; a legacy one might get another body with them.
   */
  private boolean isReplaced(String name, Target target) {
    return modern ? name.equals("mcp-name") && target.name().isPresent() : name.startsWith("mcp-");
  }

  /** What is unsafe in a header travels in Base64 (2026-07-28, "Header Encoding"). */
  private static String headerValue(String name) {
    boolean plain =
        name.chars().allMatch(c -> c > 0x20 && c < 0x7F) && !name.startsWith("=?base64?");
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    return plain ? name : "=?base64?" + Base64.getEncoder().encodeToString(utf8) + "?=";
  }
}
