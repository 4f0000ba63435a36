package io.gatewaystack.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Exchange;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.Route.Protocol;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.explicabl.AuditEvent;
import io.gatewaystack.explicabl.AuditSink;
import io.gatewaystack.explicabl.Explicabl;
import io.gatewaystack.validatabl.Validatabl;
import io.gatewaystack.validatabl.policy.Condition;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Operator;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.PolicyReplay;
import io.gatewaystack.validatabl.policy.ReplayReport;
import io.gatewaystack.validatabl.policy.ReplayReport.Kind;
import io.gatewaystack.validatabl.policy.Rule;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What the audit layer writes is what a replay reads: the two modules know nothing of each other.
 */
class PolicyReplayTest {
  private static final Headers JSON =
      Headers.of(Map.of("Content-Type", List.of("application/json")));
  private static final String MAIL = "ada@example.com";

  private final Random random = new Random(20260601);

  /** Keeps the lines. */
  private static final class Lines implements AuditSink {
    private final List<String> lines = new ArrayList<>();

    @Override
    public String name() {
      return "lines";
    }

    @Override
    public void write(List<AuditEvent> batch) {
      batch.forEach(event -> lines.add(new String(event.json(), UTF_8)));
    }

    @Override
    public void close() {}
  }

  /** Decides, and edits no list: nothing answers here. */
  private record Deciding(Validatabl layer) implements Layer {
    @Override
    public String name() {
      return layer.name();
    }

    @Override
    public Decision before(RequestContext context) {
      Decision decision = layer.before(context);
      return decision instanceof Decision.Proceed passed
          ? Decision.proceed(passed.context())
          : decision;
    }
  }

  /** The lines of some requests judged by a policy. */
  private static List<String> record(Policy policy, List<RequestContext> requests) {
    Lines lines = new Lines();
    try (Explicabl audit = Explicabl.builder().sink(lines).build()) {
      Pipeline pipeline =
          Pipeline.of(audit, new Deciding(Validatabl.builder().policy(policy).build()));
      for (RequestContext request : requests) {
        pipeline.execute(new Exchange(request), passed -> true, refused -> false);
      }
    }
    return lines.lines;
  }

  private static ReplayReport replay(Policy candidate, List<String> lines) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    lines.forEach(line -> bytes.writeBytes((line + "\n").getBytes(UTF_8)));
    PolicyReplay replay = PolicyReplay.of(candidate);
    try {
      replay.read(new ByteArrayInputStream(bytes.toByteArray()));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return replay.report();
  }

  @Test
  void samePolicyDecidesEveryRecordedRequestAsBefore() {
    for (int round = 0; round < 20; round++) {
      Policy policy = policy().recording(Set.of("arguments.x", "arguments.y"));
      List<RequestContext> requests = requests(30);

      ReplayReport report = replay(policy, record(policy, requests));

      assertThat(report.unreadable()).isZero();
      assertThat(report.judged()).isEqualTo(requests.size());
      assertThat(report.count(Kind.NOW_DENIED)).isZero();
      assertThat(report.count(Kind.NOW_ALLOWED)).isZero();
    }
  }

  @Test
  void replayNeverSaysOtherwiseThanTheCandidateWouldHaveDecided() {
    Map<String, Integer> seen = new TreeMap<>();
    for (int round = 0; round < 60; round++) {
      Policy policy = policy().recording(Set.of("arguments.x"));
      Policy candidate = policy();
      Validatabl live = Validatabl.builder().policy(candidate).build();
      List<RequestContext> requests = requests(20);
      List<String> lines = record(policy, requests);
      for (int i = 0; i < requests.size(); i++) {
        ReplayReport report = replay(candidate, List.of(lines.get(i)));
        boolean before = lines.get(i).contains("\"allowed\":true");
        boolean truth = live.decide(requests.get(i)).allowed();
        String said = said(report);
        seen.merge(said, 1, Integer::sum);
        if (!said.equals("undecided")) {
          assertThat(said)
              .as("%s%n%s", lines.get(i), report.text())
              .isEqualTo(before == truth ? "unchanged" : truth ? "now allowed" : "now denied");
        }
      }
    }
    assertThat(seen).containsOnlyKeys("unchanged", "now allowed", "now denied", "undecided");
    assertThat(seen.values()).allMatch(times -> times > 50);
  }

