package io.gatewaystack.proxyabl.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is kept of what a client has asked for once and for all. */
class WishesTest {
  private static final McpUpstream FS = McpUpstream.of("fs", URI.create("http://127.0.0.1/mcp"));
  private static final McpUpstream GIT = McpUpstream.of("git", URI.create("http://127.0.0.1/mcp"));

  private static SourceNames.Owned of(McpUpstream upstream, String uri) {
    return new SourceNames.Owned(upstream, uri);
  }

  @Test
  void eachUpstreamHearsTheLevelAndItsOwnResources() {
    Wishes wishes = new Wishes();
    wishes.level("error");
    wishes.level("debug");
    wishes.subscribed(of(FS, "a"));
    wishes.subscribed(of(FS, "b"));
    wishes.subscribed(of(FS, "a"));
    wishes.subscribed(of(GIT, "a"));
    wishes.unsubscribed(of(FS, "b"));
    wishes.unsubscribed(of(FS, "never"));

    assertThat(wishes.of(FS))
        .containsExactly(
            new Wishes.Wish("logging/setLevel", Map.of("level", "debug")),
            new Wishes.Wish("resources/subscribe", Map.of("uri", "a")));
    assertThat(wishes.of(GIT)).hasSize(2);
    wishes.forget();
    assertThat(wishes.of(FS)).isEmpty();
  }

  @Test
  void noMoreIsKeptThanAFewKilobytes() {
    Wishes many = new Wishes();
    for (int i = 0; i < 10_000; i++) {
      many.subscribed(of(FS, "u" + i));
      many.subscribed(of(FS, "u" + i));
    }
    assertThat(many.of(FS)).hasSizeBetween(50, 64);

    Wishes large = new Wishes();
    large.subscribed(of(FS, "x".repeat(1 << 20)));
    large.subscribed(of(FS, "x".repeat(3_000)));
    large.subscribed(of(FS, "y".repeat(3_000)));
    large.level("x".repeat(33));
    assertThat(large.of(FS)).hasSize(1);
    large.unsubscribed(of(FS, "x".repeat(3_000)));
    large.subscribed(of(FS, "y".repeat(3_000)));
    assertThat(large.of(FS).get(0).params()).containsEntry("uri", "y".repeat(3_000));
  }
}
