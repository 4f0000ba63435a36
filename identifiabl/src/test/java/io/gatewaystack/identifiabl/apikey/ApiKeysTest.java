package io.gatewaystack.identifiabl.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.testing.TestClock;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
  private static final TestClock CLOCK = TestClock.at("2026-03-01T12:00:00Z");
  private static final String BODY = "a".repeat(32);

  private static IssuedApiKey create() {
    return ApiKeys.create(ApiKeyTerms.builder("test").build(), CLOCK);
  }

  @Test
  void areMadeOfThirtyTwoRandomBytesBehindThePrefix() {
    String key = create().plaintext();
    assertThat(key).startsWith("mcp_").hasSize(47);
    assertThat(Base64.getUrlDecoder().decode(key.substring(4))).hasSize(32);
    assertThat(ApiKeys.isWellFormed(key, 0)).isTrue();
  }

  @Test
  void areNeverTheSame() {
    Set<String> keys = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      IssuedApiKey issued = create();
      keys.add(issued.plaintext());
      ids.add(issued.key().id());
    }
    assertThat(keys).hasSize(1_000);
    assertThat(ids).hasSize(1_000);
  }

  @Test
  void stayOutOfTexts() {
    IssuedApiKey issued = create();
    String secret = issued.plaintext().substring(4);
    assertThat(issued.toString()).contains(issued.key().id()).doesNotContain(secret);
    assertThat(issued.key().toString()).doesNotContain(secret);
    assertThat(issued.hash()).hasToString("CredentialHash");
    ApiKeyTerms personal = ApiKeyTerms.builder("laptop").subject("ada@example.com").build();
    assertThat(new ApiKey("k", personal, CLOCK.instant(), null).toString()).isEqualTo("ApiKey[k]");
    assertThat(personal).hasToString("ApiKeyTerms");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "",
        "mcp_",
        "mcp_short",
        "MCP_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "mcp-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        " mcp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "mcp_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ",
        "mcp_aaaaaaaaaaaaaaaa aaaaaaaaaaaaaaaa",
        "mcp_aaaaaaaaaaaaaaaa=aaaaaaaaaaaaaaaa",
        "mcp_aaaaaaaaaaaaaaaa+aaaaaaaaaaaaaaaa",
        "mcp_aaaaaaaaaaaaaaaa/aaaaaaaaaaaaaaaa",
        "mcp_aaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaa",
        "mcp_aaaaaaaaaaaaaaaa\u00e9aaaaaaaaaaaaaaaa",
        "mcp_aaaaaaaaaaaaaaaa\naaaaaaaaaaaaaaaa"
      })
  void areToldFromOtherTexts(String text) {
    assertThat(ApiKeys.isWellFormed(text, 0)).isFalse();
  }

  @Test
  void haveBetween32And256CharactersBehindThePrefix() {
    assertThat(ApiKeys.isWellFormed("mcp_" + BODY, 0)).isTrue();
    assertThat(ApiKeys.isWellFormed("mcp_" + BODY.substring(1), 0)).isFalse();
    assertThat(ApiKeys.isWellFormed("mcp_" + "Az09_-aa".repeat(32), 0)).isTrue();
    assertThat(ApiKeys.isWellFormed("mcp_" + "a".repeat(257), 0)).isFalse();
  }

  @Test
  void areReadFromTheMiddleOfATextToo() {
    assertThat(ApiKeys.isApiKey("Bearer mcp_x", 7)).isTrue();
    assertThat(ApiKeys.isApiKey("Bearer eyJ", 7)).isFalse();
    assertThat(ApiKeys.isWellFormed("Bearer mcp_" + BODY, 7)).isTrue();
    assertThat(ApiKeys.isWellFormed("Bearer mcp_" + BODY, 6)).isFalse();
    assertThat(CredentialHash.of("Bearer mcp_" + BODY, 7))
        .isEqualTo(CredentialHash.of("mcp_" + BODY));
  }

  @Test
  void areNotMadeForATimeThatIsOver() {
    ApiKeyTerms over = ApiKeyTerms.builder("x").expiresAt(CLOCK.instant()).build();
    assertThatThrownBy(() -> ApiKeys.create(over, CLOCK))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("expires: ");
    ApiKeyTerms soon = ApiKeyTerms.builder("x").expiresAt(CLOCK.instant().plusNanos(1)).build();
    assertThat(ApiKeys.create(soon, CLOCK).key().isUsable(CLOCK.instant())).isTrue();
  }

  @Test
  void stopWorkingWhenTheyExpireOrAreRevoked() {
    Instant now = CLOCK.instant();
    ApiKeyTerms soon = ApiKeyTerms.builder("x").expiresAt(now.plusSeconds(1)).build();
    ApiKey key = ApiKeys.create(soon, CLOCK).key();
    assertThat(key.isUsable(now.plusMillis(999))).isTrue();
    assertThat(key.isUsable(now.plusSeconds(1))).isFalse();
    assertThat(key.revoked(now.plusSeconds(9)).isUsable(now)).isFalse();
  }

  @Test
  void identifyThemselvesUnlessTheySaySomebodyElse() {
    ApiKey own = create().key();
    assertThat(own.subject()).isEqualTo(own.id());
    assertThat(own.issuer()).isEqualTo(ApiKey.ISSUER);
    ApiKeyTerms personal = ApiKeyTerms.builder("x").subject("ada").issuer("https://idp").build();
    ApiKey other = new ApiKey("k", personal, CLOCK.instant(), null);
    assertThat(other.subject()).isEqualTo("ada");
    assertThat(other.issuer()).isEqualTo("https://idp");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", " ", "a\nb", "\u001b[31m"})
  void refuseTextsNobodyCanRead(String text) {
    ApiKeyTerms.Builder good = ApiKeyTerms.builder("x");
    refuses("name", ApiKeyTerms.builder(text));
    refuses("subject", good.subject(text));
    refuses("issuer", ApiKeyTerms.builder("x").issuer(text));
    refuses("tenant", ApiKeyTerms.builder("x").tenantId(text));
    refuses("plan", ApiKeyTerms.builder("x").plan(text));
    refuses("roles", ApiKeyTerms.builder("x").roles(text));
    refuses("scopes", ApiKeyTerms.builder("x").scopes(text));
  }

  @Test
  void refuseTextsAndListsThatAreTooLong() {
    refuses("name", ApiKeyTerms.builder("x".repeat(257)));
    Set<String> many = IntStream.range(0, 201).mapToObj(i -> "s" + i).collect(Collectors.toSet());
    refuses("scopes", ApiKeyTerms.builder("x").scopes(many));
    refuses("scopes", ApiKeyTerms.builder("x").scopes(List.of("two words")));
  }

  private static void refuses(String member, ApiKeyTerms.Builder terms) {
    assertThatThrownBy(terms::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(member + ": ");
  }

  @ParameterizedTest(name = "\"{0}\"")
  @ValueSource(strings = {"", "a b", "a/b", "\u00e9"})
  void refuseIdsThatCannotBeWrittenEverywhere(String id) {
    ApiKeyTerms terms = ApiKeyTerms.builder("x").build();
    assertThatThrownBy(() -> new ApiKey(id, terms, CLOCK.instant(), null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("id: ");
  }
}
