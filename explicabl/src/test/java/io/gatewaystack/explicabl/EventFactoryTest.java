package io.gatewaystack.explicabl;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.Outcome;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Limits;
import io.gatewaystack.context.section.Limits.Verdict;
import io.gatewaystack.context.section.Routing;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an event says of a request. */
class EventFactoryTest extends Events {
  @Test
  void writesWhatEveryLayerFoundOut() {
    String line = lineOf(everything());

    assertThat(line)
        .matches("\\{\"id\":\"[0-9a-f]{32}\",.*")
        .endsWith(
            """
            "ts":"2026-01-01T00:00:00.123456Z","kind":"gateway.request",\
            "serviceName":"gateway-server","environment":"dev","requestId":"req-1",\
            "traceId":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",\
            "http":{"method":"POST","path":"/mcp","status":200,"latencyMs":1.234,\
            "client":"203.0.113.0/24"},\
            "subject":"auth0|123","issuer":"https://issuer.example","tenant":"acme",\
            "source":"auth0","actors":["agent-7"],\
            "operation":{"kind":"mcp_tool_call","method":"tools/call","target":"read_file"},\
            "layer":"application","decision":"allow","code":"completed",\
            "context":{\
            "authorization":{"allowed":true,"reason":"scope_ok","requiredScopes":["tool:read"],\
            "grantedScopes":["tool:read"],"policyId":"rule-1"},\
            "limits":{"verdict":"ok","quota":"default","limit":10,"remaining":9},\
            "content":{"labels":["pii"],"riskScore":40,"matches":{"email":2},"truncated":true,\
            "replacement":"mask"},\
            "routing":{"provider":"files","endpoint":"https://files.example/rpc",\
            "model":"gpt-9","tool":"read_file"},\
            "usage":{"inputTokens":10,"outputTokens":20,"costMicros":30},\
            "warnings":["fail_open:transformabl"]}}""");
  }

  @Test
  void leavesOutWhatNobodyFoundOut() {
    assertThat(lineOf(Requests.get("/a")))
        .endsWith(
            """
            "requestId":"req-1","http":{"method":"GET","path":"/a","status":200,\
            "latencyMs":1.234,"client":"203.0.113.0/24"},\
            "operation":{"kind":"http","method":"GET","target":"/a"},\
            "layer":"application","decision":"allow","code":"completed","context":{}}""");
  }

  @Test
  void writesTheSmallestSections() {
    RequestContext context =
        Requests.get("/a")
            .with(Identity.builder("s", "i").build())
            .merge(new Authorization(false, "no_rule", Set.of(), Set.of(), null))
            .merge(new Limits(Verdict.THROTTLED, "k", null, List.of()))
            .merge(new Content(Set.of(), 0, new TreeMap<>(), false, null))
            .with(Routing.of("echo", "http://127.0.0.1:3333/"));

    assertThat(lineOf(context))
        .contains(
            "\"subject\":\"s\",\"issuer\":\"i\",\"source\":\"custom\",\"operation\"",
            "\"authorization\":{\"allowed\":false,\"reason\":\"no_rule\"}",
            "\"limits\":{\"verdict\":\"throttled\"}",
            "\"content\":{\"riskScore\":0,\"truncated\":false}",
            "\"routing\":{\"provider\":\"echo\",\"endpoint\":\"http://127.0.0.1:3333/\"}");
  }

  @Test
  void leavesOutAStatusNobodyKnows() {
    AuditEvent event =
        eventOf(Requests.get("/a"), new Outcome.TimedOut(), Duration.ofNanos(49_999));

    assertThat(new String(event.json(), US_ASCII))
        .contains("\"path\":\"/a\",\"latencyMs\":0.049,")
        .contains("\"decision\":\"timeout\"")
        .doesNotContain("status");
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource(
      delimiter = ' ',
      value = {
        "prompts/get name greet MCP_PROMPT greet",
        "tools/call name alice@example.com MCP_TOOL_CALL [email]",
        "resources/read uri https://u:p@h.example/a?b#c MCP_READ https://h.example/a",
        "tools/list cursor x MCP_LIST -",
        "initialize a x MCP_OTHER -"
      })
  void namesTheTargetOfAnMcpMessage(
      String method, String field, String value, Operation.Kind kind, String target) {
    AuditEvent event =
        eventOf(
            Requests.mcp(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":{\"%s\":\"%s\"}}"
                    .formatted(method, field, value)));

    assertThat(event.operation())
        .isEqualTo(new AuditEvent.Action(kind, method, target.equals("-") ? null : target, null));
  }

  @Test
  void namesTheModelOfAModelCall() {
    RequestContext chat = Requests.mcp("{\"model\":\"gpt-9\",\"messages\":[]}");
    RequestContext onModelRoute =
        RequestContext.of(chat.request(), new Route(Route.Protocol.MODEL, ""), chat.body());

    assertThat(eventOf(onModelRoute).operation())
        .isEqualTo(new AuditEvent.Action(Operation.Kind.MODEL_CALL, "POST", "/mcp", "gpt-9"));
  }
}
