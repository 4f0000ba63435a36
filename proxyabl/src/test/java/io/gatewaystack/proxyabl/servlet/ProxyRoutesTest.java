package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.section.Routing;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.proxyabl.UpstreamCredential;
import io.gatewaystack.testing.DeadPort;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.validatabl.Validatabl;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several targets behind one servlet, each with rules of its own. */
class ProxyRoutesTest {
  private static final String CRM = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\ncrm";
  private static final String FILES = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfiles";

  @Test
  void sendsEachRequestToTheTargetOfItsRouteWithThatTargetsCredential() throws Exception {
    try (RawUpstream crm = RawUpstream.answering(CRM);
        RawUpstream files = RawUpstream.answering(FILES);
        Gateway gateway =
            Gateway.with(
                Proxyabl.of(
                    Proxyabl.builder(crm.uri())
                        .name("crm")
                        .prefix("/crm")
                        .credential(UpstreamCredential.bearer("key-of-crm"))
                        .header("X-Env", "prod")
                        .build(),
                    Proxyabl.builder(files.uri())
                        .name("files")
                        .prefix("/files")
                        .credential(UpstreamCredential.apiKey("X-Files-Key", "key-of-files"))
                        .maxConnections(1)
                        .build()))) {
      RawResponse first = gateway.exchange("GET /crm/a", "Authorization: Bearer mallory");
      assertThat(first.text()).isEqualTo("crm");
      assertThat(gateway.ending().context().require(Routing.class))
          .isEqualTo(Routing.of("crm", crm.uri() + "/a"));
      RawResponse second =
          gateway.exchange(
              "GET /files/b", "Authorization: Bearer mallory", "x_files_key: m", "X-Env: test");
      assertThat(second.text()).isEqualTo("files");
      assertThat(crm.heads()).hasSize(1);
      assertThat(crm.heads().get(0))
          .startsWith("GET /a ")
          .contains("Authorization: Bearer key-of-crm\r\n", "X-Env: prod\r\n")
          .doesNotContain("mallory", "key-of-files");
      assertThat(files.heads()).hasSize(1);
      assertThat(files.heads().get(0))
          .startsWith("GET /b ")
          .contains("X-Files-Key: key-of-files\r\n", "X-Env: test\r\n")
          .doesNotContain("mallory", "key-of-crm");
      assertThat(gateway.exchange("GET /elsewhere").text()).contains("proxy_path_not_allowed");
    }
  }

  @Test
  void givesEachRouteItsOwnTime() throws Exception {
    try (RawUpstream silent =
            RawUpstream.running(
                peer -> {
                  peer.readRequest();
                  peer.awaitClose();
                });
        RawUpstream files = RawUpstream.answering(FILES);
        Gateway gateway =
            Gateway.with(
                Proxyabl.of(
                    Proxyabl.builder(silent.uri())
                        .prefix("/slow")
                        .timeout(Duration.ofMillis(200))
                        .build(),
                    Proxyabl.builder(files.uri()).prefix("/files").build()))) {
      assertThat(gateway.exchange("GET /slow/x").status()).isEqualTo(504);
      assertThat(gateway.exchange("GET /files/x").status()).isEqualTo(200);
    }
  }

  @Test
  void oneDeadTargetDoesNotConcernTheOthers() throws Exception {
    try (DeadPort dead = DeadPort.open();
        RawUpstream files = RawUpstream.answering(FILES);
        Gateway gateway =
            Gateway.with(
                Proxyabl.of(
                    Proxyabl.builder(dead.uri("")).prefix("/crm").build(),
                    Proxyabl.builder(files.uri()).prefix("/files").build()))) {
      assertThat(gateway.exchange("GET /crm/x").text()).contains("upstream_unreachable");
      assertThat(gateway.exchange("GET /files/x").text()).isEqualTo("files");
    }
  }

  /** The scope a route needs is authorization's to check; the proxy takes what was let through. */
  @ParameterizedTest(name = "{0} with {1}: {2}")
  @CsvSource({
    "GET /api/v1/tools/a, tool:read, 200",
    "GET /api/v1/tools, tool:read, 200",
    "GET /api/v1/tools/a, tool:write, 403",
    "POST /api/v1/tools/a, tool:write, 200",
    "POST /api/v1/tools/a, tool:read, 403",
    "DELETE /api/v1/tools/a, tool:read tool:write, 403",
    "GET /api/v1/toolsx, tool:read, 403",
    "GET /api/v1/%74ools/a, tool:write, 403",
    "GET /api/v1, tool:read, 403"
  })
  void takesWhatTheScopesOfTheRouteAllow(String request, String scopes, int status)
      throws Exception {
    Validatabl scoped =
        Validatabl.builder()
            .route("GET", "/api/v1/tools", "tool:read")
            .route("POST", "/api/v1/tools", "tool:write")
            .build();
    try (RawUpstream upstream = RawUpstream.answering(CRM);
        Gateway gateway =
            Gateway.of(
                new ProxyServlet(
                    Proxyabl.builder(upstream.uri()).prefix("/api").allowedPaths("/v1").build()),
                believer -> Pipeline.of(believer, scoped))) {
      RawResponse response =
          gateway.exchange(request, Believer.SCOPES + ": " + scopes, "Content-Length: 0");
      assertThat(response.status()).isEqualTo(status);
      assertThat(upstream.heads()).hasSize(status == 200 ? 1 : 0);
    }
  }
}