  private static String said(ReplayReport report) {
    assertThat(report.judged()).isEqualTo(1);
    return report.unchanged() == 1
        ? "unchanged"
        : report.changes().get(0).kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  @Test
  void recordTellsNoArgumentThatNobodyNamed() {
    List<RequestContext> requests = requests(60);
    Policy policy = policy();

    assertThat(record(policy, requests)).noneMatch(line -> line.contains("arguments"));
    assertThat(record(policy.recording(Set.of("arguments.x")), requests))
        .noneMatch(line -> line.contains("arguments.y"))
        .noneMatch(line -> line.contains(MAIL))
        .anyMatch(line -> line.contains("\"arguments.x\":"));
  }

  private Policy policy() {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(5); i++) {
      List<Condition> conditions = new ArrayList<>();
      for (int c = 0; c < 1 + random.nextInt(2); c++) {
        conditions.add(condition());
      }
      rules.add(new Rule("r" + i, random.nextInt(3), effect(), conditions, Optional.empty()));
    }
    return Policy.of(rules, effect()).named("main");
  }

  private Effect effect() {
    return random.nextBoolean() ? Effect.ALLOW : Effect.DENY;
  }

  private Condition condition() {
    return switch (random.nextInt(16)) {
      case 0 -> new Condition("sub", Operator.EQUALS, pick("ada", MAIL));
      case 1 -> new Condition("tenant", Operator.IN, List.of("acme"));
      case 2 -> new Condition("plan", Operator.EXISTS, random.nextBoolean());
      case 3 -> new Condition("role", Operator.CONTAINS, pick("staff", MAIL));
      case 4 -> new Condition("permission", Operator.CONTAINS, pick("staff", "a:read"));
      case 5 -> new Condition("actor", Operator.EQUALS, pick("planner", "front"));
      case 6 -> new Condition("kind", Operator.EQUALS, pick("mcp_tool_call", "http"));
      case 7 -> new Condition("tool", Operator.MATCHES, pick("p.*", "^re"));
      case 8 -> new Condition("resource", Operator.STARTS_WITH, "file:///");
      case 9 -> new Condition("path", Operator.EQUALS, pick("/mcp", "/café"));
      case 10 -> new Condition("client.ip", Operator.CIDR, pick("192.0.2.0/25", "192.0.0.0/8"));
      case 11 -> new Condition("content.riskScore", Operator.GTE, 50);
      case 12 -> new Condition("content.labels", Operator.CONTAINS, "pci");
      case 13 -> new Condition("arguments.x", Operator.LTE, new BigDecimal("0.3"));
      case 14 -> new Condition("arguments.y", Operator.EXISTS, true);
      default -> new Condition("http.method", Operator.NOT_EQUALS, "GET");
    };
  }

  private List<RequestContext> requests(int count) {
    List<RequestContext> requests = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      RequestContext request = request().with(caller());
      requests.add(
          random.nextBoolean()
              ? request
              : request.merge(
                  new Content(
                      Set.of(pick("pci", "gdpr")),
                      random.nextInt(101),
                      new TreeMap<>(),
                      false,
                      null)));
    }
    return requests;
  }

  private Identity caller() {
    return Identity.builder(pick("ada", MAIL), "https://issuer.example")
        .tenantId(pick("acme", "other"))
        .plan(random.nextBoolean() ? "pro" : null)
        .roles(List.of(pick("staff", "admin"), pick("guest", MAIL)))
        .scopes(List.of(pick("a:read", "a:write")))
        .actorChain(
            random.nextBoolean()
                ? List.of()
                : List.of(new Identity.Actor(pick("planner", MAIL), null)))
        .build();
  }

  private RequestContext request() {
    return switch (random.nextInt(8)) {
      case 0 -> of(Route.HTTP, pick("GET", "put"), pick("/caf%C3%A9", "/u/" + MAIL), "");
      case 1 -> of(new Route(Protocol.REST_TOOL, "/tools"), "POST", "/tools/pay", arguments());
      case 2 -> of(new Route(Protocol.MCP, "/mcp"), "GET", "/mcp", "");
      case 3 -> rpc("tools/list", "{}");
      case 4 -> rpc("initialize", "{}");
      case 5 -> rpc("resources/read", "{\"uri\":\"" + pick("file:///a", "x://a?b=c") + "\"}");
      default ->
          rpc(
              "tools/call",
              "{\"name\":\"" + pick("pay", "refund") + "\",\"arguments\":" + arguments() + "}");
    };
  }

  private String arguments() {
    return "{\"x\":" + pick("0.3", "0.30000000000000001") + ",\"y\":" + pick("null", "1") + "}";
  }

  private RequestContext rpc(String method, String params) {
    return of(
        new Route(Protocol.MCP, "/mcp"),
        "POST",
        "/mcp",
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}");
  }

  private RequestContext of(Route route, String method, String rawPath, String body) {
    try {
      RequestInfo info =
          new RequestInfo(
              "r-1",
              method,
              rawPath,
              rawPath.replace("%C3%A9", "é"),
              null,
              JSON,
              InetAddress.getByName("192.0.2." + random.nextInt(256)),
              Instant.EPOCH);
      return RequestContext.of(info, route, Body.of(body.getBytes(UTF_8), JSON));
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private String pick(String one, String other) {
    return random.nextBoolean() ? one : other;
  }
}
