package io.gatewaystack.proxyabl.mcp;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a legacy client has asked for once and for all: from which level on it wants logs, and which
 * resources it wants to hear of. An upstream that joins its session later, or again, has to be told
 * as well. Some 4 KiB are kept; what comes beyond has to be said again. Safe for use by several
 * threads.
 */
final class Wishes {
  private static final int MOST = 4 << 10;
  private static final int LONGEST_LEVEL = 32;

  /** About what keeping a text costs besides its characters. */
  private static final int EACH = 64;

  private final Set<Subscription> subscriptions = new LinkedHashSet<>(2);
  private @Nullable String level;
  private int size;

  private record Subscription(String upstream, String uri) {
    int size() {
      return EACH + uri.length();
    }
  }

  /**
   * A request that is made again.
   *
   * @param method its method
   * @param params its parameters
   */
  record Wish(String method, Map<String, Object> params) {}

  /**
   * Logs are wanted from a level on, from everybody.
   *
   * @return forgets it again, unless another has been wanted since
   */
  synchronized Runnable level(String wanted) {
    String before = level;
    String now = wanted.length() > LONGEST_LEVEL ? null : wanted;
    level = now;
    return () -> restore(now, before);
  }

  private synchronized void restore(@Nullable String undone, @Nullable String before) {
    if (Objects.equals(level, undone)) {
      level = before;
    }
  }

  /** An upstream has agreed to tell of a resource. */
  synchronized void subscribed(SourceNames.Owned resource) {
    Subscription subscription = subscription(resource);
    if (size + subscription.size() <= MOST && subscriptions.add(subscription)) {
      size += subscription.size();
    }
  }

  /** An upstream has agreed to tell of a resource no more. */
  synchronized void unsubscribed(SourceNames.Owned resource) {
    Subscription subscription = subscription(resource);
    if (subscriptions.remove(subscription)) {
      size -= subscription.size();
    }
  }

  private static Subscription subscription(SourceNames.Owned resource) {
    return new Subscription(resource.upstream().name(), resource.name());
  }

  /** What one upstream has to be told, in the order in which it was said. */
  synchronized List<Wish> of(McpUpstream upstream) {
    List<Wish> wishes = new ArrayList<>();
    if (level != null) {
      wishes.add(new Wish("logging/setLevel", Map.of("level", level)));
    }
    for (String uri : subscriptions(upstream)) {
      wishes.add(new Wish("resources/subscribe", Map.of("uri", uri)));
    }
    return wishes;
  }

  /** The resources of one upstream that the client wants to hear of. */
  synchronized List<String> subscriptions(McpUpstream upstream) {
    return subscriptions.stream()
        .filter(subscription -> subscription.upstream().equals(upstream.name()))
        .map(Subscription::uri)
        .toList();
  }

  synchronized void forget() {
    level = null;
    subscriptions.clear();
    size = 0;
  }

  /** Names nothing of the client's. */
  @Override
  public String toString() {
    return "Wishes";
  }
}
