package io.gatewaystack.identifiabl.guide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Identity.Actor;
import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.identifiabl.ClaimNames;
import io.gatewaystack.identifiabl.Identifiabl;
import io.gatewaystack.identifiabl.IssuerPreset;
import io.gatewaystack.identifiabl.Verification;
import io.gatewaystack.identifiabl.apikey.ApiKeyFile;
import io.gatewaystack.testing.ProviderShape;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestIssuer;
import io.gatewaystack.testing.TestServer;
import io.gatewaystack.testing.TokenBuilder;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/identity.md shows compiles, runs and does what it says. */
class IdentityGuideTest {
  private static final Path GUIDE = Path.of("..", "docs", "identity.md");
  private static final Path SOURCE =
      Path.of("src/test/java/io/gatewaystack/identifiabl/guide/IdentityGuide.java");
  private static final String AUDIENCE = "https://api.example";
  private static final TestIssuer ISSUER = TestIssuer.start();

  @TempDir private Path directory;

  @AfterAll
  static void stop() {
    ISSUER.close();
  }

  private static List<String> parts(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(part -> part.group(1).stripTrailing().stripIndent())
        .toList();
  }

  @Test
  void showsTheCodeThatRunsHere() throws IOException {
    List<String> shown = parts(Files.readString(GUIDE), "(?s)```java\n(.*?)```");
    List<String> run = parts(Files.readString(SOURCE), "(?s) // begin\n(.*?) // end\n");
    assertThat(shown).hasSizeGreaterThan(15).containsExactlyElementsOf(run);
  }

  @Test
  void listsThePresetsThereAre() throws IOException {
    assertThat(parts(Files.readString(GUIDE), "(?m)^\\| `(\\w+)`(?: \\(default\\))? \\| `sc"))
        .containsExactlyElementsOf(IssuerPreset.all().stream().map(IssuerPreset::source).toList());
  }

  @Test
  void saysOfEachPresetWhereItLooks() throws IOException {
    for (IssuerPreset preset : IssuerPreset.all()) {
      ClaimNames names = preset.claimNames();
      String keys = preset.keysPath();
      String row =
          Stream.of(
                  written(names.scopes()),
                  written(names.roles()),
                  written(names.tenant()),
                  written(List.of(preset.audienceClaim())),
                  written(List.of(keys.startsWith("../") ? keys : "/" + keys)))
              .collect(Collectors.joining(" | ", "| ", " |"));
      assertThat(parts(Files.readString(GUIDE), "(?m)^\\| `" + preset.source() + "`[^|]*(\\|.*)$"))
          .containsExactly(row);
    }
  }

  private static String written(List<String> names) {
    return names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
  }

  @Test
  void leadsSomewhereWithEveryLink() throws IOException {
    assertThat(parts(Files.readString(GUIDE), "\\]\\(([^)#:]+)[^)]*\\)"))
        .allSatisfy(link -> assertThat(GUIDE.resolveSibling(link)).exists());
  }

