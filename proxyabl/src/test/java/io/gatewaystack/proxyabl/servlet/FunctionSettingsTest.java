package io.gatewaystack.proxyabl.servlet;

import static io.gatewaystack.proxyabl.servlet.RestGate.base;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.proxyabl.IdentityField;
import io.gatewaystack.proxyabl.UpstreamCredential;
import io.gatewaystack.proxyabl.tool.GatewaySignature;
import io.gatewaystack.proxyabl.tool.RestTools;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of functions that cannot work are refused when they are loaded. */
@Timeout(20)
class FunctionSettingsTest {
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "http://user@127.0.0.1/",
        "http://127.0.0.1/?q",
        "http://127.0.0.1/#f",
        "relative",
        "http://127.0.0.1/a/../b",
        "http://127.0.0.1:65536/",
        "http://10.0.0.1/",
        "ftp://127.0.0.1/"
      })
  void anUnusableBaseIsRefusedAtLoad(String base) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RestTools.builder(URI.create(base)).build())
        .withMessageStartingWith("base: ");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"X-User-Id", "x-team"})
  void aCredentialHasAFieldOfItsOwn(String field) {
    RestTools.Builder tools =
        RestTools.withoutBase().identityHeader("X-Team", IdentityField.TENANT);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tools.credential(UpstreamCredential.apiKey(field, "k")).build())
        .withMessage(
            "identityHeader: " + field + " (expected: a field other than the credential's)");
    assertThat(tools.credential(UpstreamCredential.apiKey("X-Key", "k")).build().tools()).isEmpty();
  }

  @Test
  void unusableSettingsAreRefusedAtLoad() {
    RestTools.Builder tools = RestTools.withoutBase();
    for (String name : List.of("", "a.b", "a b", "x".repeat(129))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> tools.tool(name, Set.of("s")))
          .withMessageStartingWith("tool " + name);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tools.tool("t", Set.of("two words")))
        .withMessageContaining("scope");
    tools.tool("t", Set.of("s"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tools.tool("t", Set.of("s")))
        .withMessage("tool t: (expected: once)");
    assertThatIllegalArgumentException().isThrownBy(() -> tools.timeout(Duration.ofMillis(999)));
    assertThatIllegalArgumentException().isThrownBy(() -> tools.timeout(Duration.ofSeconds(121)));
    assertThatIllegalArgumentException().isThrownBy(() -> tools.maxResponseBytes(9_999));
    assertThatIllegalArgumentException().isThrownBy(() -> tools.maxResponseBytes(5_000_001));
    assertThatIllegalArgumentException().isThrownBy(() -> tools.maxConnections(0));
    assertThatIllegalArgumentException().isThrownBy(() -> GatewaySignature.of("short"));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                RestTools.builder(URI.create("http://example.com"))
                    .addresses(AddressPolicy.builder().build())
                    .build())
        .withMessageContaining("scheme_not_allowed");
  }
}
