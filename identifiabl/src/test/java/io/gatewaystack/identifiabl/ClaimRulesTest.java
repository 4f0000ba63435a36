package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static io.gatewaystack.identifiabl.Verdict.VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatewaystack.testing.TestClock;
import io.gatewaystack.testing.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims as raw JSON, because what a claim is written as decides. */
class ClaimRulesTest {
  private static final TestClock CLOCK = TestClock.at("2026-03-01T12:00:00Z");
  private static final long NOW = CLOCK.instant().getEpochSecond();
  private static final TestIssuer ISSUER = TestIssuer.start(CLOCK);
  private static final String MEMBERS =
      "\"iss\":\"" + ISSUER.issuer() + "\",\"aud\":\"" + AUDIENCE + "\"";

  private final JwtVerifier verifier = builder().buildVerifier();

  private static IdentifiablBuilder builder() {
    return Identifiabl.builder(ISSUER.issuer(), AUDIENCE, "urn:second").clock(CLOCK);
  }

  @AfterAll
  static void stop() {
    ISSUER.close();
  }

  private static String token(String payload) {
    String header = "{\"alg\":\"RS256\",\"kid\":\"" + ISSUER.key().kid() + "\"}";
    return ISSUER.signRaw(header, payload);
  }

  private String verdict(String payload) {
    return Verdict.of(verifier.verify(token(payload)));
  }

  private static String withTimes(String times) {
    return "{" + MEMBERS + ",\"sub\":\"u\"" + (times.isEmpty() ? "" : ",") + times + "}";
  }

  private static String withSubject(String json) {
    return "{" + MEMBERS + ",\"exp\":" + (NOW + 60) + ",\"sub\":" + json + "}";
  }

  private static String withAudience(String member) {
    return "{\"iss\":\""
        + ISSUER.issuer()
        + "\",\"sub\":\"u\",\"exp\":"
        + (NOW + 60)
        + member
        + "}";
  }

  @ParameterizedTest(name = "exp {0}: {1}")
  @CsvSource({
    "0, verified",
    "-60, token_expired",
    "-59, verified",
    "1, verified",
    "3600, verified"
  })
  void expiresWithinTheSkew(long offset, String verdict) {
    assertThat(verdict(withTimes("\"exp\":" + (NOW + offset)))).isEqualTo(verdict);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource({
    "nbf, 60, verified",
    "nbf, 61, token_not_yet_valid",
    "nbf, -1000000, verified",
    "iat, 60, verified",
    "iat, 61, token_not_yet_valid",
    "iat, -1000000, verified"
  })
  void startsWithinTheSkew(String claim, long offset, String verdict) {
    String times = "\"exp\":%d,\"%s\":%d".formatted(NOW + 3600, claim, NOW + offset);
    assertThat(verdict(withTimes(times))).isEqualTo(verdict);
  }

  @Test
  void appliesTheConfiguredSkew() {
    JwtVerifier exact = builder().clockSkew(Duration.ZERO).buildVerifier();
    assertThat(Verdict.of(exact.verify(token(withTimes("\"exp\":" + NOW)))))
        .isEqualTo("token_expired");
    assertThat(Verdict.of(exact.verify(token(withTimes("\"exp\":" + (NOW + 1))))))
        .isEqualTo(VERIFIED);
    String issuedLater = "\"exp\":" + (NOW + 9) + ",\"iat\":" + (NOW + 1);
    assertThat(Verdict.of(exact.verify(token(withTimes(issuedLater)))))
        .isEqualTo("token_not_yet_valid");
  }

  @Test
  void demandsExpiry() {
    assertThat(verdict(withTimes(""))).isEqualTo("missing_claim");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "null",
        "\"4102444800\"",
        "true",
        "[]",
        "{}",
        "-1",
        "1e400",
        "-1e400",
        "253402300800",
        "9223372036854775807",
        "9223372036854775808",
        "1772366400000000000000000",
        "1e18"
      })
  void refusesTimesThatAreNoDates(String value) {
    assertThat(verdict(withTimes("\"exp\":" + value))).as("exp").isEqualTo("invalid_claim");
    for (String claim : new String[] {"nbf", "iat"}) {
      String times = "\"exp\":%d,\"%s\":%s".formatted(NOW + 60, claim, value);
      assertThat(verdict(withTimes(times))).as(claim).isEqualTo("invalid_claim");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"253402300799", "4102444800.5", "4.1024448e9", "4102444800.000000000001"})
  void acceptsEveryWayToWriteADate(String value) {
    assertThat(verdict(withTimes("\"exp\":" + value))).isEqualTo(VERIFIED);
  }

  @Test
  void refusesNumbersLongerThanAnyDate() {
    assertThat(verdict(withTimes("\"exp\":" + "9".repeat(900)))).isEqualTo("invalid_claim");
    assertThat(verdict(withTimes("\"exp\":" + "9".repeat(1100)))).isEqualTo("malformed_token");
  }

  @ParameterizedTest(name = "sub {0}")
  @ValueSource(
      strings = {
        "null", "\"\"", "\" \"", "\"\\t\"", "\"\\u00a0\\u2003\"", "\"\\u200b\\u2060\"", "7",
        "[\"u\"]", "{}", "true", "\"a\\rb\"", "\"a\\nb\"", "\"a\\u0000b\"", "\"\\u001b[31m\"",
        "\"a\\u007f\"", "\"a\\u0085\""
      })
  void refusesSubjectsThatNameNobody(String json) {
    assertThat(verdict(withSubject(json))).isEqualTo("invalid_subject");
  }

