package io.gatewaystack.identifiabl;

import static io.gatewaystack.identifiabl.Verdict.AUDIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.section.Identity;
import io.gatewaystack.testing.TestIssuer;
import io.gatewaystack.testing.TokenBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class ClaimMappingTest {
  private static final TestIssuer ISSUER = TestIssuer.start();

  @AfterAll
  static void stop() {
    ISSUER.close();
  }

  private static TokenBuilder good() {
    return ISSUER.token().audience(AUDIENCE);
  }

  private static IdentifiablBuilder builder() {
    return Identifiabl.builder(ISSUER.issuer(), AUDIENCE);
  }

  private static Identity identity(TokenBuilder token) {
    return Verdict.identity(builder().buildVerifier().verify(token.mint()));
  }

  @Test
  void leavesOutWhatTheTokenDoesNotSay() {
    Identity identity = identity(good());

    assertThat(identity.tenantId()).isNull();
    assertThat(identity.email()).isNull();
    assertThat(identity.name()).isNull();
    assertThat(identity.plan()).isNull();
    assertThat(identity.scopes()).isEmpty();
    assertThat(identity.roles()).isEmpty();
    assertThat(identity.actorChain()).isEmpty();
    assertThat(identity.source()).isEqualTo("custom");
  }

  @Test
  void everyScopeGetsThePrefixThatClientsMustAskFor() {
    TokenBuilder token =
        good()
            .claim("scope", "a b")
            .claim("permissions", List.of("c"))
            .claim("roles", List.of("r"));
    JwtVerifier verifier = builder().scopePrefix("api://crm/").buildVerifier();

    Identity identity = Verdict.identity(verifier.verify(token.mint()));

    assertThat(identity.scopes()).containsExactly("api://crm/a", "api://crm/b", "api://crm/c");
    assertThat(identity.roles()).containsExactly("r");
    assertThat(identity(token).scopes()).containsExactly("a", "b", "c");
  }

  @Test
  void mapsTheDefaultClaims() {
    Identity identity =
        identity(
            good()
                .claim("email", "ada@example.com")
                .claim("name", "Ada Lovelace")
                .claim("org_id", "org_1")
                .claim("tenant", "other")
                .claim("plan", "pro")
                .claim("roles", List.of("admin", "analyst")));

    assertThat(identity.email()).isEqualTo("ada@example.com");
    assertThat(identity.name()).isEqualTo("Ada Lovelace");
    assertThat(identity.tenantId()).isEqualTo("org_1");
    assertThat(identity.plan()).isEqualTo("pro");
    assertThat(identity.roles()).containsExactly("admin", "analyst");
  }

  @Test
  void fallsBackToTheSecondTenantClaim() {
    assertThat(identity(good().claim("tenant", "t")).tenantId()).isEqualTo("t");
    assertThat(identity(good().claim("org_id", null).claim("tenant", "t")).tenantId())
        .isEqualTo("t");
  }

  @Test
  void mergesScopesFromStringsArraysAndPermissions() {
    Identity identity =
        identity(
            good()
                .claim("scope", " tool:read  tool:write ")
                .claim("scp", List.of("ledger:read", "tool:read"))
                .claim("permissions", List.of("read:orders", "write:orders")));

    assertThat(identity.scopes())
        .containsExactly("tool:read", "tool:write", "ledger:read", "read:orders", "write:orders");
  }

  @Test
  void anEmptyScopeHidesNoArrayOfScopes() {
    List<String> alternative = List.of("read", "write");

    assertThat(identity(good().claim("scope", "").claim("scopes", alternative)).scopes())
        .containsExactly("read", "write");
    assertThat(identity(good().claim("scope", "admin").claim("scopes", alternative)).scopes())
        .containsExactly("admin", "read", "write");
  }

  @Test
  void readsScopeAsArrayAndScpAsString() {
    Identity identity = identity(good().claim("scope", List.of("a", "b")).claim("scp", "c d"));
    assertThat(identity.scopes()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void grantsNothingForClaimsOfTheWrongForm() {
    Identity identity =
        identity(
            good()
                .claim("scope", Map.of("a", "admin"))
                .claim("scp", Arrays.asList(1, true, null, List.of("admin"), "read"))
                .claim("permissions", 7)
                .claim("roles", true)
                .claim("plan", 7)
                .claim("email", List.of("ada@example.com"))
                .claim("name", " "));

    assertThat(identity.scopes()).containsExactly("read");
    assertThat(identity.roles()).isEmpty();
    assertThat(identity.plan()).isNull();
    assertThat(identity.email()).isNull();
    assertThat(identity.name()).isNull();
  }

  @Test
  void readsTheClaimsItIsToldTo() {
    ClaimNames names =
        ClaimNames.DEFAULT
            .withScopes("https://example.com/grants")
            .withRoles("groups")
            .withTenant("tid")
            .withPlan("tier", "plan");
    JwtVerifier verifier = builder().claimNames(names).source("entra").buildVerifier();
    TokenBuilder token =
        good()
            .claim("https://example.com/grants", "g")
            .claim("scope", "s")
            .claim("groups", "staff")
            .claim("tid", "t")
            .claim("org_id", 7)
            .claim("plan", "free");

    Identity identity = Verdict.identity(verifier.verify(token.mint()));

    assertThat(identity.scopes()).containsExactly("g");
    assertThat(identity.roles()).containsExactly("staff");
    assertThat(identity.tenantId()).isEqualTo("t");
    assertThat(identity.plan()).isEqualTo("free");
    assertThat(identity.source()).isEqualTo("entra");
  }

  @Test
  void handsOutClaimsNobodyCanChange() {
    Identity identity =
        identity(
            good()
                .claim("list", Arrays.asList("a", null, 1))
                .claim("map", Map.of("deep", List.of(1.5, true)))
                .claim("none", null));

    assertThat(identity.claims()).doesNotContainKey("none");
    assertThat(identity.claims().get("list")).isEqualTo(Arrays.asList("a", null, 1));
    assertThat(identity.claims().get("map")).isEqualTo(Map.of("deep", List.of(1.5, true)));
    List<?> list = (List<?>) identity.claims().get("list");
    Map<?, ?> map = (Map<?, ?>) identity.claims().get("map");
    assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void refusesBlankClaimNames() {
    assertThatThrownBy(() -> ClaimNames.DEFAULT.withRoles("groups", " "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("claimNames.roles: ");
  }
}
