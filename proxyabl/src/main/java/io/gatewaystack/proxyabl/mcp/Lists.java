package io.gatewaystack.proxyabl.mcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatewaystack.context.RequestIds;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.JsonRpcId;
import io.gatewaystack.context.json.JsonSpan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

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
      pages.add(page(new Pages(upstream), call.message().bytes(), call.operation().id()));
    }
    return Peers.all(pages).thenApply(this::answer);
  }

  /** What one upstream lists, as far as it is known. */
  private static final class Pages {
    private final McpUpstream upstream;
    private final TimeLeft time;
    private final List<Object> elements = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> cursors = new HashSet<>();
    private @Nullable Asked first;
    private long ttlMs = Long.MAX_VALUE;
    private boolean isPublic = true;
    private boolean answered;
    private boolean complete;
    private int count;
    private long size;

    Pages(McpUpstream upstream) {
      this.upstream = upstream;
      this.time = TimeLeft.of(upstream);
    }

    /** What came of asking it at all. */
    Asked first() {
      return first == null ? new Asked.Silent(upstream, 0, Refusals.NOBODY) : first;
    }
  }

  /** Asks for one page and all behind it, each under an id of its own: ids are used once. */
  private CompletableFuture<Pages> page(Pages pages, byte[] message, @Nullable JsonRpcId id) {
    return peers
        .ask(PeerRequests.Target.of(pages.upstream), message, id, pages.time)
        .thenCompose(
            asked -> {
              Optional<String> next = take(pages, asked);
              if (next.isEmpty()) {
                return CompletableFuture.completedFuture(pages);
              }
              JsonRpcId own = JsonRpcId.ofString(RequestIds.random());
              return page(pages, at(next.get(), own), own);
            });
  }

  /** Takes one page; the cursor of the next one, if there is one. */
  private Optional<String> take(Pages pages, Asked asked) {
    if (pages.first == null) {
      pages.first = asked;
    }
    if (!(asked instanceof Asked.Told told)) {
      return Optional.empty();
    }
    if (told.message().kind() == RpcMessage.Kind.ERROR) {
      return refused(pages, told);
    }
    JsonSpan result = told.message().root().member("result").orElseThrow();
    JsonSpan listed = result.member(member).filter(JsonSpan::isArray).orElse(null);
    if (listed == null || !addAll(pages, listed)) {
      return unusable(pages, told, Denial.upstreamError("list"));
    }
    if (!call.reply().hold((long) listed.to() - listed.from())) {
      return unusable(pages, told, Denial.noRoomForAnswer());
    }
    pages.answered = true;
    pages.ttlMs = Math.min(pages.ttlMs, number(result.member("ttlMs")));
    pages.isPublic &=
        result.member("cacheScope").map(JsonSpan::text).filter("public"::equals).isPresent();
    pages.count++;
    pages.size += listed.to() - listed.from();
    Optional<String> next =
        result.member("nextCursor").filter(JsonSpan::isString).map(JsonSpan::text);
    pages.complete = next.isEmpty();
    return next.filter(cursor -> goesOn(pages, cursor));
  }

  /** A list that is too long, or leads back to where it has been, is cut. */
  private boolean goesOn(Pages pages, String cursor) {
    boolean more =
        pages.count < MAX_PAGES
            && pages.size <= federation.backends().maxMessageBytes()
            && pages.cursors.add(cursor);
    if (!more) {
      peers.warn(new Asked.Silent(pages.upstream, 0, Refusals.LIST_CUT));
    }
    return more;
  }

  private Optional<String> unusable(Pages pages, Asked.Told told, Denial denial) {
    Asked why = new Asked.Silent(pages.upstream, told.head().status(), denial);
    peers.warn(why);
    if (!pages.answered) {
      pages.first = why;
    }
    pages.elements.clear();
    return Optional.empty();
  }

  /** An upstream without such a list has nothing to list. */
  private Optional<String> refused(Pages pages, Asked.Told told) {
    if (!pages.answered && Unserved.lacks(told)) {
      pages.answered = true;
      pages.complete = true;
    } else {
      peers.warn(told);
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

  /**
   * Adds elements under the names they have here, each once; false when one has no name. What is
   * called nothing could not be asked for.
   */
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
      if (!name.get().text().isEmpty() && pages.names.add(name.get().text())) {
        pages.elements.add(Rpc.raw(prefixed(element, name.get(), prefix)));
      }
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

  /** The request for a further page; nobody is told of its progress. */
  private byte[] at(String cursor, JsonRpcId id) {
    JsonSpan root = JsonSpan.of(call.message());
    byte[] json = JsonDocument.quote(cursor);
    Edits edits = Edits.of(call.message()).member(root, "id", id.json().getBytes(UTF_8));
    root.at("params", "_meta", "progressToken")
        .ifPresent(token -> edits.raw(token, id.json().getBytes(UTF_8)));
    Optional<JsonSpan> params = root.member("params").filter(JsonSpan::isObject);
    return params
        .map(object -> edits.member(object, "cursor", json))
        .orElseGet(() -> edits.member(root, "params", Rpc.object("cursor", json)))
        .apply()
        .bytes();
  }

  private Answer answer(List<Pages> all) {
    Map<String, Object> result = new LinkedHashMap<>();
    List<Object> elements = new ArrayList<>();
    if (member.equals("tools")) {
      elements.addAll(federation.tools().listed());
    }
    all.forEach(pages -> elements.addAll(pages.elements));
    if (all.stream().noneMatch(pages -> pages.answered) && federation.tools().isEmpty()) {
      return Unserved.answer(all.stream().map(Pages::first).toList(), peers.memberships().nobody());
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
