package io.gatewaystack.example.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.proxyabl.IdentityField;
import io.gatewaystack.proxyabl.UpstreamCredential;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;
import tools.jackson.databind.json.JsonMapper;

/** The file that {@code GATEWAY_CONFIG} names, as a whole. */
class GatewayFileTest extends GatewayFiles {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @Test
  void theDocumentedFileMeansWhatItSays() throws Exception {
    ServerConfig config =
        load(documented(), "FS_TOKEN", "fs-secret", "GIT_KEY", "git-secret", "CRM_TOKEN", "crm");

    assertThat(config.file().issuers())
        .singleElement()
        .satisfies(
            issuer -> {
              assertThat(issuer.issuer()).isEqualTo("https://partner.example");
              assertThat(issuer.audiences()).containsExactly("https://gateway.example/mcp");
            });
    McpConfig mcp = config.mcp().get(0);
    assertThat(mcp.path()).isEqualTo("/mcp");
    assertThat(mcp.upstreams()).extracting(u -> u.name()).containsExactly("fs", "git");
    assertThat(mcp.upstreams().get(0).timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(mcp.upstreams().get(0).joinTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(mcp.upstreams().get(0).credential())
        .isEqualTo(UpstreamCredential.bearer("fs-secret"));
    assertThat(mcp.upstreams().get(1).credential())
        .isEqualTo(UpstreamCredential.apiKey("X-API-Key", "git-secret"));
    assertThat(mcp.tools().get("git.log").scopes()).isEmpty();
    assertThat(mcp.tools().get("git.log").title()).isEmpty();
    assertThat(mcp.tools().get("ledger_post").function()).isTrue();
    assertThat(mcp.tools().get("ledger_post").title()).hasValue("Ledger entry");
    assertThat(mcp.functionTools(AddressPolicy.httpsOrLoopback()).build())
        .satisfies(
            tools -> {
              assertThat(tools.tools()).singleElement().matches(t -> t.title().isPresent());
              tools.close();
            });
    assertThat(MAPPER.readTree(mcp.tools().get("ledger_post").inputSchema().orElseThrow()))
        .isEqualTo(
            MAPPER.readTree(
                "{\"type\":\"object\",\"properties\":{\"amount\":{\"type\":\"integer\"}},"
                    + "\"required\":[\"amount\"]}"));
    assertThat(mcp.otherTools()).containsExactly("tools:any");
    assertThat(mcp.identityHeaders()).containsEntry("X-Org-Id", IdentityField.TENANT);
    assertThat(mcp.maxConnectionsPerCaller()).hasValue(100);
    assertThat(config.file().proxies())
        .singleElement()
        .satisfies(
            crm -> {
              assertThat(crm.prefix()).isEqualTo("/crm");
              assertThat(crm.credential()).isEqualTo(UpstreamCredential.bearer("crm"));
              assertThat(crm.maxAnswerTime()).hasValue(Duration.ofMinutes(10));
              assertThat(crm.routes())
                  .containsExactly(
                      new RouteConfig("GET", "/crm/v1/tools", List.of("tool:read")),
                      new RouteConfig("POST", "/crm/v1/tools", List.of("tool:write")));
              assertThat(crm.proxyabl().build().routes().get(0).config().maxConnectionsPerCaller())
                  .isEqualTo(50);
            });
    assertThat(config.file().maxMessageBytes()).hasValue(16 << 20);
    assertThat(config.file().maxAwaitedBodies()).hasValue(100);
    assertThat(config.file().services().orElseThrow().byTarget()).containsEntry("fs.", "files");
  }

  static Stream<Arguments> unfit() {
    return Stream.of(
        argumentSet("key", "mpc: {}", ":1: mpc: unknown key (expected: one of $schema, "),
        argumentSet(
            "message of nothing",
            "maxMessageBytes: 0",
            ":1: maxMessageBytes: 0 (expected: a whole number from 1024 to 1073741824)"),
        argumentSet("message of 2 GiB", "maxMessageBytes: 2147483648", ":1: maxMessageBytes: "),
        argumentSet("message in words", "maxMessageBytes: 8MiB", ":1: maxMessageBytes: "),
        argumentSet(
            "as many bodies as threads",
            "maxAwaitedBodies: 200",
            ":1: maxAwaitedBodies: 200 (expected: a whole number from 1 to 190)"),
        argumentSet("no body", "maxAwaitedBodies: 0", ":1: maxAwaitedBodies: 0 (expected"),
        argumentSet("not a mapping", "- a", ":1: a list (expected: a mapping)"),
        argumentSet("nothing", "", ":1: nothing (expected: a mapping)"),
        argumentSet("twice", "mcp: {}\nmcp: {}", ":2: mcp: (expected: once)"));
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    assertThatThrownBy(() -> load("mpc: {}\noutbound: {http: 1, ports: [0]}", "PORT", "x"))
        .hasMessageContaining("gateway.yaml:1: mpc: unknown key")
        .hasMessageContaining("gateway.yaml:2: outbound.http: 1 (expected: true or false)")
        .hasMessageContaining("gateway.yaml:2: outbound.ports: 0")
        .hasMessageContaining("PORT: (expected");
  }

  @Test
  void aFileThatIsNotThereIsNamedByItsVariable() {
    assertThatThrownBy(() -> load("{}", "GATEWAY_CONFIG", folder.resolve("no.yaml").toString()))
        .hasMessage("GATEWAY_CONFIG: (expected: a file that can be read)");
  }
}
