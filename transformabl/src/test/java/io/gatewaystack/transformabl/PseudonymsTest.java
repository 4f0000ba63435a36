package io.gatewaystack.transformabl;

import static io.gatewaystack.transformabl.Callers.JOE;
import static io.gatewaystack.transformabl.Callers.mcp;
import static io.gatewaystack.transformabl.Callers.request;
import static io.gatewaystack.transformabl.PiiType.CREDIT_CARD;
import static io.gatewaystack.transformabl.PiiType.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.section.Identity;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One value, one token; restored for the same caller and for nobody else. */
class PseudonymsTest {
  @Test
  void aValueHasOneTokenWithinARequest() {
    PseudonymScope scope = Pseudonyms.perRequest().of(request(JOE));
    assertThat(scope.isEmpty()).isTrue();
    assertThat(scope.token(EMAIL, "a@b.co")).isEqualTo("[EMAIL_1]");
    assertThat(scope.token(EMAIL, "c@d.co")).isEqualTo("[EMAIL_2]");
    assertThat(scope.token(EMAIL, "a@b.co")).isEqualTo("[EMAIL_1]");
    assertThat(scope.token(CREDIT_CARD, "a@b.co")).isEqualTo("[CREDIT_CARD_1]");
    assertThat(scope.value("[EMAIL_2]")).isEqualTo("c@d.co");
    assertThat(scope.value("[CREDIT_CARD_1]")).isEqualTo("a@b.co");
    assertThat(scope.value("[EMAIL_3]")).isNull();
    assertThat(scope.isEmpty()).isFalse();
  }

  @Test
  void requestsDoNotSeeEachOther() {
    Pseudonyms pseudonyms = Pseudonyms.perRequest();
    pseudonyms.of(request(JOE)).token(EMAIL, "a@b.co");
    PseudonymScope second = pseudonyms.of(request(JOE));
    assertThat(second.isEmpty()).isTrue();
    assertThat(second.value("[EMAIL_1]")).isNull();
  }

  @Test
  void aSessionRemembersItsCallersValues() {
    Pseudonyms pseudonyms = Pseudonyms.perSession(Duration.ofMinutes(5));
    assertThat(pseudonyms.of(request(JOE)).token(EMAIL, "a@b.co")).isEqualTo("[EMAIL_1]");
    PseudonymScope later = pseudonyms.of(request(JOE));
    assertThat(later.isEmpty()).isFalse();
    assertThat(later.value("[EMAIL_1]")).isEqualTo("a@b.co");
    assertThat(later.token(EMAIL, "a@b.co")).isEqualTo("[EMAIL_1]");
    assertThat(later.token(EMAIL, "c@d.co")).isEqualTo("[EMAIL_2]");
  }

  @Test
  void whatASessionLearnsMeanwhileIsSeen() {
    Pseudonyms pseudonyms = Pseudonyms.perSession(Duration.ofMinutes(5));
    PseudonymScope stream = pseudonyms.of(request(JOE));
    pseudonyms.of(request(JOE)).token(EMAIL, "a@b.co");
    assertThat(stream.value("[EMAIL_1]")).isEqualTo("a@b.co");
  }

