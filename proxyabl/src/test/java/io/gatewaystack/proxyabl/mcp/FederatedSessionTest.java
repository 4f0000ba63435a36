package io.gatewaystack.proxyabl.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.JsonRpcId;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is kept of a session, and for how long. */
class FederatedSessionTest {
  private static final McpUpstream FS = McpUpstream.of("fs", URI.create("http://127.0.0.1:1/mcp"));

  private static Introduction introduction(int length) {
    return new Introduction(new byte[length], JsonRpcId.ofString("1"));
  }

  @Test
  void onlyShortIntroductionsAreKept() {
    assertThat(FederatedSession.begun("k", introduction(4096)).introduction()).isPresent();
    assertThat(FederatedSession.begun("k", introduction(4097)).introduction()).isEmpty();
  }

  @Test
  void nothingIsKeptOfAnEndedSession() {
    FederatedSession session = FederatedSession.begun("k", introduction(10));
    session.end();

    assertThat(session.introduction()).isEmpty();
    assertThat(session.hasEnded()).isTrue();
  }

  @Test
  void aSessionWithoutMembersIsReadAsItWasWritten() {
    FederatedSession session = FederatedSession.begun("k", introduction(10));

    assertThat(FederatedSession.parse(session.text()))
        .hasValueSatisfying(read -> assertThat(read.text()).isEqualTo(session.text()));
  }

  @Test
  void anAttemptThatHasJustFailedIsNotRepeated() {
    FederatedSession session = FederatedSession.begun("k", introduction(10));
    FederatedSession.Attempt attempt = session.attempt(FS);
    assertThat(session.attempt(FS)).isSameAs(attempt); // which is running

    attempt.end(Optional.empty());

    assertThat(session.attempt(FS)).isSameAs(attempt);
  }

  @Test
  void afterASuccessThatWasLostAnotherAttemptIsMade() {
    FederatedSession session = FederatedSession.begun("k", introduction(10));
    FederatedSession.Attempt attempt = session.attempt(FS);
    attempt.end(Optional.of(Membership.NONE));

    assertThat(session.attempt(FS)).isNotSameAs(attempt);
  }
}
