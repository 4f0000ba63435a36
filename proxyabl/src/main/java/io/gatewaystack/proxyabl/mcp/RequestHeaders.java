package io.gatewaystack.proxyabl.mcp;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Trace;
import io.gatewaystack.proxyabl.HeaderField;
import io.gatewaystack.proxyabl.IdentityHeaders;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What an upstream is told in header fields: of the client's own what MCP defines and a few
 * harmless ones, then ours. Everything else stays here, the caller's credentials above all.
 */
final class RequestHeaders {
  private static final Set<String> PASSED = Set.of("accept", "accept-language", "user-agent");
  private static final Set<String> NEVER_PASSED =
      Set.of("authorization", "cookie", "cookie2", "origin");

  private final IdentityHeaders identity;
  private final Set<String> more;

  RequestHeaders(IdentityHeaders identity, Collection<String> more) {
    this.identity = identity;
    Set<String> told =
        identity.fields().keySet().stream().map(RequestHeaders::lower).collect(toUnmodifiableSet());
    this.more = more.stream().map(RequestHeaders::lower).collect(toUnmodifiableSet());
    for (String name : this.more) {
      boolean allowed =
          !NEVER_PASSED.contains(name)
              && !told.contains(name)
              && HeaderField.mayBeTheClients(name)
              && !name.startsWith("content-")
              && !name.startsWith("mcp-")
              && name.matches("[a-z0-9-]+");
      if (!allowed) {
        throw new IllegalArgumentException(
            "forwardHeaders: " + name + " (expected: a field without a meaning to the gateway)");
      }
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Refuses a credential in a field that says who calls, or that the client may say. */
  void requireOwn(McpUpstream upstream) {
    identity.requireOther(upstream.credential());
    upstream
        .credential()
        .header()
        .map(line -> lower(line.name()))
        .filter(more::contains)
        .ifPresent(
            name -> {
              throw new IllegalArgumentException(
                  "upstream %s.apiKey: %s (expected: a field that forwardHeaders does not name)"
                      .formatted(upstream.name(), name));
            });
  }

  /** The lines for one request, without session and credential. */
  List<HeaderField> of(RequestContext context) {
    Headers received = context.request().headers();
    List<HeaderField> lines = new ArrayList<>(16);
    Set<String> named = HeaderField.namedByConnection(lines(received, "Connection"));
    for (String name : received.names()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (passes(lower) && !named.contains(lower)) {
        received.all(name).forEach(value -> lines.add(HeaderField.received(name, value)));
      }
    }
    context.find(Identity.class).ifPresent(caller -> lines.addAll(identity.of(caller)));
    lines.add(new HeaderField("X-Request-Id", context.request().id()));
    context.find(Trace.class).ifPresent(trace -> addTrace(lines, received, trace));
    return lines;
  }

  private static List<HeaderField> lines(Headers received, String name) {
    return received.all(name).stream().map(value -> new HeaderField(name, value)).toList();
  }

  private boolean passes(String name) {
    if (name.startsWith("mcp-")) {
      return !name.equals("mcp-session-id");
    }
    return PASSED.contains(name) || more.contains(name);
  }

  /** The client's {@code tracestate} belongs to its own {@code traceparent} only. */
  private static void addTrace(List<HeaderField> lines, Headers received, Trace trace) {
    lines.add(new HeaderField("traceparent", trace.traceparent()));
    List<String> state = received.all("tracestate");
    if (state.size() == 1 && received.all("traceparent").equals(List.of(trace.traceparent()))) {
      lines.add(HeaderField.received("tracestate", state.get(0)));
    }
  }
}
