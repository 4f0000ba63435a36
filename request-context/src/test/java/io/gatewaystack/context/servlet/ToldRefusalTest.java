package io.gatewaystack.context.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.ResourceMetadata;
import io.gatewaystack.context.denial.RpcStyle;
import io.gatewaystack.testing.RawResponse;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a refusal is told. */
class ToldRefusalTest extends GovernedRoutes {
  private static final Denial POLICY =
      Denial.of(403, "policy_denied", 40302, "Not allowed").withRpc(RpcStyle.ERROR);

  @Test
  void aDecisionAboutOneCallIsAJsonRpcErrorWithItsIdUnder200() throws Exception {
    RawResponse answer = post(denying(POLICY), "Content-Type: application/json\r\n", CALL);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.text()).contains("\"id\":7", "\"code\":40302", "\"error\":\"policy_denied\"");
    assertThat(recorder.only()).isEqualTo(new Outcome.Denied("deciding", POLICY, 200));
  }

  @Test
  void aRefusalClientsActOnKeepsItsStatus() throws Exception {
    Denial scope = Denial.of(403, "insufficient_scope", 40301, "More is needed");
    RawResponse answer = post(denying(scope), "Content-Type: application/json\r\n", CALL);
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("\"id\":7");
  }

  @Test
  void aClientThatAcceptsOnlyEventsGetsTheErrorAsAnEvent() throws Exception {
    RawResponse answer =
        post(
            denying(POLICY),
            "Content-Type: application/json\r\nAccept: text/event-stream\r\n",
            CALL);
    assertThat(answer.header("Content-Type")).contains("text/event-stream");
    assertThat(answer.text()).startsWith("event: message\ndata: {\"jsonrpc\"").endsWith("}\n\n");
  }

  @Test
  void aDeniedNotificationKeepsTheHttpStatus() throws Exception {
    RawResponse answer =
        post(
            denying(POLICY),
            "Content-Type: application/json\r\n",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/x\"}");
    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).doesNotContain("jsonrpc").contains("\"error\":\"policy_denied\"");
  }

  /** MCP 2026-07-28 wants the id in errors about header fields, too. */
  @Test
  void aRequestThatSaysNoOperationIsRefusedUnderItsId() throws Exception {
    RawResponse answer =
        post(READING, "Content-Type: application/json\r\nMcp-Method: ping\r\n", CALL);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("\"id\":7,", "-32020");
  }

  @Test
  void aRefusalBeforeTheBodyIsReadHasNoId() throws Exception {
    Denial missing =
        Denial.of(401, "unauthorized", -32001, "A credential is needed")
            .withChallenge(Challenge.missing(List.of("mcp:read")));
    RawResponse answer =
        post(
            new Deciding(context -> Decision.deny(context, missing)),
            "Content-Type: application/json\r\n",
            CALL);
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.text()).contains("\"id\":null", "-32001");
    assertThat(answer.header("WWW-Authenticate"))
        .contains("Bearer realm=\"mcp\", scope=\"mcp:read\"");
  }

  @Test
  void aChallengePointsToTheMetadataOfTheLongestPath() throws Exception {
    Denial missing =
        Denial.of(401, "unauthorized", -32001, "A credential is needed")
            .withChallenge(Challenge.missing(List.of()));
    List<String> issuers = List.of("https://idp.example/");
    GovernanceFilter filter =
        GovernanceFilter.builder(
                Pipeline.of(recorder, new Deciding(c -> Decision.deny(c, missing))))
            .publicBaseUrl(URI.create("https://gw.example"))
            .resources(
                List.of(
                    new ResourceMetadata("", "https://gw.example", issuers, List.of(), null),
                    new ResourceMetadata(
                        "/mcp", "https://gw.example/mcp", issuers, List.of(), null)))
            .build();
    assertThat(get(filter, "/mcp/x", "").header("WWW-Authenticate").orElseThrow())
        .endsWith(
            "resource_metadata=\"https://gw.example/.well-known/oauth-protected-resource/mcp\"");
  }

  @ParameterizedTest
  @CsvSource({
    "0,'',",
    "0,'X-Forwarded-Host: evil.example',",
    "1,'X-Forwarded-Host: gw.example',http://gw.example",
    "1,'X-Forwarded-Host: evil.example, gw.example',http://gw.example",
    "1,'X-Forwarded-Host: a\"b',",
  })
  void aHostNobodyVouchesForIsNotRepeated(int hops, String field, String base) throws Exception {
    Denial missing =
        Denial.of(401, "unauthorized", -32001, "A credential is needed")
            .withChallenge(Challenge.missing(List.of()));
    GovernanceFilter filter =
        GovernanceFilter.builder(
                Pipeline.of(recorder, new Deciding(c -> Decision.deny(c, missing))))
            .trustedProxyHops(hops)
            .resources(
                List.of(new ResourceMetadata("", "urn:r", List.of("urn:i"), List.of(), null)))
            .build();
    String challenge =
        get(filter, "/x", field.isEmpty() ? "" : field + "\r\n")
            .header("WWW-Authenticate")
            .orElseThrow();
    assertThat(challenge)
        .isEqualTo(
            "Bearer realm=\"mcp\""
                + (base == null
                    ? ""
                    : ", resource_metadata=\"" + base + "/.well-known/oauth-protected-resource\""));
  }
}
