package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Standing;
import io.gatewaystack.context.section.Standing.Verdict;
import io.gatewaystack.identifiabl.apikey.ApiKey;
import io.gatewaystack.identifiabl.apikey.ApiKeyTerms;
import io.gatewaystack.identifiabl.apikey.IssuedApiKey;
import io.gatewaystack.testing.TestClock;
import io.gatewaystack.testing.TestIssuer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is found out about a request's credentials after the request. */
class JudgedAgainTest extends ApiKeyRequests {
  private final TestIssuer issuer = TestIssuer.start(TestClock.at("2026-03-01T12:00:00Z"));
  private final Identifiabl both =
      Identifiabl.builder(issuer.issuer(), AUDIENCE).apiKeys(store).clock(clock).build();

  @AfterEach
  void stop() {
    issuer.close();
  }

  private static Standing standing(Decision decision) {
    assertThat(decision).isInstanceOf(Decision.Proceed.class);
    return decision.context().require(Standing.class);
  }

  private String token(String subject) {
    return issuer.token().audience(AUDIENCE).subject(subject).mint();
  }

  @Test
  void aKeyIsEndedOnceItIsRevoked() {
    IssuedApiKey issued = create("agent");
    IssuedApiKey other = create("agent");
    Standing standing = standing(sent(issued.plaintext()));
    Standing untouched = standing(sent(other.plaintext()));
    assertThat(standing.ask()).isEqualTo(Verdict.GOOD);
    assertThat(standing.interval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(standing.toString()).doesNotContain(issued.plaintext());

    keys.revoke(issued.key().id());

    assertThat(standing.ask()).isEqualTo(Verdict.ENDED);
    assertThat(untouched.ask()).isEqualTo(Verdict.GOOD);
  }

  @Test
  void aKeyOfAStoreThatTellsOfNoChangeIsEndedWhenItIsNoLongerRemembered() {
    store.tellsOfChanges = false;
    IssuedApiKey issued = create("agent");
    Standing standing = standing(sent(issued.plaintext()));
    keys.revoke(issued.key().id());
    assertThat(standing.ask()).isEqualTo(Verdict.GOOD);
    assertThat(store.calls).as("asks what is remembered").hasValue(1);
    clock.advance(Duration.ofMinutes(1));
    assertThat(standing.ask()).isEqualTo(Verdict.ENDED);
  }

  @Test
  void nothingIsKnownOfAKeyWhileItsStoreFails() {
    store.tellsOfChanges = false;
    Standing standing = standing(sent(create("agent").plaintext()));
    store.failing = true;
    clock.advance(Duration.ofMinutes(1));
    assertThat(standing.ask()).isEqualTo(Verdict.UNKNOWN);
    store.failing = false;
    assertThat(standing.ask()).isEqualTo(Verdict.GOOD);
  }

  @Test
  void aKeyThatSaysSomethingElseIsEnded() {
    IssuedApiKey issued = keys.create(ApiKeyTerms.builder("k").subject("a").scopes("read").build());
    AtomicReference<ApiKey> stored = new AtomicReference<>(issued.key());
    Identifiabl guarding =
        Identifiabl.builder().apiKeys(hash -> Optional.of(stored.get())).clock(clock).build();
    Standing standing =
        standing(guarding.before(context(Map.of("X-API-Key", List.of(issued.plaintext())))));
    assertThat(standing.ask()).isEqualTo(Verdict.GOOD);

    ApiKeyTerms fewer = ApiKeyTerms.builder("k").subject("a").build();
    stored.set(keys.create(fewer).key());
    clock.advance(Duration.ofMinutes(1));

    assertThat(standing.ask()).isEqualTo(Verdict.ENDED);
  }

  @Test
  void aTokenIsEndedByItsTimeAndByTheLossOfItsKey() {
    Standing lasting = standing(both.before(Requests.bearer(token("ada"))));
    assertThat(lasting.ask()).isEqualTo(Verdict.GOOD);
    issuer.rotate();
    assertThat(both.before(Requests.bearer(token("ada")))).isInstanceOf(Decision.Proceed.class);
    assertThat(lasting.ask()).as("its key is gone").isEqualTo(Verdict.ENDED);

    Standing brief = standing(both.before(Requests.bearer(token("ada"))));
    clock.advance(Duration.ofDays(2));
    assertThat(brief.ask()).isNotEqualTo(Verdict.GOOD);
  }

  @Test
  void ofTwoCredentialsBothMustBeGood() {
    ApiKeyTerms terms = ApiKeyTerms.builder("x").subject("ada").issuer(issuer.issuer()).build();
    IssuedApiKey issued = keys.create(terms);
    Map<String, List<String>> headers =
        Map.of(
            "Authorization", List.of("Bearer " + token("ada")),
            "X-API-Key", List.of(issued.plaintext()));
    Standing standing = standing(both.before(context(headers)));
    assertThat(standing.ask()).isEqualTo(Verdict.GOOD);
    keys.revoke(issued.key().id());
    assertThat(standing.ask()).isEqualTo(Verdict.ENDED);
  }

  @Test
  void whatAnEarlierLayerFoundIsNotForgotten() {
    IssuedApiKey issued = create("agent");
    Standing earlier = new Standing(Duration.ofSeconds(5), () -> Verdict.UNKNOWN);
    Decision decision =
        layer.before(
            context(Map.of("X-API-Key", List.of(issued.plaintext())))
                .with(Identity.builder("agent", ApiKey.ISSUER).build())
                .with(earlier));
    Standing standing = standing(decision);
    assertThat(standing.ask()).isEqualTo(Verdict.UNKNOWN);
    keys.revoke(issued.key().id());
    assertThat(standing.ask()).isEqualTo(Verdict.ENDED);
  }
}
