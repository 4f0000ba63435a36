package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.JsonSpan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One list of everything that several sources list: the gateway's own first, then each upstream's
 * in the configured order, each in the order in which it gives them. Elements stay as they were
 * written, but for their names.
 */
final class Lists {
  private static final int MAX_PAGES = 100;

  private final McpCall call;
  private final Federation federation;
  private final Peers peers;
  private final String member;

  Lists(McpCall call, Federation federation, Peers peers) {
    this.call = call;
    this.federation = federation;
    this.peers = peers;
    this.member = memberOf(call.operation().method());
  }

  private static String memberOf(String method) {
    return switch (method) {
      case "tools/list" -> "tools";
      case "prompts/list" -> "prompts";
      case "resources/list" -> "resources";
      default -> "resourceTemplates";
    };
  }

  /** The list; upstreams that do not answer in time are missing in it, and recorded. */
  CompletableFuture<Answer> merged() {
    if (JsonSpan.of(call.message()).at("params", "cursor").isPresent()) {
      return CompletableFuture.failedFuture(new UnusableAnswer(Refusals.CURSOR));
    }
    List<CompletableFuture<Pages>> pages = new ArrayList<>();
    for (McpUpstream upstream : federation.upstreams()) {
      pages.add(page(new Pages(upstream), call.message()));
    }
    return Peers.all(pages).thenApply(this::answer);
  }

  /** Everything one upstream lists. */
  private static final class Pages {
    private final McpUpstream upstream;
    private final TimeLeft time;
    private final List<Object> elements = new ArrayList<>();
    private long ttlMs = Long.MAX_VALUE;
    private boolean isPublic = true;
    private boolean complete;
    private int count;
    private long size;

    Pages(McpUpstream upstream) {
      this.upstream = upstream;
      this.time = TimeLeft.of(upstream);
    }
  }

  private CompletableFuture<Pages> page(Pages pages, JsonDocument message) {
    return peers
        .ask(
            PeerRequests.Target.of(pages.upstream),
            message.bytes(),
            call.operation().id(),
            pages.time)
        .thenCompose(
            asked -> {
              Optional<String> next = take(pages, asked);
              return next.isEmpty()
                  ? CompletableFuture.completedFuture(pages)
                  : page(pages, at(next.get()));
            });
  }

  /** Takes one page; the cursor of the next one, if there is one. */
  private Optional<String> take(Pages pages, Asked asked) {
    if (!(asked instanceof Asked.Told told)) {
      return Optional.empty();
    }
    if (told.message().kind() == RpcMessage.Kind.ERROR) {
      return refused(pages, told);
    }
    JsonSpan result = told.message().root().member("result").orElseThrow();
    JsonSpan listed = result.member(member).filter(JsonSpan::isArray).orElse(null);
    if (listed == null || !addAll(pages, listed)) {
      peers.warn(new Asked.Silent(pages.upstream, 0, Denial.upstreamError("list")));
      pages.elements.clear();
      return Optional.empty();
    }
    pages.complete = true;
    pages.ttlMs = Math.min(pages.ttlMs, number(result.member("ttlMs")));
    pages.isPublic &=
        result.member("cacheScope").map(JsonSpan::text).filter("public"::equals).isPresent();
    pages.count++;
    pages.size += listed.to() - listed.from();
    Optional<String> next =
        result.member("nextCursor").filter(JsonSpan::isString).map(JsonSpan::text);
    boolean tooMuch =
        pages.count == MAX_PAGES || pages.size > federation.backends().maxMessageBytes();
    if (next.isPresent() && tooMuch) {
      peers.warn(new Asked.Silent(pages.upstream, 0, Refusals.LIST_CUT));
      return Optional.empty();
    }
    return next;
  }

  /** An upstream without such a list has nothing to list. */
  private Optional<String> refused(Pages pages, Asked.Told told) {
    boolean unknown =
        told.message()
            .root()
            .at("error", "code")
            .map(JsonSpan::text)
            .filter("-32601"::equals)
            .isPresent();
    pages.complete |= unknown;
    if (!unknown) {
      peers.warn(new Asked.Silent(pages.upstream, 0, Denial.upstreamError("list")));
    }
    return Optional.empty();
  }

  private static long number(Optional<JsonSpan> value) {
    try {
      return value.map(JsonSpan::text).map(Long::parseLong).filter(n -> n >= 0).orElse(0L);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** Adds elements under the names they have here; false when one has no name. */
  private boolean addAll(Pages pages, JsonSpan listed) {
    boolean uri = member.startsWith("resource");
    String key = member.equals("resourceTemplates") ? "uriTemplate" : uri ? "uri" : "name";
    String prefix =
        uri ? SourceNames.uriPrefix(pages.upstream) : SourceNames.namePrefix(pages.upstream);
    for (JsonSpan element : listed.elements()) {
      Optional<JsonSpan> name = element.member(key).filter(JsonSpan::isString);
      if (name.isEmpty()) {
        return false;
      }
      pages.elements.add(Rpc.raw(prefixed(element, name.get(), prefix)));
    }
    return true;
  }

  /** An element in which one of its strings has a prefix of plain ASCII. */
  private static byte[] prefixed(JsonSpan element, JsonSpan string, String prefix) {
    byte[] written = element.bytes();
    byte[] inserted = prefix.getBytes(StandardCharsets.US_ASCII);
    int behindQuote = string.from() + 1 - element.from();
    byte[] changed = Arrays.copyOf(written, written.length + inserted.length);
    System.arraycopy(inserted, 0, changed, behindQuote, inserted.length);
    System.arraycopy(
        written, behindQuote, changed, behindQuote + inserted.length, written.length - behindQuote);
    return changed;
  }

  private JsonDocument at(String cursor) {
    JsonSpan root = JsonSpan.of(call.message());
    Edits edits = Edits.of(call.message());
    byte[] json = JsonDocument.quote(cursor);
    Optional<JsonSpan> params = root.member("params").filter(JsonSpan::isObject);
    if (params.isPresent()) {
      return edits.member(params.get(), "cursor", json).apply();
    }
    return edits.member(root, "params", Rpc.object("cursor", json)).apply();
  }

  private Answer answer(List<Pages> all) {
    Map<String, Object> result = new LinkedHashMap<>();
    List<Object> elements = new ArrayList<>();
    if (member.equals("tools")) {
      elements.addAll(federation.tools().listed());
    }
    all.forEach(pages -> elements.addAll(pages.elements));
    boolean nobody = all.stream().noneMatch(pages -> pages.complete);
    if (nobody && federation.tools().isEmpty()) {
      throw new UnusableAnswer(peers.memberships().nobody());
    }
    if (call.isModern()) {
      result.put("resultType", "complete");
    }
    result.put(member, elements);
    if (call.isModern()) {
      boolean whole = all.stream().allMatch(pages -> pages.complete);
      boolean isPublic = whole && all.stream().allMatch(pages -> pages.isPublic);
      long ttl = all.stream().mapToLong(pages -> pages.ttlMs).min().orElse(0);
      result.put("ttlMs", whole && ttl != Long.MAX_VALUE ? ttl : 0);
      result.put("cacheScope", isPublic && !all.isEmpty() ? "public" : "private");
      result.put("_meta", Map.of("io.modelcontextprotocol/serverInfo", federation.server().json()));
    }
    return Answer.of(Rpc.result(call.operation().id(), result));
  }
}
