package io.gatewaystack.proxyabl;

import static io.gatewaystack.proxyabl.ToldFields.context;
import static io.gatewaystack.proxyabl.ToldFields.names;
import static io.gatewaystack.proxyabl.ToldFields.proxyabl;
import static io.gatewaystack.proxyabl.ToldFields.upstream;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.section.Identity;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an upstream is told about the caller, in header fields. */
class CallerFieldsTest {
  @Test
  void setsTheVerifiedSubjectExactlyOnceEvenWhenConnectionNamesIt() {
    List<HeaderField> sent =
        upstream(
            UnaryOperator.identity(),
            new HeaderField("Connection", "close, X-User-Id"),
            new HeaderField("X-User-Id", "mallory"),
            new HeaderField("x_user_id", "mallory"));
    assertThat(sent)
        .filteredOn(field -> HeaderRule.canonical(field.name()).equals("x-user-id"))
        .containsExactly(new HeaderField("X-User-Id", "alice"));
  }

  @Test
  void setsWhatIsConfiguredAboutTheCaller() {
    List<HeaderField> sent =
        upstream(
            builder ->
                builder
                    .identityHeader("X-Sub")
                    .identityHeader("X-Org-Id", IdentityField.TENANT)
                    .identityHeader("X-Tenant", IdentityField.TENANT)
                    .identityHeader("X-User-Scopes", IdentityField.SCOPES)
                    .identityHeader("X-User-Role", IdentityField.ROLES)
                    .identityHeader("X-User-Email", IdentityField.EMAIL),
            new HeaderField("x_sub", "mallory"));
    assertThat(sent)
        .contains(
            new HeaderField("X-Sub", "alice"),
            new HeaderField("X-Org-Id", "acme"),
            new HeaderField("X-Tenant", "acme"),
            new HeaderField("X-User-Scopes", "tool:read tool:write"),
            new HeaderField("X-User-Role", "admin"),
            new HeaderField("X-User-Email", "alice@acme.test"));
    assertThat(names(sent)).doesNotContain("x_sub", "X-User-Id");
  }

  @Test
  void saysNothingAboutWhatTheIdentityDoesNotHave() {
    Identity bare = Identity.builder("bob", "https://idp.test").build();
    List<HeaderField> sent =
        upstream(
            builder ->
                builder
                    .identityHeader("X-Org-Id", IdentityField.TENANT)
                    .identityHeader("X-User-Scopes", IdentityField.SCOPES)
                    .identityHeader("X-User-Role", IdentityField.ROLES)
                    .identityHeader("X-User-Email", IdentityField.EMAIL),
            context().with(bare));
    assertThat(names(sent))
        .contains("X-User-Id")
        .doesNotContain("X-Org-Id", "X-User-Scopes", "X-User-Role", "X-User-Email");
  }

  @ParameterizedTest(name = "{0} becomes {1}")
  @CsvSource({
    "auth0|62f1, auth0|62f1",
    "alice@acme.test, alice@acme.test",
    "J\u00f6rg, UTF-8''J%C3%B6rg",
    "\u5f20, UTF-8''%E5%BC%A0",
    "'a b', UTF-8''a%20b",
    "a%20b, a%20b",
    "UTF-8''a%20b, UTF-8''UTF-8%27%27a%2520b",
    "utf-8''x, UTF-8''utf-8%27%27x"
  })
  void encodesSubjectsThatCannotBeValuesSoThatNoTwoAreTheSame(String subject, String value) {
    assertThat(HeaderValue.ofIdentity(subject)).isEqualTo(value);
  }

  @Test
  void neverPutsALineBreakIntoASubject() {
    assertThat(HeaderValue.ofIdentity("a\r\nX-Admin: 1")).isEqualTo("UTF-8''a%0D%0AX-Admin%3A%201");
    assertThat(HeaderValue.ofIdentity(List.of("a b", "c"))).isEqualTo("UTF-8''a%20b c");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "clean, clean",
    "a\tb, a\tb",
    "'a\r\nb', a b",
    "'\r\na\n\n', a",
    "'a\r\n\r\nb\nc', a b c",
    "'a\u0000b\u007f', a b"
  })
  void replacesLineBreaksInValues(String value, String clean) {
    assertThat(HeaderValue.clean(value)).isEqualTo(clean);
    assertThat(upstream(UnaryOperator.identity(), new HeaderField("X-Custom", value)))
        .contains(new HeaderField("X-Custom", clean));
    ProxyRoute route = proxyabl(UnaryOperator.identity()).routes().get(0);
    assertThat(route.answer(List.of(new HeaderField("X", value))))
        .containsExactly(new HeaderField("X", clean));
  }
}
