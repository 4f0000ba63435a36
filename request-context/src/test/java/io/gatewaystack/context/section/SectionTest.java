package io.gatewaystack.context.section;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.denial.Denial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SectionTest {
  private static final Identity JANE =
      Identity.builder("auth0|jane", "https://idp.example")
          .tenantId("acme-corp")
          .email("jane@example.com")
          .name("Jane Roe")
          .roles(List.of("admin"))
          .scopes(List.of("read"))
          .plan("pro")
          .source("auth0")
          .actorChain(List.of(new Identity.Actor("agent-jane", "https://idp.example")))
          .claims(Map.of("jti", "token-id-1"))
          .build();

  @Test
  void identityShowsNothingAboutThePerson() {
    assertThat(JANE).hasToString("Identity[source=auth0]");
    assertThat(JANE.actorChain().toString()).doesNotContain("jane", "idp.example");
  }

  @Test
  void noSectionShowsWhoWhereOrWhat() {
    assertThat(Routing.of("crm", "https://crm.example/users/jane@example.com"))
        .hasToString("Routing[crm]");
    assertThat(new Limits(Limits.Verdict.OK, "jane@example.com", "acme-corp", List.of()))
        .hasToString("Limits[OK]");
  }

  @Test
  void identityKeepsEveryTextExactly() {
    assertThat(JANE.subject()).isEqualTo("auth0|jane");
    assertThat(JANE.tenantId()).isEqualTo("acme-corp");
    assertThat(JANE.email()).isEqualTo("jane@example.com");
    assertThat(JANE.name()).isEqualTo("Jane Roe");
    assertThat(JANE.roles()).containsExactly("admin");
    assertThat(JANE.scopes()).containsExactly("read");
    assertThat(JANE.plan()).isEqualTo("pro");
    assertThat(JANE.claims()).containsEntry("jti", "token-id-1");
    assertThat(Identity.builder(" ñ|İ ", "i").build().subject()).isEqualTo(" ñ|İ ");
  }

  @ParameterizedTest(name = "[{index}]")
  @ValueSource(
      strings = {
        "",
        " ",
        "\t",
        "a\r\nX-Role: admin",
        "a\u0000",
        "a\u001b[0m",
        "a\u007f",
        "a\u0085"
      })
  void identityRefusesASubjectNoHeaderOrLogMayHold(String subject) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Identity.builder(subject, "i").build())
        .withMessage("subject: (expected: not blank, no control characters)");
  }

  @Test
  void thePrincipalIsSubjectAndIssuer() {
    Identity same = Identity.builder("auth0|jane", "https://idp.example").source("api_key").build();

    assertThat(JANE.samePrincipal(same)).isTrue();
    assertThat(JANE.samePrincipal(Identity.builder("auth0|jane", "https://other").build()))
        .isFalse();
    assertThat(JANE.samePrincipal(Identity.builder("AUTH0|jane", "https://idp.example").build()))
        .isFalse();
  }

  @Test
  void identityCopiesItsCollections() {
    List<String> scopes = new ArrayList<>(List.of("a", "b", "a"));
    Map<String, Object> claims = new LinkedHashMap<>(Map.of("k", 1));
    Identity identity = Identity.builder("s", "i").scopes(scopes).claims(claims).build();
    scopes.clear();
    claims.clear();

    assertThat(identity.scopes()).containsExactly("a", "b");
    assertThat(identity.claims()).containsOnlyKeys("k");
    assertThatThrownBy(() -> identity.claims().put("x", 1))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void theFirstRefusalStands() {
    Refusal first = new Refusal("validatabl", Denial.invalidRequest("a", "A"));

    assertThat(first.merge(new Refusal("limitabl", Denial.internalError()))).isSameAs(first);
  }

  @Test
  void warningsAddUp() {
    Warnings both = Warnings.of("a").merge(Warnings.of("b")).merge(Warnings.of("a"));

    assertThat(both.codes()).containsExactly("a", "b");
    assertThat(new Warnings(Set.of()).codes()).isEmpty();
  }

  @Test
  void routingNamesModelAndToolOnlyWhenThereAreSome() {
    assertThat(Routing.of("p", "e")).isEqualTo(new Routing("p", "e", null, null));
  }
}
