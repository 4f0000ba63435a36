package io.gatewaystack.proxyabl.mcp;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.eclipse.jetty.util.NanoTime;
import org.jspecify.annotations.Nullable;

/**
 * A legacy client's session with all upstreams together. What its id says is enough to go on after
 * a restart; what is remembered besides allows an upstream to join later, or again.
 *
 * <p>Safe for use by several threads.
 */
final class FederatedSession {
  private static final String PART = "\n";

  private final String key;
  private volatile @Nullable Introduction introduction;
  private final Map<String, Membership> members = new ConcurrentHashMap<>();
  private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();
  private final Wishes wishes = new Wishes();
  private final News news = new News();
  private final AtomicReference<@Nullable Listening> stream = new AtomicReference<>();
  private volatile boolean ended;

  private FederatedSession(String key, @Nullable Introduction introduction) {
    this.key = key;
    this.introduction = introduction;
  }

  /**
   * A session nobody has joined yet.
   *
   * @param key unique among all sessions
   * @param introduction is repeated to an upstream that joins later, unless it is too long to keep
   */
  static FederatedSession begun(String key, Introduction introduction) {
    return new FederatedSession(key, introduction.isShort() ? introduction : null);
  }

  /** What a text made by {@link #text} says; empty when it says nothing. */
  static Optional<FederatedSession> parse(String text) {
    List<String> lines = text.lines().toList();
    if (lines.isEmpty() || lines.get(0).isEmpty()) {
      return Optional.empty();
    }
    FederatedSession session = new FederatedSession(lines.get(0), null);
    for (String line : lines.subList(1, lines.size())) {
      String[] parts = line.split(" ", 3);
      if (parts.length != 3) {
        return Optional.empty();
      }
      Optional<String> id = Optional.of(parts[2]).filter(given -> !given.isEmpty());
      session.members.put(parts[0], new Membership(parts[1], id));
    }
    return Optional.of(session);
  }

  /** Everything an id must hold: one line per member, none of whose parts can hold a space. */
  String text() {
    return members.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            e ->
                e.getKey() + " " + e.getValue().version() + " " + e.getValue().session().orElse(""))
        .collect(Collectors.joining(PART, key + PART, ""));
  }

  String key() {
    return key;
  }

  /** How the client introduced itself, unless that is forgotten. */
  Optional<Introduction> introduction() {
    return Optional.ofNullable(introduction);
  }

  /** What an upstream that joins is told of the client's besides. */
  Wishes wishes() {
    return wishes;
  }

  /** What the client has to hear of such an upstream. */
  News news() {
    return news;
  }

  Optional<Membership> member(McpUpstream upstream) {
    return Optional.ofNullable(members.get(upstream.name()));
  }

  void join(McpUpstream upstream, Membership membership) {
    members.put(upstream.name(), membership);
  }

  /** An upstream has joined when the session had begun; the client is told when it listens. */
  void joinLate(Greeting greeting) {
    join(greeting.upstream(), greeting.member());
    news.joined(greeting);
    Listening listening = stream.get();
    if (listening != null) {
      listening.tellNews();
    }
  }

  /** Whether an upstream may join that the client has been promised to hear of. */
  boolean awaits(List<McpUpstream> upstreams) {
    return introduction != null
        && news.isPromised()
        && upstreams.stream().anyMatch(upstream -> member(upstream).isEmpty());
  }

  /** The upstream does not know this membership any more. */
  void leave(McpUpstream upstream, Membership membership) {
    members.remove(upstream.name(), membership);
  }

  /**
   * An attempt of an upstream to join: the one that is running, or has failed so lately that
   * another would be no use, or a new one that the caller has to begin.
   */
  Attempt attempt(McpUpstream upstream) {
    return attempts.compute(
        upstream.name(),
        (name, before) -> before == null || before.isOld() ? new Attempt() : before);
  }

  /** Whether no upstream takes part. */
  boolean isEmpty() {
    return members.isEmpty();
  }

  /** The stream of all; whoever asks for it again has lost the older one, which is returned. */
  Optional<Listening> listens(Listening begun) {
    return Optional.ofNullable(stream.getAndSet(begun));
  }

  /** A stream of all has ended. */
  void listensNoMore(Listening over) {
    stream.compareAndSet(over, null);
  }

  void end() {
    ended = true;
    introduction = null;
    wishes.forget();
    news.forget();
  }

  boolean hasEnded() {
    return ended;
  }

  /** One attempt to join; its result is empty when it has failed. */
  static final class Attempt {
    private static final long SHORTEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final CompletableFuture<Optional<Membership>> result = new CompletableFuture<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final long at = NanoTime.now();
    private volatile long ended = at;

    CompletableFuture<Optional<Membership>> result() {
      return result;
    }

    /** Ends it; empty when it has failed. */
    void end(Optional<Membership> joined) {
      ended = NanoTime.now();
      result.complete(joined);
    }

    /** True for the one who has to begin it. */
    boolean begin() {
      return begun.compareAndSet(false, true);
    }

    /**
     * A success is remembered as membership; asked for again, it was lost. After a failure nobody
     * tries again for as long as it took, so that most requests do not wait for it.
     */
    private boolean isOld() {
      return result.isDone()
          && (result.join().isPresent()
              || NanoTime.since(ended) > Math.max(SHORTEST_PAUSE, ended - at));
    }
  }

  /** Names nobody. */
  @Override
  public String toString() {
    return "FederatedSession";
  }
}
