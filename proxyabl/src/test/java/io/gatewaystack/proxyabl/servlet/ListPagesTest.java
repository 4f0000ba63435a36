package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.testing.RawResponse;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of several pages, and what is told of those that cannot be had whole. */
@Timeout(20)
class ListPagesTest {
  private static final String KEEP = "\"ttlMs\":60000,\"cacheScope\":\"public\"";
  private static final String KEEP_NOT = "\"ttlMs\":0,\"cacheScope\":\"private\"";

  private final FakeMcp fs = FakeMcp.named("fs").result("tools/list", page("a", null));
  private final FakeMcp git = FakeMcp.named("git");

  @AfterEach
  void stop() {
    fs.close();
    git.close();
  }

  private McpGate gate() {
    return McpGate.with(gateway -> gateway.upstream(fs.upstream()).upstream(git.upstream()));
  }

  private static RawResponse list(McpGate gate) throws Exception {
    return gate.post(
        McpGate.modern("tools/list", "").replace("\"_meta\":{", "\"_meta\":{\"progressToken\":7,"),
        McpGate.MODERN,
        "Mcp-Method: tools/list");
  }

  private static String page(String tool, String nextCursor) {
    String next = nextCursor == null ? "" : ",\"nextCursor\":\"" + nextCursor + "\"";
    return "{\"tools\":[{\"name\":\"" + tool + "\"}]" + next + "," + KEEP + "}";
  }

  private static String cursor(ScriptedUpstream.Request request) {
    return FakeMcp.tree(request).path("params").path("cursor").asString("none");
  }

  @Test
  void everyPageIsAskedForUnderAnIdOfItsOwn() throws Exception {
    git.on(
        "tools/list",
        (request, answer) ->
            answer.json(
                FakeMcp.response(
                    request,
                    switch (cursor(request)) {
                      case "none" -> page("one", "2");
                      case "2" -> page("two", "3");
                      default -> page("three", null);
                    })));
    try (McpGate gate = gate()) {
      assertThat(list(gate).text()).contains("git.one", "git.two", "git.three", KEEP);
      Set<String> ids = new HashSet<>();
      Set<String> tokens = new HashSet<>();
      for (int i = 0; i < 3; i++) {
        ScriptedUpstream.Request request = git.next("tools/list");
        ids.add(FakeMcp.id(request));
        tokens.add(
            FakeMcp.tree(request).path("params").path("_meta").path("progressToken").toString());
      }
      assertThat(ids).hasSize(3).contains("1");
      assertThat(tokens).hasSize(3).contains("7");
      assertThat(gate.ending().context().find(Warnings.class)).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"500", "error", "-32601", "no list"})
  void aListWhosePageIsMissingIsNotToBeKept(String what) throws Exception {
    git.on(
        "tools/list",
        (request, answer) -> {
          if (cursor(request).equals("none")) {
            answer.json(FakeMcp.response(request, page("one", "2")));
          } else if (what.equals("500")) {
            answer.status(500);
          } else if (what.equals("no list")) {
            answer.json(FakeMcp.response(request, "{}"));
          } else {
            answer.json(
                "{\"jsonrpc\":\"2.0\",\"id\":%s,\"error\":{\"code\":%s,\"message\":\"\"}}"
                    .formatted(FakeMcp.id(request), what.equals("error") ? "-32603" : what));
          }
        });
    try (McpGate gate = gate()) {
      assertThat(list(gate).text()).contains("fs.a", KEEP_NOT);
      assertThat(gate.ending().context().require(Warnings.class).codes())
          .containsExactly("upstream_error:git");
    }
  }

  @Test
  void whatCameBeforeAMissingPageIsListed() throws Exception {
    fs.on("tools/list", (request, answer) -> answer.status(500));
    git.on(
        "tools/list",
        (request, answer) -> {
          if (cursor(request).equals("none")) {
            answer.json(FakeMcp.response(request, page("one", "2")));
          } else {
            answer.status(500);
          }
        });
    try (McpGate gate = gate()) {
      assertThat(list(gate).text()).contains("[{\"name\":\"git.one\"}]", KEEP_NOT);
    }
  }

  @Test
  void aListWithoutEndIsCutAndNotToBeKept() throws Exception {
    AtomicInteger pages = new AtomicInteger();
    git.on(
        "tools/list",
        (request, answer) -> {
          int page = pages.incrementAndGet();
          answer.json(FakeMcp.response(request, page("p" + page, "c" + page)));
        });
    try (McpGate gate = gate()) {
      assertThat(list(gate).text())
          .contains("git.p1\"", "git.p100\"", KEEP_NOT)
          .doesNotContain("git.p101");
      assertThat(gate.ending().context().require(Warnings.class).codes())
          .containsExactly("list_cut:git");
    }
  }

  @ParameterizedTest(name = "''{0}''")
  @ValueSource(strings = {"", "same"})
  void aCursorThatLeadsBackIsFollowedOnceAndListsNothingTwice(String cursor) throws Exception {
    git.result("tools/list", page("one", cursor));
    try (McpGate gate = gate()) {
      assertThat(list(gate).text())
          .contains("[{\"name\":\"fs.a\"},{\"name\":\"git.one\"}]", KEEP_NOT);
      assertThat(cursor(git.next("tools/list"))).isEqualTo("none");
      assertThat(cursor(git.next("tools/list"))).isEqualTo(cursor);
      assertThat(git.wasAskedMore()).isFalse();
      assertThat(gate.ending().context().require(Warnings.class).codes())
          .containsExactly("list_cut:git");
    }
  }

  @Test
  void whatIsCalledNothingIsNotListedAndHidesNothingElse() throws Exception {
    fs.result("tools/list", "{\"tools\":[{\"name\":\"\"},{\"name\":\"a\"}]}");
    try (McpGate gate = gate()) {
      assertThat(
              gate.post(
                      "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}",
                      "Mcp-Session-Id: " + FederatedStreamsTest.open(gate))
                  .text())
          .contains("[{\"name\":\"fs.a\"},{\"name\":\"git.t\"")
          .doesNotContain("\"fs.\"");
    }
  }
}
