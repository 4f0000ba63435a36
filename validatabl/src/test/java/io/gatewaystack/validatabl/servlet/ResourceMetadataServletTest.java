package io.gatewaystack.validatabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.denial.ResourceMetadata;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import io.gatewaystack.validatabl.Validatabl;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResourceMetadataServletTest {
  private static final String WELL_KNOWN = "/.well-known/oauth-protected-resource";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static TestServer server;

  private static ResourceMetadata metadata(String path, List<String> scopes) {
    return new ResourceMetadata(
        path, "https://gw.example" + path, List.of("https://issuer.example/"), scopes, null);
  }

  @BeforeAll
  static void start() {
    Validatabl tools =
        Validatabl.builder()
            .baseScopes("openid", "email", "profile")
            .toolScopes(Map.of("ledger_post", Set.of("ledger:write")))
            .build();
    server =
        TestServer.builder()
            .servlet(
                ResourceMetadataServlet.MAPPING,
                new ResourceMetadataServlet(
                    List.of(
                        metadata("", List.of()),
                        metadata("/mcp", tools.scopesSupported()),
                        metadata("/public/mcp", List.of("other")))))
            .start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static RawResponse send(String method, String path) throws IOException {
    return RawHttp.exchange(
        server.port(),
        method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
  }

  @Test
  void servesTheRootDocument() throws IOException {
    RawResponse response = send("GET", WELL_KNOWN);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers("Content-Type")).containsExactly("application/json");
    assertThat(response.headers("Cache-Control")).containsExactly("public, max-age=3600");
    assertThat(response.headers("Access-Control-Allow-Origin")).containsExactly("*");
    assertThat(JSON.readTree(response.body()).path("resource").stringValue())
        .isEqualTo("https://gw.example");
  }

  @Test
  void servesEachResourceUnderItsOwnSuffix() throws IOException {
    JsonNode mcp = JSON.readTree(send("GET", WELL_KNOWN + "/mcp").body());
    JsonNode nested = JSON.readTree(send("GET", WELL_KNOWN + "/public/mcp").body());

    assertThat(mcp.path("resource").stringValue()).isEqualTo("https://gw.example/mcp");
    assertThat(mcp.path("authorization_servers").get(0).stringValue())
        .isEqualTo("https://issuer.example/");
    assertThat(JSON.convertValue(mcp.path("scopes_supported"), String[].class))
        .containsExactly("openid", "email", "profile", "ledger:write");
    assertThat(nested.path("resource").stringValue()).isEqualTo("https://gw.example/public/mcp");
  }

  @Test
  void answersHeadWithTheHeadersOfGetAndNoBody() throws IOException {
    RawResponse get = send("GET", WELL_KNOWN + "/mcp");

    try (RawHttp http = RawHttp.connect(server.port())) {
      http.send(
          "HEAD " + WELL_KNOWN + "/mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      RawResponse head = http.readHead();

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
      assertThat(head.header("Content-Type")).contains("application/json");
      assertThat(http.awaitClose()).as("no body follows").isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/other",
        "/mcp/",
        "/mcp/tool",
        "/MCP",
        "/",
        "/public",
        "/constructor",
        "/__proto__",
        "/mcp%20",
        "/mcp;x=1"
      })
  void resourceThatIsNotConfiguredIsNotFound(String suffix) throws IOException {
    RawResponse response = send("GET", WELL_KNOWN + suffix);

    assertThat(response.status()).isIn(400, 404);
    assertThat(response.text()).doesNotContain("issuer.example");
  }

  @Test
  void refusesInJsonWithARequestIdThatIsNotCached() throws IOException {
    RawResponse response = send("GET", WELL_KNOWN + "/other");

    JsonNode body = JSON.readTree(response.body());
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.headers("Content-Type")).containsExactly("application/json");
    assertThat(response.headers("Cache-Control")).containsExactly("no-store");
    assertThat(response.headers("Access-Control-Allow-Origin")).containsExactly("*");
    assertThat(body.path("error").stringValue()).isEqualTo("not_found");
    assertThat(body.path("request_id").stringValue())
        .isNotEmpty()
        .isEqualTo(response.header("X-Request-Id").orElseThrow());
  }

  @Test
  void answersHeadOfAnUnknownResourceWithoutBody() throws IOException {
    try (RawHttp http = RawHttp.connect(server.port())) {
      http.send(
          "HEAD " + WELL_KNOWN + "/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

      assertThat(http.readHead().status()).isEqualTo(404);
      assertThat(http.awaitClose()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "TRACE", "get", "FOO"})
  void refusesOtherMethodsNamingThoseAllowed(String method) throws IOException {
    RawResponse response = send(method, WELL_KNOWN);

    assertThat(response.status()).isEqualTo(405);
    assertThat(response.headers("Allow")).containsExactly("GET, HEAD, OPTIONS");
    assertThat(JSON.readTree(response.body()).path("error").stringValue())
        .isEqualTo("method_not_allowed");
  }

  @Test
  void letsBrowsersAskWithTheHeadersOfMcpClients() throws IOException {
    RawResponse response = send("OPTIONS", WELL_KNOWN + "/mcp");

    assertThat(response.status()).isEqualTo(204);
    assertThat(response.headers("Access-Control-Allow-Origin")).containsExactly("*");
    assertThat(response.headers("Access-Control-Allow-Methods"))
        .containsExactly("GET, HEAD, OPTIONS");
    assertThat(response.headers("Access-Control-Allow-Headers")).containsExactly("*");
    assertThat(response.headers("Access-Control-Allow-Credentials")).isEmpty();
  }

  @Test
  void refusesToPublishNothingOrOnePathTwice() {
    assertThatThrownBy(() -> new ResourceMetadataServlet(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("resources: none (expected: at least one)");
    assertThatThrownBy(
            () ->
                new ResourceMetadataServlet(
                    List.of(metadata("/mcp", List.of()), metadata("/mcp", List.of("a")))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("resources: '/mcp' (expected: each path once)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app", "/%61pp"})
  void anApplicationBelowAPathServesItsDocuments(String application) throws IOException {
    try (TestServer below =
        TestServer.builder()
            .contextPath("/app")
            .servlet(
                ResourceMetadataServlet.MAPPING,
                new ResourceMetadataServlet(List.of(metadata("/app/mcp", List.of()))))
            .start()) {
      RawResponse response =
          RawHttp.exchange(
              below.port(),
              "GET "
                  + application
                  + WELL_KNOWN
                  + "/app/mcp HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.text()).contains("\"resource\":\"https://gw.example/app/mcp\"");
    }
  }
}
