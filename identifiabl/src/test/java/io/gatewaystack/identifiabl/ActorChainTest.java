package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static io.gatewaystack.identifiabl.Verdict.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Identity.Actor;
import io.gatewaystack.testing.TestIssuer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ActorChainTest {
  private static final TestIssuer ISSUER = TestIssuer.start();

  private final JwtVerifier verifier =
      Identifiabl.builder(ISSUER.issuer(), AUDIENCE).buildVerifier();

  @AfterAll
  static void stop() {
    ISSUER.close();
  }

  private Verification verify(Object act) {
    return verifier.verify(
        ISSUER.token().audience(AUDIENCE).subject("ada").claim("act", act).mint());
  }

  /** A chain of these subjects, the first being the nearest. */
  private static Map<String, Object> chain(List<String> subjects) {
    Map<String, Object> act = null;
    List<String> outermostLast = new ArrayList<>(subjects);
    Collections.reverse(outermostLast);
    for (String subject : outermostLast) {
      Map<String, Object> outer = new LinkedHashMap<>();
      outer.put("sub", subject);
      if (act != null) {
        outer.put("act", act);
      }
      act = outer;
    }
    return act;
  }

  private static List<String> actors(int count) {
    return IntStream.range(0, count).mapToObj(i -> "agent-" + i).toList();
  }

  @Test
  void namesTheActorsNearestFirstAndKeepsTheSubject() {
    Map<String, Object> act =
        Map.of(
            "sub", "agent",
            "iss", "https://agents.example/",
            "act", Map.of("sub", "orchestrator", "client_id", "ignored"));

    Identity identity = Verdict.identity(verify(act));

    assertThat(identity.subject()).isEqualTo("ada");
    assertThat(identity.actorChain())
        .containsExactly(
            new Actor("agent", "https://agents.example"), new Actor("orchestrator", null));
  }

  @Test
  void grantsNothingFromActors() {
    Identity identity =
        Verdict.identity(verify(Map.of("sub", "agent", "scope", "admin", "roles", List.of("x"))));
    assertThat(identity.scopes()).isEmpty();
    assertThat(identity.roles()).isEmpty();
  }

  @Test
  void acceptsTenActorsAndNoMore() {
    assertThat(Verdict.identity(verify(chain(actors(10)))).actorChain()).hasSize(10);
    assertThat(Verdict.of(verify(chain(actors(11))))).isEqualTo("invalid_actor");
  }

  @Test
  void tellsActorsOfDifferentIssuersApart() {
    Map<String, Object> act =
        Map.of("sub", "ada", "iss", "https://a.example", "act", Map.of("sub", "agent"));
    assertThat(Verdict.of(verify(act))).isEqualTo(VERIFIED);
  }

  static Stream<Arguments> cycles() {
    return Stream.of(
        arguments("subject acts for itself", chain(List.of("ada"))),
        arguments("subject at the end", chain(List.of("agent", "ada"))),
        arguments("agent twice", chain(List.of("agent", "agent"))),
        arguments("agent again", chain(List.of("agent", "other", "agent"))),
        arguments(
            "agent again, its issuer named once",
            Map.of("sub", "agent", "act", Map.of("sub", "agent", "iss", ISSUER.issuer() + "/"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cycles")
  void refusesCycles(String name, Object act) {
    assertThat(Verdict.of(verify(act))).isEqualTo("invalid_actor");
  }

  static Stream<Object> malformed() {
    Map<String, Object> nullSubject = new LinkedHashMap<>();
    nullSubject.put("sub", null);
    return Stream.of(
        "agent",
        7,
        true,
        List.of(),
        List.of(Map.of("sub", "agent")),
        Map.of(),
        Map.of("client_id", "agent"),
        nullSubject,
        Map.of("sub", ""),
        Map.of("sub", " "),
        Map.of("sub", 7),
        Map.of("sub", "a\nb"),
        Map.of("sub", "agent", "iss", ""),
        Map.of("sub", "agent", "iss", 7),
        Map.of("sub", "agent", "act", "other"),
        Map.of("sub", "agent", "act", Map.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void refusesMalformedChains(Object act) {
    assertThat(Verdict.of(verify(act))).isEqualTo("invalid_actor");
  }

  @Test
  void refusesChainOfNull() {
    assertThat(Verdict.of(verify(null))).isEqualTo("invalid_actor");
  }

  @Test
  void refusesActorsOfTokensThatAreOtherwiseRefused() {
    String token = ISSUER.token().audience("urn:else").claim("act", Map.of("sub", "agent")).mint();
    assertThat(Verdict.of(verifier.verify(token))).isEqualTo("invalid_audience");
  }
}
