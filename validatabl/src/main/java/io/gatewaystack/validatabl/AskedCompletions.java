package io.gatewaystack.validatabl;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.json.JsonRpcId;
import io.gatewaystack.context.section.Identity;
import java.time.Duration;
import java.util.Optional;

/**
 * What callers wanted completed not long ago: the answer may come on a stream that is resumed, and
 * does not say itself what it completes. Kept for some minutes, by session and id, and only in
 * memory. Safe for use by several threads.
 */
final class AskedCompletions {
  private static final String SESSION = "Mcp-Session-Id";
  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final long MOST_CHARACTERS = 4_000_000;

  private final Cache<Key, Optional<Completing>> asked =
      Caffeine.newBuilder()
          .maximumWeight(MOST_CHARACTERS)
          .weigher((Key key, Optional<Completing> what) -> key.length() + length(what))
          .expireAfterWrite(KEPT)
          .executor(Runnable::run)
          .build();

  /** A request of one caller, in one session. */
  private record Key(String issuer, String subject, String session, String id) {
    int length() {
      return 200 + issuer.length() + subject.length() + session.length() + id.length();
    }
  }

  private static int length(Optional<Completing> what) {
    return what.map(
            completing ->
                completing.name().length()
                    + completing.known().entrySet().stream()
                        .mapToInt(e -> 50 + e.getKey().length() + e.getValue().length())
                        .sum())
        .orElse(0);
  }

  private static Optional<Key> key(RequestContext context, Identity caller, String id) {
    return context
        .request()
        .headers()
        .first(SESSION)
        .map(session -> new Key(caller.issuer(), caller.subject(), session, id));
  }

  /** Remembers a request; what asks for something else under the same id makes both unknown. */
  void add(RequestContext context, Identity caller, Completing completing) {
    JsonRpcId id = context.operation().id();
    if (id != null) {
      key(context, caller, id.json())
          .ifPresent(
              key ->
                  asked
                      .asMap()
                      .merge(
                          key,
                          Optional.of(completing),
                          (one, other) -> one.equals(other) ? one : Optional.empty()));
    }
  }

  /**
   * What a caller asked for earlier in the session of a request.
   *
   * @param id as JSON text
   */
  Optional<Completing> find(RequestContext context, Identity caller, String id) {
    return key(context, caller, id)
        .flatMap(key -> asked.asMap().getOrDefault(key, Optional.empty()));
  }
}
