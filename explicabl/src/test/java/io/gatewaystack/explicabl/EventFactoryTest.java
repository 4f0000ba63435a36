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
import io.gatewaystack.context.section.Judgement;
import io.gatewaystack.context.section.Judgement.Answer;
import io.gatewaystack.context.section.Judgement.Ruling;
import io.gatewaystack.context.section.Limits;
import io.gatewaystack.context.section.Limits.Quota;
import io.gatewaystack.context.section.Limits.Verdict;
import io.gatewaystack.context.section.Routing;
import io.gatewaystack.context.section.Trace;
import io.gatewaystack.context.section.Usage;
import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.testing.TestClock;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

class EventFactoryTest {
  private static final String MAIL = "alice@example.com";
  private static final String CARD = "4111111111111111";
  private static final String JWT = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiJhIn0.c2ln";

  private final TestClock clock = TestClock.at("2026-01-01T00:00:00.123456Z");
  private final EventFactory events =
      new EventFactory(
          new ExplicablConfig(
              "gateway-server", "dev", 16, Duration.ofMillis(5), Duration.ofSeconds(1)),
          new Discretion(Pseudonyms.random(), false));

  private AuditEvent eventOf(RequestContext context) {
    return eventOf(context, new Outcome.Completed(200), Duration.ofNanos(1_234_567));
  }

  private AuditEvent eventOf(RequestContext context, Outcome outcome, Duration latency) {
    return events.of(Observation.of(context, outcome, clock.instant(), latency));
  }

  private String lineOf(RequestContext context) {
    return new String(eventOf(context).json(), US_ASCII);
  }

  private static Identity.Builder alice() {
    return Identity.builder("auth0|123", "https://issuer.example").tenantId("acme").source("auth0");
  }