  static Stream<Named<RequestContext>> others() {
    return Stream.of(
        Named.of("another subject", request(Identity.builder("ann", "https://iss").build())),
        Named.of("another issuer", request(Identity.builder("joe", "https://iss2").build())),
        Named.of("a tenant", request(Identity.builder("joe", "https://iss").tenantId("t").build())),
        Named.of(
            "an actor",
            request(
                Identity.builder("joe", "https://iss")
                    .actorChain(List.of(new Identity.Actor("agent", null)))
                    .build())),
        Named.of("a session of MCP", mcp(JOE, "s-1")),
        Named.of("nobody", Requests.post(Route.HTTP, "{}")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("others")
  void otherCallersSeeNothing(RequestContext other) {
    Pseudonyms pseudonyms = Pseudonyms.perSession(Duration.ofMinutes(5));
    pseudonyms.of(request(JOE)).token(EMAIL, "a@b.co");
    PseudonymScope scope = pseudonyms.of(other);
    assertThat(scope.isEmpty()).isTrue();
    assertThat(scope.value("[EMAIL_1]")).isNull();
    assertThat(scope.token(EMAIL, "x@y.co")).isEqualTo("[EMAIL_1]");
    assertThat(scope.value("[EMAIL_1]")).isEqualTo("x@y.co");
  }

  @Test
  void sessionsOfOneCallerAreApart() {
    Pseudonyms pseudonyms = Pseudonyms.perSession(Duration.ofMinutes(5));
    pseudonyms.of(mcp(JOE, "s-1")).token(EMAIL, "a@b.co");
    assertThat(pseudonyms.of(mcp(JOE, "s-1")).value("[EMAIL_1]")).isEqualTo("a@b.co");
    assertThat(pseudonyms.of(mcp(JOE, "s-2")).value("[EMAIL_1]")).isNull();
  }

  @Test
  void requestsWithoutIdentityShareNothing() {
    Pseudonyms pseudonyms = Pseudonyms.perSession(Duration.ofMinutes(5));
    pseudonyms.of(Requests.post(Route.HTTP, "{}")).token(EMAIL, "a@b.co");
    assertThat(pseudonyms.of(Requests.post(Route.HTTP, "{}")).isEmpty()).isTrue();
  }

  @Test
  void aFullTableMakesNoMoreTokens() {
    PseudonymScope scope = Pseudonyms.perRequest().of(request(JOE));
    for (int i = 1; i <= Pseudonyms.MAX_VALUES; i++) {
      assertThat(scope.token(EMAIL, i + "@b.co")).isEqualTo("[EMAIL_" + i + "]");
    }
    assertThat(scope.token(EMAIL, "x@b.co")).isNull();
    assertThat(scope.token(EMAIL, "7@b.co")).isEqualTo("[EMAIL_7]");
    assertThat(scope.token(EMAIL, "x".repeat(8_193))).isNull();
  }

  @Test
  void asksAFullTableInVainSoOftenAndNoMore() {
    Pseudonyms pseudonyms = Pseudonyms.perSession(Duration.ofHours(1));
    PseudonymScope before = pseudonyms.of(request(JOE));
    for (int i = 1; i <= Pseudonyms.MAX_VALUES; i++) {
      assertThat(before.token(EMAIL, i + "@b.co")).isNotNull();
    }
    PseudonymScope scope = pseudonyms.of(request(JOE));
    assertThat(scope.token(EMAIL, "7@b.co")).isEqualTo("[EMAIL_7]");
    for (int i = 0; i < PseudonymScope.MOST_VAIN; i++) {
      assertThat(scope.token(EMAIL, "x" + i + "@b.co")).isNull();
    }
    assertThat(scope.token(EMAIL, "7@b.co")).isEqualTo("[EMAIL_7]");
    assertThat(scope.token(EMAIL, "8@b.co")).as("not asked for again").isNull();
    scope.forget();
    assertThat(scope.token(EMAIL, "7@b.co")).as("kept in clear").isNull();
  }

  @Test
  void tokensThatStandInTheRequestMeanNothingElse() {
    PseudonymScope scope = Pseudonyms.perRequest().of(request(JOE));
    scope.avoid(() -> Set.of("[EMAIL_1]", "[EMAIL_3]"));
    assertThat(scope.token(EMAIL, "a@b.co")).isEqualTo("[EMAIL_2]");
    assertThat(scope.token(EMAIL, "c@d.co")).isEqualTo("[EMAIL_4]");
    assertThat(scope.value("[EMAIL_1]")).isNull();
  }

  @Test
  void valuesAreSealedForOneTokenAndOneKey() {
    SecureRandom random = new SecureRandom();
    SealedValues values = new SealedValues(new byte[32], random);
    byte[] sealed = values.seal("[EMAIL_1]", "joe@example.com");
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("joe", "example");
    assertThat(values.seal("[EMAIL_1]", "joe@example.com")).isNotEqualTo(sealed);
    assertThat(values.open("[EMAIL_1]", sealed)).isEqualTo("joe@example.com");
    assertThat(values.open("[EMAIL_2]", sealed)).isNull();
    byte[] other = new byte[32];
    other[0] = 1;
    assertThat(new SealedValues(other, random).open("[EMAIL_1]", sealed)).isNull();
    assertThat(new SealedValues(other, random).digest(EMAIL, "x"))
        .isNotEqualTo(values.digest(EMAIL, "x"));
    sealed[sealed.length - 1] ^= 1;
    assertThat(values.open("[EMAIL_1]", sealed)).isNull();
  }

  @Test
  void showsNothing() {
    assertThat(Pseudonyms.perRequest()).hasToString("Pseudonyms[request]");
    assertThat(Pseudonyms.perSession(Duration.ofSeconds(1))).hasToString("Pseudonyms[session]");
    assertThat(Redaction.hash(new byte[32])).hasToString("Hash");
  }

  @Test
  void noTokenIsEverRestoredForAnotherCaller() throws Exception {
    int threads = 64;
    int sessions = 1_000;
    Pseudonyms pseudonyms = Pseudonyms.perSession(Duration.ofHours(1));
    AtomicInteger restored = new AtomicInteger();
    Callable<Integer> storm =
        () -> {
          int foreign = 0;
          for (int i = 0; i < sessions; i++) {
            Identity identity = Identity.builder("s" + i, "iss").build();
            PseudonymScope scope = pseudonyms.of(request(identity));
            String own = i + "@" + Thread.currentThread().getId() % 4 + ".co";
            String token = scope.token(EMAIL, own);
            if (i % 2 == 0) {
              restored.addAndGet(own.equals(scope.value(String.valueOf(token))) ? 1 : 0);
            } else {
              String any = scope.value("[EMAIL_" + (1 + i % 4) + "]");
              foreign += any == null || any.startsWith(i + "@") ? 0 : 1;
            }
          }
          return foreign;
        };
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      for (Future<Integer> foreign :
          pool.invokeAll(IntStream.range(0, threads).mapToObj(i -> storm).toList())) {
        assertThat(foreign.get()).isZero();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(restored).hasValue(threads * sessions / 2);
    for (int i = 0; i < sessions; i++) {
      PseudonymScope scope = pseudonyms.of(request(Identity.builder("s" + i, "iss").build()));
      assertThat(scope.value("[EMAIL_4]")).as("four values, four tokens").startsWith(i + "@");
      assertThat(scope.value("[EMAIL_5]")).isNull();
    }
  }
}
