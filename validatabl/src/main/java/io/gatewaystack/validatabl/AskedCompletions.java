package io.gatewaystack.validatabl;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.json.JsonRpcId;
import io.gatewaystack.context.section.Identity;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * What callers wanted completed not long ago: the answer may come on a stream that is resumed, and
 * does not say itself what it completes. Kept for a day, by session and id, as far as there is room
 * for it, and only in memory. Safe for use by several threads.
 */
final class AskedCompletions {
  private static final String SESSION = "Mcp-Session-Id";
  private static final Duration KEPT = Duration.ofDays(1);
  private static final long MOST_CHARACTERS = 4_000_000;

  /** A client without sessions may use an id again; more questions than these are too many. */
  private static final int MOST_QUESTIONS = 4;

  private final Cache<Key, Set<Completing>> asked =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS)
          .weigher((Key key, Set<Completing> what) -> key.length() + length(what))
          .expireAfterWrite(KEPT)
          .executor(Runnable::run)
          .build();

  /** A request of one caller, in one session, or in none: then that is empty. */
  private record Key(String issuer, String subject, String session, String id) {
    int length() {
      return 200 + issuer.length() + subject.length() + session.length() + id.length();
    }
  }

  private static int length(Set<Completing> what) {
    return what.stream().mapToInt(AskedCompletions::length).sum();
  }

  private static int length(Completing completing) {
    return completing.name().length()
        + completing.variable().length()
        + completing.known().entrySet().stream()
            .mapToInt(e -> 50 + e.getKey().length() + e.getValue().length())
            .sum();
  }

  private static Key key(RequestContext context, Identity caller, String id) {
    String session = context.request().headers().first(SESSION).orElse("");
    return new Key(caller.issuer(), caller.subject(), session, id);
  }

  /** Remembers a request. */
  void add(RequestContext context, Identity caller, Completing completing) {
    JsonRpcId id = context.operation().id();
    if (id != null) {
      asked
          .asMap()
          .merge(key(context, caller, id.json()), Set.of(completing), AskedCompletions::both);
    }
  }

  /** None, once there were too many. */
  private static Set<Completing> both(Set<Completing> some, Set<Completing> more) {
    Set<Completing> both = new HashSet<>(some);
    both.addAll(more);
    return some.isEmpty() || both.size() > MOST_QUESTIONS ? Set.of() : Set.copyOf(both);
  }

  /**
   * What a caller may have asked for earlier in the session of a request: one of these, or
   * something that nobody knows when there is none.
   *
   * @param id as JSON text
   */
  Set<Completing> find(RequestContext context, Identity caller, String id) {
    return asked.asMap().getOrDefault(key(context, caller, id), Set.of());
  }
}