  private static final class Application extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getOutputStream().print(IdentityGuide.read(request));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      IdentityGuide.guard(request, response);
    }
  }

  private static RawResponse send(TestServer server, String line, String header)
      throws IOException {
    String request = line + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + header;
    return RawHttp.exchange(server.port(), request + "Content-Length: 0\r\n\r\n");
  }

  private static String bearer(String credential) {
    return "Authorization: Bearer " + credential + "\r\n";
  }

  private static String token() {
    return ISSUER.token().audience(AUDIENCE).subject("ada").mint();
  }

  @Test
  void identifiesWithItsFirstLines() throws IOException {
    try (TestServer server =
        TestServer.builder()
            .onStartup(context -> IdentityGuide.start(context, ISSUER.issuer()))
            .servlet("/*", new Application())
            .start()) {
      RawResponse answer = send(server, "GET /", bearer(token()));
      assertThat(new String(answer.body(), StandardCharsets.UTF_8))
          .isEqualTo("ada at " + ISSUER.issuer());
      assertThat(send(server, "GET /", "").status()).isEqualTo(401);
    }
  }

  @Test
  void guardsWhatNeedsACaller() throws IOException {
    Identifiabl layer = IdentityGuide.anonymous(ISSUER.issuer());
    try (TestServer server =
        TestServer.builder()
            .filter("/*", new GovernanceFilter(layer))
            .servlet("/*", new Application())
            .start()) {
      assertThat(send(server, "POST /feedback", "").status()).isEqualTo(401);
      assertThat(new String(send(server, "POST /feedback", "").body(), StandardCharsets.UTF_8))
          .contains("no_identity");
      assertThat(send(server, "POST /feedback", bearer(token())).status()).isEqualTo(204);
      assertThat(send(server, "POST /other", "").status()).isEqualTo(401);
    }
  }

  @Test
  void issuesAndRevokesApiKeys() throws IOException {
    Path path = directory.resolve("keys.json");
    Identifiabl layer = IdentityGuide.apiKeys(path, ISSUER.issuer());
    ApiKeyFile keys = ApiKeyFile.builder(path).open();
    String key = IdentityGuide.issue(keys);
    assertThat(key).startsWith("mcp_");
    assertThat(IdentityGuide.revoke(keys)).isTrue();
    assertThat(IdentityGuide.revoke(keys)).isFalse();
    assertThat(IdentityGuide.alarming(keys)).isFalse();
    assertThat(layer.metrics().apiKeyMisses()).isZero();
  }

  @Test
  void buildsEveryLayerItShows() {
    assertThat(IdentityGuide.recipes()).hasSize(IssuerPreset.all().size());
    assertThat(IdentityGuide.tuned(ISSUER.issuer()).metrics().cacheHits()).isZero();
    Identifiabl several = IdentityGuide.several("https://idp.example", ISSUER.issuer());
    String ofCustomer = ISSUER.token().audience("urn:legacy-api").claim("org_id", "o").mint();
    assertThat(IdentityGuide.verify(several, ofCustomer)).contains("user-1");
    assertThat(IdentityGuide.verify(several, token())).isEmpty();
    assertThat(IdentityGuide.hitRate(several)).isZero();
    assertThat(IdentityGuide.verify(several, ofCustomer)).contains("user-1");
    assertThat(IdentityGuide.hitRate(several)).isEqualTo(1 / 3.0);
  }

  @Test
  void readsClaimsAsItSays() {
    Identifiabl layer = IdentityGuide.claims(ISSUER.issuer());
    var token =
        ISSUER
            .token()
            .audience(AUDIENCE)
            .claim("org_id", "o")
            .claim("context", Map.of("region", "eu", "tier", "pro"));
    assertThat(IdentityGuide.verify(layer, token.mint())).contains("auth0:user-1");
    assertThat(IdentityGuide.verify(layer, token.without("org_id").mint())).isEmpty();
  }

  @Test
  void rolesOfAuth0AreReadBesideWhatThePresetReads() {
    try (TestIssuer issuer = ProviderShape.AUTH0.start(InstantSource.system())) {
      TokenBuilder token =
          ProviderShape.AUTH0
              .token(issuer, AUDIENCE)
              .claim("permissions", List.of("tool:read"))
              .claim("https://acme.example/roles", List.of("staff"))
              .claim("tenant", "not read")
              .without("org_id");
      assertThat(IdentityGuide.rolesBesideAPreset(issuer.issuer()).verifier().verify(token.mint()))
          .isInstanceOfSatisfying(
              Verification.Verified.class,
              verified ->
                  assertThat(verified.identity())
                      .matches(found -> found.roles().equals(Set.of("staff")))
                      .matches(found -> found.scopes().contains("tool:read"))
                      .matches(found -> found.tenantId() == null));
    }
  }

  @Test
  void makesScopesOfEntraWhole() {
    try (TestIssuer issuer = ProviderShape.ENTRA.start(InstantSource.system())) {
      Identifiabl layer = IdentityGuide.wholeScopes(issuer.issuer(), "6e74");
      TokenBuilder token = ProviderShape.ENTRA.token(issuer, "6e74").claim("azp", "client");
      assertThat(layer.verifier().verify(token.mint()))
          .isInstanceOfSatisfying(
              Verification.Verified.class,
              verified ->
                  assertThat(verified.identity().scopes())
                      .containsExactly("api://6e74/tool.read", "api://6e74/tool.write"));
      assertThat(IdentityGuide.verify(layer, token.without("azp").mint())).isEmpty();
    }
  }

  @Test
  void namesActorsNearestFirst() {
    Identity caller =
        Identity.builder("ada", "https://idp.example")
            .actorChain(List.of(new Actor("agent", null), new Actor("planner", null)))
            .build();
    assertThat(IdentityGuide.actors(caller)).isEqualTo("ada [agent, planner]");
  }
}
