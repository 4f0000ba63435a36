package io.gatewaystack.explicabl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscretionTest {
  private final Discretion discretion = new Discretion(Pseudonyms.random(), false);

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "/tools/proxy/slow, /tools/proxy/slow",
    "/a%20b/c, /a%20b/c",
    "/users/alice@example.com/orders, /users/[email]/orders",
    "/users/alice%40example.com, /users/[email]",
    "/pay/4111111111111111/, /pay/[card]/",
    "/t/eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9, /t/[secret]",
    "/a?token=x, /a",
    "/proxy/..;/admin, /proxy/..;/admin",
    "/proxy//evil, /proxy//evil",
    "/proxy/\\evil, /proxy/\\evil",
    "*, *"
  })
  void keepsAPathExceptWhatIsSensitiveInIt(String raw, String kept) {
    assertThat(discretion.path(raw)).isEqualTo(kept);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "file:///docs/a.txt, file:///docs/a.txt",
    "https://alice:pw@host.example/a?token=x#y, https://host.example/a",
    "https://alice:p@w@host.example/a, https://host.example/a",
    "https://host.example?x=a@b, https://host.example",
    "https://host.example/@scope/a, https://host.example/@scope/a",
    "https://u:p@host.example, https://host.example",
    "urn:isbn:0?x=//a@b/, urn:isbn:0",
    "mailto:alice@example.com?subject=x, [email]",
    "crm://people/alice@example.com, crm://people/[email]",
    "note#secret?x, note",
    "https://, https://",
    "https://@, https://"
  })
  void keepsOfAResourceNeitherUserInformationNorQueryNorFragment(String raw, String kept) {
    assertThat(discretion.uri(raw)).isEqualTo(kept);
  }

  @Test
  void cutsWhatIsTooLongToKeep() {
    assertThat(discretion.path("/" + "x".repeat(2047))).hasSize(2048);
    assertThat(discretion.path("/" + "x".repeat(2048))).hasSize(2049).endsWith("x…");
    assertThat(discretion.name("x".repeat(600))).hasSize(513).endsWith("x…");
  }

  @Test
  void looksForSensitiveTextBeforeItCuts() {
    String address = "alice@example.com";

    assertThat(discretion.name("x".repeat(508) + "/" + address)).doesNotContain("alice");
  }

  @ParameterizedTest
  @CsvSource({
    "auth0|123",
    "AbC@clients",
    "google-oauth2|103547991597142817347",
    "0f8fad5b-d9cb-469f-a165-70867728950e"
  })
  void showsASubjectThatIsAnIdentifier(String subject) {
    assertThat(discretion.principal(subject)).isEqualTo(subject);
  }

  @ParameterizedTest
  @CsvSource({"alice@example.com", "email|alice%40example.com", "4111111111111111"})
  void replacesASubjectThatIsPersonalDataByItsPseudonym(String subject) {
    assertThat(discretion.principal(subject))
        .matches("hmac-sha256:[0-9a-f]{32}")
        .isEqualTo(discretion.principal(subject))
        .isNotEqualTo(discretion.principal("bob@example.com"));
  }

  @Test
  void tellsOverlongSubjectsApart() {
    String base = "x".repeat(256);

    assertThat(discretion.principal(base)).isEqualTo(base);
    assertThat(discretion.principal(base + "1"))
        .startsWith("hmac-sha256:")
        .isNotEqualTo(discretion.principal(base + "2"));
  }

  @Test
  void makesTheSamePseudonymsWithTheSameKeyOnly() {
    byte[] key = new byte[32];
    key[0] = 1;
    String address = "alice@example.com";

    assertThat(Pseudonyms.keyed(key).of(address))
        .isEqualTo(Pseudonyms.keyed(key).of(address))
        .isNotEqualTo(Pseudonyms.keyed(new byte[32]).of(address));
    assertThat(Pseudonyms.random().of(address)).isNotEqualTo(Pseudonyms.random().of(address));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "203.0.113.77, 203.0.113.0/24, 203.0.113.77",
    "255.255.255.255, 255.255.255.0/24, 255.255.255.255",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1::/48, 2001:db8:1:2:3:4:5:6",
    "::1, 0:0:0::/48, 0:0:0:0:0:0:0:1",
    "::ffff:203.0.113.77, 203.0.113.0/24, 203.0.113.77",
    "fe80::1%0, fe80:0:0::/48, fe80:0:0:0:0:0:0:1"
  })
  void masksTheClientUnlessAskedToKeepIt(String address, String masked, String kept) {
    Discretion indiscreet = new Discretion(Pseudonyms.random(), true);

    assertThat(discretion.client(Requests.address(address))).isEqualTo(masked);
    assertThat(indiscreet.client(Requests.address(address))).isEqualTo(kept);
    assertThat(discretion.client(null)).isNull();
  }
}