  private static RequestContext everything() {
    Limits limits =
        Limits.of(
                Verdict.OK,
                "user:" + MAIL,
                MAIL,
                new Quota("default", 10, Duration.ofMinutes(1), 9, Duration.ofSeconds(6)))
            .merge(
                Limits.of(
                    Verdict.OK,
                    "ip",
                    null,
                    new Quota("address", 100, Duration.ofMinutes(1), 99, Duration.ofSeconds(6))));
    return Requests.mcp(
            """
            {"jsonrpc":"2.0","id":1,"method":"tools/call",
             "params":{"name":"read_file","arguments":{"mail":"alice@example.com"}}}""")
        .with(Trace.parse("00-" + "a".repeat(32) + "-" + "b".repeat(16) + "-01").orElseThrow())
        .with(
            alice()
                .email(MAIL)
                .name("Alice Smith")
                .claims(Map.of("email", MAIL, "raw", JWT))
                .actorChain(List.of(new Identity.Actor("agent-7", null)))
                .build())
        .merge(
            new Authorization(true, "scope_ok", Set.of("tool:read"), Set.of("tool:read"), "rule-1"))
        .merge(limits)
        .merge(new Content(Set.of("pii"), 40, new TreeMap<>(Map.of("email", 2)), true, "mask"))
        .with(new Routing("files", "https://u:p@files.example/rpc?key=x", "gpt-9", "read_file"))
        .merge(new Usage(10, 20, 30))
        .merge(Warnings.of("fail_open:transformabl"));
  }

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
  void writesNeitherClaimsNorNamesNorBodiesNorQueriesNorLimitKeys() {
    assertThat(lineOf(everything()))
        .doesNotContain(MAIL, "Alice", "eyJ", "arguments", "secret=query", "key=x", "u:p");
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

  /** Every place a client or its token can put words into, filled with what must not be logged. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        MAIL,
        "alice%40example.com",
        "alice%2540example.com",
        CARD,
        "4111-1111-1111-1111",
        JWT,
        "mcp_0fA9kQ3xVbN7sT2uYw5eR8iO1pLmZcXd4gHj6kUvBq0"
      })
  void letsNoSensitiveValueThroughAnyField(String value) {
    RequestContext request =
        RequestContext.of(
            Requests.info(
                value, "GET", "/a/" + value + "/b", io.gatewaystack.context.Headers.EMPTY),
            Route.HTTP,
            io.gatewaystack.context.Body.empty());
    RequestContext message =
        Requests.mcp(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"x/%s\",\"params\":{}}".formatted(value));
    RequestContext identified =
        Requests.mcp(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"%s\"}}"
                    .formatted(value))
            .with(
                Identity.builder(value, "i")
                    .tenantId(value)
                    .email(value)
                    .claims(Map.of("c", value))
                    .actorChain(List.of(new Identity.Actor(value, null)))
                    .build())
            .with(new Routing("p", "http://h/" + value + "?" + value, value, value));
    AuditEvent edge =
        events.of(
            Observation.of(
                new EdgeRefusal(value, value, "/" + value, 400, "bad", Duration.ZERO, null),
                clock.instant()));

    for (AuditEvent event :
        List.of(eventOf(request), eventOf(message), eventOf(identified), edge)) {
      assertThat(new String(event.json(), US_ASCII))
          .doesNotContain(value)
          .doesNotContain("alice", "4111", "eyJ", "0fA9k");
      assertThat(event.toString()).doesNotContain(value);
    }
  }

  private static Authorization judged(Content content, Map<String, JsonNode> arguments) {
    return new Authorization(
        true,
        "allowed_by_rule",
        Set.of(),
        Set.of(),
        "staff",
        new Judgement(
            List.of(
                new Ruling("main", "sha256:aa", true, Answer.ALLOW, "staff"),
                new Ruling("next", "sha256:bb", false, Answer.UNDECIDED, null)),
            content,
            arguments));
  }

  private static String facts(String line) {
    return line.substring(line.indexOf("\"facts\""), line.indexOf("},\"content\":{\"labels"));
  }

  @Test
  void writesWhatPoliciesSaidAndWhatTheyJudgedBy() {
    Content content = new Content(Set.of("pii"), 40, new TreeMap<>(), false, null);
    Map<String, JsonNode> arguments = new LinkedHashMap<>();
    arguments.put("arguments.amount", DecimalNode.valueOf(new BigDecimal("0.10")));
    arguments.put("arguments.n", IntNode.valueOf(12));
    arguments.put("arguments.to", StringNode.valueOf("DE89"));
    arguments.put("arguments.ok", BooleanNode.TRUE);
    arguments.put("arguments.none", NullNode.getInstance());

    String line =
        lineOf(
            Requests.get("/a")
                .with(alice().roles(List.of("staff")).scopes(List.of("a:b")).plan("pro").build())
                .merge(content)
                .merge(judged(content, arguments)));

    assertThat(line)
        .contains(
            """
            "policyId":"staff","policies":[\
            {"name":"main","version":"sha256:aa","enforced":true,"answer":"allow","rule":"staff"},\
            {"name":"next","version":"sha256:bb","enforced":false,"answer":"undecided"}],\
            "facts":{"scopes":["a:b"],"roles":["staff"],"plan":"pro","arguments":{\
            "arguments.amount":0.10,"arguments.n":12,"arguments.to":"DE89",\
            "arguments.ok":true,"arguments.none":null}}},\
            "content":{"labels":["pii"]""");
  }

  @Test
  void writesNoGrantsOfCallersWhomNoPolicyJudged() {
    assertThat(
            lineOf(
                Requests.get("/a")
                    .with(alice().roles(List.of("staff")).scopes(List.of("a:b")).build())
                    .merge(new Authorization(true, "granted", Set.of(), Set.of(), null))))
        .contains("\"authorization\":{\"allowed\":true,\"reason\":\"granted\"}")
        .doesNotContain("staff", "a:b", "facts");
  }

  @Test
  void writesTheContentThatWasJudgedWhereItChangedLater() {
    Content then = new Content(Set.of("pii"), 20, new TreeMap<>(Map.of("email", 1)), false, null);
    Content response = new Content(Set.of("pci"), 40, new TreeMap<>(), false, null);

    assertThat(lineOf(Requests.get("/a").merge(then).merge(judged(then, Map.of())).merge(response)))
        .contains(
            """
            "facts":{"content":{"labels":["pii"],"riskScore":20,"matches":{"email":1},\
            "truncated":false}}},"content":{"labels":["pii","pci"],"riskScore":40""");
    assertThat(lineOf(Requests.get("/a").merge(judged(null, Map.of())).merge(response)))
        .contains("\"facts\":{\"content\":null}},\"content\":{\"labels\":[\"pci\"]");
    assertThat(lineOf(Requests.get("/a").merge(judged(null, Map.of())))).contains("\"facts\":{}}}");
  }

  @Test
  void saysWhichFactsItDoesNotTellAsTheyWere() {
    Content content = new Content(Set.of("x"), 0, new TreeMap<>(), false, null);
    Identity caller =
        Identity.builder(MAIL, "https://issuer.example")
            .tenantId(CARD)
            .roles(List.of("staff", MAIL))
            .scopes(IntStream.range(0, 101).mapToObj(i -> "s" + i).toList())
            .plan("plan of " + MAIL)
            .actorChain(List.of(new Identity.Actor("agent", null), new Identity.Actor(MAIL, null)))
            .build();

    String line =
        lineOf(
            Requests.mcp(
                    """
                    {"jsonrpc":"2.0","id":1,"method":"resources/read",
                     "params":{"uri":"file:///a?token=1"}}""")
                .with(caller)
                .merge(content)
                .merge(
                    judged(
                        content,
                        Map.of("arguments.mail", StringNode.valueOf("write to " + MAIL)))));

    assertThat(facts(line))
        .contains(
            """
            "roles":["staff"]""",
            """
            "withheld":["actors","subject","tenant","operation.target","scopes","roles","plan",\
            "arguments.mail"]""")
        .contains("\"s99\"")
        .doesNotContain("\"s100\"");
    assertThat(line).doesNotContain(MAIL, CARD, "token");
  }

  @Test
  void saysWhenThePathOrTheModelIsNotToldAsItWas() {
    assertThat(lineOf(Requests.get("/users/" + MAIL).merge(judged(null, Map.of()))))
        .contains("\"withheld\":[\"http.path\"");
    assertThat(lineOf(Requests.get("/users/7").merge(judged(null, Map.of()))))
        .doesNotContain("withheld");
  }
}
