package io.gatewaystack.proxyabl.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a legacy client is told when an upstream has joined its session late, or again: that each
 * list it was promised to hear of, and each resource it has subscribed to there, may have changed,
 * for nobody knows what has happened meanwhile. Kept until there is a stream to tell it on. Safe
 * for use by several threads.
 */
final class News {
  private final Map<McpUpstream, Set<String>> untold = new LinkedHashMap<>(2);
  private Set<String> promised = Set.of();

  /** Of which lists the client was told that it would hear when they change. */
  synchronized void promise(Set<String> lists) {
    promised = lists;
  }

  /** Whether the client waits for any. */
  synchronized boolean isPromised() {
    return !promised.isEmpty();
  }

  /** An upstream has joined. */
  synchronized void joined(Greeting greeting) {
    Set<String> lists = new TreeSet<>(promised);
    lists.retainAll(Capabilities.lists(greeting.result()));
    untold.put(greeting.upstream(), lists);
  }

  synchronized boolean isEmpty() {
    return untold.isEmpty();
  }

  /** The messages that tell all of it; then it is told. */
  synchronized List<byte[]> take(Wishes wishes) {
    Set<String> lists = new TreeSet<>();
    untold.values().forEach(lists::addAll);
    List<byte[]> messages = new ArrayList<>();
    for (String list : lists) {
      messages.add(Rpc.notification("notifications/" + list + "/list_changed", Map.of()));
    }
    for (McpUpstream upstream : untold.keySet()) {
      String prefix = SourceNames.uriPrefix(upstream);
      for (String uri : wishes.subscriptions(upstream)) {
        Map<String, Object> params = Map.of("uri", prefix + uri);
        messages.add(Rpc.notification("notifications/resources/updated", params));
      }
    }
    untold.clear();
    return messages;
  }

  synchronized void forget() {
    untold.clear();
  }
}
