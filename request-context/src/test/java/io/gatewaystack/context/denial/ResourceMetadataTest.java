package io.gatewaystack.context.denial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceMetadataTest {

  @Test
  void writesTheDocumentOfRfc9728() {
    var metadata =
        new ResourceMetadata(
            "/mcp",
            "https://gw.example/mcp",
            List.of("https://t.auth0.com/"),
            List.of("mcp:read"),
            "Gateway");

    assertThat(new String(metadata.json(), UTF_8))
        .isEqualTo(
            "{\"resource\":\"https://gw.example/mcp\","
                + "\"authorization_servers\":[\"https://t.auth0.com/\"],"
                + "\"scopes_supported\":[\"mcp:read\"],"
                + "\"bearer_methods_supported\":[\"header\"],\"resource_name\":\"Gateway\"}");
  }

  @Test
  void resourceOfAPathIsTheUrlClientsUse() {
    ResourceMetadata metadata =
        ResourceMetadata.of(
            URI.create("https://gw.example"), "/a/mcp", List.of("urn:i"), List.of("s"));

    assertThat(metadata.resource()).isEqualTo("https://gw.example/a/mcp");
    assertThat(metadata.wellKnownPath()).endsWith("/oauth-protected-resource/a/mcp");
    assertThat(metadata.scopesSupported()).containsExactly("s");
  }

  @Test
  void leavesOutWhatIsNotSet() {
    assertThat(new String(at("").json(), UTF_8))
        .doesNotContain("scopes_supported")
        .doesNotContain("resource_name");
  }

  @Test
  void standsBelowTheWellKnownPath() {
    assertThat(at("").wellKnownPath()).isEqualTo("/.well-known/oauth-protected-resource");
    assertThat(at("/public/mcp").wellKnownPath())
        .isEqualTo("/.well-known/oauth-protected-resource/public/mcp");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://gw.example/",
        "https://gw.example/app",
        "https://gw.example?a",
        "https://gw.example#a",
        "https://ada@gw.example",
        "//gw.example",
        "urn:gw"
      })
  void isOfNoBaseButSchemeHostAndPort(String base) {
    URI url = URI.create(base);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResourceMetadata.of(url, "/mcp", List.of("i"), List.of()))
        .withMessage("publicBaseUrl: " + base + " (expected: scheme://host[:port])");
  }

  @ParameterizedTest(name = "{0} covers {1}: {2}")
  @CsvSource({
    "'', /anything, true",
    "/mcp, /mcp, true",
    "/mcp, /mcp/, true",
    "/mcp, /mcp/a, true",
    "/mcp, /mcpx, false",
    "/mcp, /MCP, false",
    "/mcp, /, false",
    "/a/b, /a, false"
  })
  void coversWholeSegments(String path, String request, boolean covered) {
    assertThat(at(path).covers(request)).isEqualTo(covered);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"/", "mcp", "/mcp/", "mcp/"})
  void refusesAPathOfAnotherForm(String path) {
    assertThatIllegalArgumentException().isThrownBy(() -> at(path));
  }

  @Test
  void refusesADocumentThatNamesNoResourceOrNoAuthorizationServer() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ResourceMetadata("", " ", List.of("i"), List.of(), null));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ResourceMetadata("", "https://r", List.of(), List.of(), null));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "",
        " ",
        "/mcp",
        "gw.example",
        "//gw.example/mcp",
        "https://gw.example/#",
        "a b:c"
      })
  void refusesAResourceThatIsNoAbsoluteUriOrHasAFragment(String resource) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ResourceMetadata("", resource, List.of("i"), List.of(), null))
        .withMessageContaining("resource");
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"https://gw.example", "https://gw.example/mcp?tenant=a", "urn:resource"})
  void acceptsAnyOtherAbsoluteUri(String resource) {
    assertThat(new ResourceMetadata("", resource, List.of("i"), List.of(), null).resource())
        .isEqualTo(resource);
  }

  private static ResourceMetadata at(String path) {
    return new ResourceMetadata(
        path, "https://gw.example" + path, List.of("https://idp.example/"), List.of(), null);
  }
}
