package io.gatewaystack.limitabl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.gatewaystack.context.net.IpLiteral;
import io.gatewaystack.context.section.Identity;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitKeyTest {
  private static final String ISSUER = Requests.ISSUER;

  @Test
  void prefersTheUserThenTheOrganisationThenTheAddressThenAnonymous() {
    LimitKey.Builder key = LimitKey.builder();
    assertThat(key.build().value()).isEqualTo("anonymous");
    key.address(IpLiteral.parse("192.0.2.7").orElseThrow());
    assertThat(key.build().value()).isEqualTo("ip:192.0.2.7");
    key.organisation("acme");
    assertThat(key.build().value()).isEqualTo("o:acme");
    key.user(ISSUER, "alice");
    assertThat(key.build().value()).isEqualTo("u:alice|i:https://idp.example");
  }

  @Test
  void putsTheTenantInFrontOfWhoeverItIs() {
    LimitKey.Builder key = LimitKey.builder().tenant("t1");
    assertThat(key.build().value()).isEqualTo("t:t1|anonymous");
    assertThat(key.organisation("acme").build().value()).isEqualTo("t:t1|o:acme");
    assertThat(key.user(ISSUER, "alice").build().value())
        .isEqualTo("t:t1|u:alice|i:https://idp.example");
    assertThat(key.build().tenant()).contains("t:t1");
    assertThat(key.tenant(null).build().tenant()).isEmpty();
  }

  @Test
  void escapesWhatSeparates() {
    LimitKey key = LimitKey.builder().tenant("a|b%").user("i|", "auth0|x:y%7C").build();
    assertThat(key.value()).isEqualTo("t:a%7Cb%25|u:auth0%7Cx:y%257C|i:i%7C");
    assertThat(key.tenant()).contains("t:a%7Cb%25");
  }

  @Test
  void tellsEqualSubjectsOfTwoIssuersApart() {
    LimitKey one = LimitKey.builder().user("https://a.example", "alice").build();
    LimitKey other = LimitKey.builder().user("https://b.example", "alice").build();
    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void readsTheVerifiedCallerFromTheRequest() {
    assertThat(LimitKey.of(Requests.member("acme", "alice")).value())
        .isEqualTo("t:acme|u:alice|i:https://idp.example");
    assertThat(LimitKey.of(Requests.from("192.0.2.7")).value()).isEqualTo("ip:192.0.2.7");
    assertThat(LimitKey.ofAddress(Requests.member("acme", "alice")).value())
        .isEqualTo("ip:192.0.2.1");
  }

  @Test
  void theSameClaimsElsewhereInTheIdentityChangeNothing() {
    Identity plain = Identity.builder("alice", ISSUER).build();
    Identity rich =
        Identity.builder("alice", ISSUER).email("a@x.example").scopes(List.of("s")).build();
    LimitKey one = LimitKey.of(Requests.from("192.0.2.1").with(plain));
    LimitKey other = LimitKey.of(Requests.from("192.0.2.2").with(rich));
    assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
  }

  @ParameterizedTest(name = "{0} and {1}")
  @CsvSource({
    "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff, true",
    "2001:db8:1:2::1, 2001:db8:1:3::1, false",
    "192.0.2.1, ::ffff:192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
  })
  void countsIpv6ByItsNetworkAndIpv4ByAddress(String one, String other, boolean same) {
    boolean equal =
        LimitKey.ofAddress(Requests.from(one)).equals(LimitKey.ofAddress(Requests.from(other)));
    assertThat(equal).isEqualTo(same);
  }

  @Test
  void ignoresForwardedForWhichOnlyTheKernelMayTrust() {
    assertThat(LimitKey.ofAddress(Requests.forwarded("192.0.2.1", "198.51.100.9")))
        .isEqualTo(LimitKey.ofAddress(Requests.from("192.0.2.1")));
  }

  @Test
  void boundsTheLengthAndStillTellsLongSubjectsApart() {
    String subject = "s".repeat(16_000);
    LimitKey one = LimitKey.builder().tenant(subject).user(ISSUER, subject + "\ud800").build();
    LimitKey other = LimitKey.builder().tenant(subject).user(ISSUER, subject + "\ud801").build();
    assertThat(one.value()).hasSizeLessThanOrEqualTo(512).isNotEqualTo(other.value());
    assertThat(one.tenant().orElseThrow()).hasSizeLessThanOrEqualTo(512);
    assertThat(one.tenant()).isEqualTo(other.tenant());
  }

  @Test
  void keepsAKeyOf512CharactersReadable() {
    String subject = "s".repeat(512 - "u:|i:i".length());
    assertThat(LimitKey.builder().user("i", subject).build().value())
        .startsWith("u:s")
        .hasSize(512);
    assertThat(LimitKey.builder().user("i", subject + "s").build().value()).startsWith("sha256:");
  }

  @Test
  void showsNobodyInItsText() {
    assertThat(LimitKey.of(Requests.member("acme", "alice")))
        .hasToString("LimitKey")
        .isNotEqualTo("LimitKey");
  }

  /** Values built from the characters that could confuse one part with another. */
  @Test
  void noTwoDifferentCallersShareAKey() {
    Random random = new Random(42);
    Map<String, List<String>> callerOf = new HashMap<>();
    int shared = 0;
    for (int i = 0; i < 40_000; i++) {
      String tenant = random.nextInt(3) == 0 ? null : confusing(random);
      String subject = random.nextInt(3) == 0 ? null : confusing(random);
      String issuer = subject == null ? null : confusing(random);
      String organisation = subject != null ? null : confusing(random);
      LimitKey.Builder key = LimitKey.builder().tenant(tenant).organisation(organisation);
      if (subject != null) {
        key.user(issuer, subject);
      }
      List<String> caller = Arrays.asList(tenant, subject, issuer, organisation);
      List<String> before = callerOf.putIfAbsent(key.build().value(), caller);
      if (before != null) {
        shared++;
        if (!before.equals(caller)) {
          fail("%s and %s share a key", before, caller);
        }
      }
    }
    assertThat(shared).as("the generator repeats callers, so equality is tested too").isPositive();
    assertThat(callerOf).hasSizeGreaterThan(10_000);
  }

  private static String confusing(Random random) {
    String[] parts = {
      "|", "%", ":", "t:", "u:", "o:", "ip:", "|i:", "%7C", "%25", "a", "anonymous"
    };
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(3);
    for (int i = 0; i < length; i++) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.toString();
  }
}
