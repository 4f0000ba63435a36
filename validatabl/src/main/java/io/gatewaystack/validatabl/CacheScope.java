package io.gatewaystack.validatabl;

import io.gatewaystack.context.json.JsonCursor;

/**
 * Keeps a result that not everybody may see out of caches that serve everybody: since MCP
 * 2026-07-28 a result says how widely it may be kept. One result; for one thread.
 */
final class CacheScope {
  private static final String NAME = "cacheScope";
  private static final String PRIVATE = "private";

  private boolean concerned;
  private boolean modern;
  private boolean told;
  private Runnable correction = () -> {};

  /** Says that the result holds what depends on its caller. */
  void concerns() {
    concerned = true;
  }

  /** Looks at one member of the result. */
  void member(JsonCursor cursor) {
    if (cursor.keyIs(NAME)) {
      told = true;
      if (!cursor.isString() || !cursor.text().equals(PRIVATE)) {
        correction = cursor.replacement(PRIVATE);
      }
    } else if (cursor.keyIs("ttlMs") || cursor.keyIs("resultType")) {
      modern = true;
    }
  }

  /**
   * Makes the result private, behind its last member; adds what is missing, since a reader might
   * take it for public.
   */
  void close(JsonCursor cursor) {
    correction.run();
    if (concerned && modern && !told) {
      cursor.add(NAME, PRIVATE);
    }
  }
}