  @Test
  void demandsSubject() {
    assertThat(verdict("{" + MEMBERS + ",\"exp\":" + (NOW + 60) + "}"))
        .isEqualTo("invalid_subject");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"auth0|1", " padded ", "Ünïcödé", "a b", "x@y", "0", "\uD83D\uDE00"})
  void keepsOtherSubjectsExactly(String subject) {
    var identity = Verdict.identity(verifier.verify(token(withSubject("\"" + subject + "\""))));
    assertThat(identity.subject()).isEqualTo(subject);
  }

  static Stream<Arguments> audiences() {
    return Stream.of(
        arguments(",\"aud\":\"urn:second\"", VERIFIED),
        arguments(",\"aud\":[\"urn:second\"]", VERIFIED),
        arguments(",\"aud\":[\"x\",\"" + AUDIENCE + "\"]", VERIFIED),
        arguments("", "invalid_audience"),
        arguments(",\"aud\":null", "invalid_audience"),
        arguments(",\"aud\":[]", "invalid_audience"),
        arguments(",\"aud\":\"\"", "invalid_audience"),
        arguments(",\"aud\":\"x\"", "invalid_audience"),
        arguments(",\"aud\":[\"x\",\"y\"]", "invalid_audience"),
        arguments(",\"aud\":\"" + AUDIENCE + "/\"", "invalid_audience"),
        arguments(",\"aud\":\"" + AUDIENCE + " urn:second\"", "invalid_audience"),
        arguments(",\"aud\":[\"" + AUDIENCE + "\",1]", "invalid_audience"),
        arguments(",\"aud\":{\"a\":\"" + AUDIENCE + "\"}", "invalid_audience"),
        arguments(",\"aud\":7", "invalid_audience"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("audiences")
  void acceptsOneOfItsAudiences(String member, String verdict) {
    assertThat(verdict(withAudience(member))).isEqualTo(verdict);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "\"org_id\":\"o\"; verified",
        "\"org_id\":0; verified",
        "\"org_id\":null; missing_claim",
        "\"org_id\":\" \"; missing_claim",
        "\"other\":\"o\"; missing_claim"
      })
  void demandsRequiredClaims(String member, String verdict) {
    JwtVerifier strict =
        builder()
            .requiredClaims("org_id")
            .claimNames(ClaimNames.DEFAULT.withTenant())
            .buildVerifier();
    String payload = withTimes("\"exp\":" + (NOW + 60) + "," + member);
    assertThat(Verdict.of(strict.verify(token(payload)))).isEqualTo(verdict);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"7", "\"\"", "\" \"", "\"a\\nb\"", "[\"o\"]", "{}", "false"})
  void refusesTenantsThatCouldBeTakenForAnother(String json) {
    String payload = withTimes("\"exp\":" + (NOW + 60) + ",\"org_id\":" + json);
    assertThat(verdict(payload)).isEqualTo("invalid_claim");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"null", "[]", "\"x\"", "7", "", "{", "{}{}", "{\"a\":1,\"a\":2}", "\uFEFF{}"})
  void refusesPayloadThatIsNotOneStrictObject(String payload) {
    assertThat(verdict(payload)).isEqualTo("malformed_token");
  }

  @Test
  void refusesRepeatedClaim() {
    assertThat(verdict(withTimes("\"exp\":" + (NOW + 60) + ",\"sub\":\"admin\"")))
        .isEqualTo("malformed_token");
  }

  @Test
  void refusesDeepPayload() {
    String deep = "\"exp\":" + (NOW + 60) + ",\"d\":" + "[".repeat(200) + "]".repeat(200);
    assertThat(verdict(withTimes(deep))).isEqualTo("malformed_token");
  }

  @Test
  void refusesUnpairedSurrogateInSubject() {
    assertThat(verdict(withSubject("\"\\ud800\""))).isEqualTo("malformed_token");
  }

  @Test
  void refusesInvalidUtf8() {
    TestKey key = TestKey.rsa("own", 2048);
    try (TestIssuer issuer = TestIssuer.start(CLOCK)) {
      issuer.serveJwks(200, TestKey.jwks(key.jwk()));
      JwtVerifier own = Identifiabl.builder(issuer.issuer(), AUDIENCE).clock(CLOCK).buildVerifier();
      String claims =
          "{\"iss\":\"%s\",\"aud\":\"%s\",\"exp\":%d,\"sub\":\"u?\"}"
              .formatted(issuer.issuer(), AUDIENCE, NOW + 60);
      byte[] header = "{\"alg\":\"RS256\",\"kid\":\"own\"}".getBytes(StandardCharsets.UTF_8);
      byte[] payload = claims.getBytes(StandardCharsets.UTF_8);
      assertThat(Verdict.of(own.verify(key.sign(header, payload, "RS256")))).isEqualTo(VERIFIED);

      payload[claims.indexOf('?')] = (byte) 0xC3;

      assertThat(Verdict.of(own.verify(key.sign(header, payload, "RS256"))))
          .isEqualTo("malformed_token");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"null", "[]", "\"x\"", "7", "{\"alg\":\"RS256\",\"alg\":\"RS256\"}", "{"})
  void refusesHeaderThatIsNotOneStrictObject(String header) {
    String token = ISSUER.signRaw(header, withTimes("\"exp\":" + (NOW + 60)));
    assertThat(Verdict.of(verifier.verify(token))).isEqualTo("malformed_token");
  }
}
