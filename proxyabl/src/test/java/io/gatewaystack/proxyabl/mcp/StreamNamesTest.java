package io.gatewaystack.proxyabl.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.JsonRpcId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that name places, sessions and things, and what they are read from. */
class StreamNamesTest {
  private static final McpUpstream FS = McpUpstream.of("fs", URI.create("http://127.0.0.1/mcp"));
  private static final McpUpstream GIT = McpUpstream.of("git", URI.create("http://127.0.0.1/mcp"));

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aPlaceIsReadAsItWasWritten() {
    for (StreamPlace place :
        List.of(
            StreamPlace.ofAnswer(JsonRpcId.ofNumber("7"), FS, "a b"),
            StreamPlace.ofAnswer(JsonRpcId.ofString("all\n\u2028\"1"), FS, "a b"),
            StreamPlace.merged(Map.of("fs", "1", "git", "2:3")),
            StreamPlace.merged(Map.of()))) {
      assertThat(StreamPlace.parse(place.text())).hasValue(place);
    }
    for (String wrong : List.of("", "all\nfs", "one\nfs\n1", "one 7", "one 7\na\n1\nb\n2")) {
      assertThat(StreamPlace.parse(wrong)).as(wrong).isEmpty();
    }
  }

  @Test
  void aSessionIsReadAsItWasWritten() {
    FederatedSession session =
        FederatedSession.begun("k", new Introduction(bytes("{}"), JsonRpcId.ofNumber("1")));
    session.join(GIT, new Membership("2025-06-18", Optional.empty()));
    session.join(FS, new Membership("2025-11-25", Optional.of("s/1=")));

    assertThat(session.text()).isEqualTo("k\nfs 2025-11-25 s/1=\ngit 2025-06-18 ");
    FederatedSession read = FederatedSession.parse(session.text()).orElseThrow();
    assertThat(read.key()).isEqualTo("k");
    assertThat(read.member(FS)).isEqualTo(session.member(FS));
    assertThat(read.member(GIT)).isEqualTo(session.member(GIT));
    assertThat(read.introduction()).isEmpty();
    for (String wrong : List.of("", "\n", "k\nfs", "k\nfs 1")) {
      assertThat(FederatedSession.parse(wrong)).as(wrong).isEmpty();
    }
  }

  @Test
  void noMoreSessionsAreRememberedThanAllowed() {
    Sessions sessions = new Sessions(new Seal(SessionKeys.random()), 10);
    Binding binding = new Binding("/mcp", "i", "s", "t");
    Introduction introduction = new Introduction(bytes("{}"), JsonRpcId.ofNumber("1"));
    String first = "";
    for (int i = 0; i < 1_000; i++) {
      FederatedSession session = FederatedSession.begun("k" + i, introduction);
      sessions.remember(session);
      first = first.isEmpty() ? sessions.id(session, binding) : first;
    }

    assertThat(sessions.remembered()).isEqualTo(10);
    assertThat(sessions.find(first, binding).orElseThrow().introduction()).isEmpty();
    assertThat(sessions.remembered()).isEqualTo(10);
  }

  @ParameterizedTest(name = "{0}: {1} {2}")
  @CsvSource(
      nullValues = "none",
      value = {
        "fs.read, fs, read", "fs.a.b, fs, a.b", "git.x, git, x", "x.y, none, none",
        "fs, none, none", "fs., none, none", ".x, none, none", "FS.x, none, none"
      })
  void aNameSaysWhoseItIs(String name, String owner, String there) {
    Optional<SourceNames.Owned> owned = new SourceNames(List.of(FS, GIT)).ownerOfName(name);

    assertThat(owned.map(o -> o.upstream().name())).isEqualTo(Optional.ofNullable(owner));
    assertThat(owned.map(SourceNames.Owned::name)).isEqualTo(Optional.ofNullable(there));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "http://u:secret@h/",
        "http://h/?q",
        "http://h/#f",
        "ftp://h/",
        "h",
        "http:///x",
        "http://h/a/../b"
      })
  void anUnusableEndpointIsRefusedWithoutRepeatingIt(String uri) {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(
                () -> McpUpstream.of("fs", URI.create(uri))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("upstream fs.uri: invalid")
        .hasMessageNotContaining("secret");
  }
}
