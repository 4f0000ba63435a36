package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.response.EditedBody;
import io.gatewaystack.context.response.Message;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Tells a client on a stream what may have changed while somebody told nothing. Of a client that
 * does not read no more waits than one such round of each. Safe for use by several threads.
 */
final class CatchUp {
  /** What no upstream is called. */
  private static final String NEWS = "";

  private final Set<String> telling = ConcurrentHashMap.newKeySet(1);

  /** What one upstream may have changed that tells of it again. */
  void changes(ClientStream open, McpUpstream upstream, Supplier<List<byte[]>> changes) {
    tell(open, upstream.name(), changes, () -> {});
  }

  /** What is news in a legacy session. */
  void news(ClientStream open, FederatedSession session) {
    if (!session.news().isEmpty()) {
      tell(
          open,
          NEWS,
          () -> session.news().take(session.wishes()),
          () -> news(open, session)); // of who has joined meanwhile
    }
  }

  private void tell(
      ClientStream open, String about, Supplier<List<byte[]>> changes, Runnable afterwards) {
    if (!telling.add(about)) {
      return;
    }
    for (byte[] changed : changes.get()) {
      open.write(EditedBody.event(Message.of(changed)));
    }
    Runnable told =
        () -> {
          telling.remove(about);
          afterwards.run();
        };
    if (open.hasRoom(told)) {
      told.run();
    }
  }
}
