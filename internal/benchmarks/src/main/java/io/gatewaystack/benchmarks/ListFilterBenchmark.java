package io.gatewaystack.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.Validatabl;
import io.gatewaystack.validatabl.policy.Effect;
import io.gatewaystack.validatabl.policy.Operator;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of filtering a list of 200 tools and 100 KiB for one caller: the request's decision, the
 * strict check of the answer, 200 decisions by scopes and a policy of 20 rules, and the splice.
 */
@SuppressWarnings("NullAway.Init") // JMH calls start() first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ListFilterBenchmark {
  private static final int TOOLS = 200;
  private static final int BYTES = 100 << 10;

  /** How many of 100 tools the caller may use. */
  @Param({"100", "99", "50", "0"})
  public int visible;

  private Validatabl layer;
  private RequestContext request;
  private byte[] answer;

  /** Makes the rules, the request and the answer, and looks whether the filter does its work. */
  @Setup
  public void start() {
    Map<String, Set<String>> scopes = new LinkedHashMap<>();
    List<String> tools = new ArrayList<>();
    for (int i = 0; i < TOOLS; i++) {
      scopes.put("tool_" + i, Set.of(i % 100 < visible ? "tool:read" : "tool:admin"));
      tools.add(tool(i, BYTES / TOOLS - 1));
    }
    layer = Validatabl.builder().toolScopes(scopes).policy(policy()).build();
    request = request();
    answer =
        """
        {"jsonrpc":"2.0","id":1,"result":{"tools":[%s],"cacheScope":"public","nextCursor":"n"}}"""
            .formatted(String.join(",", tools))
            .getBytes(UTF_8);
    int left = filter().json().tree().path("result").path("tools").size();
    if (left != TOOLS * visible / 100) {
      throw new IllegalStateException("the filter left " + left + " tools");
    }
  }

  private static String tool(int number, int bytes) {
    String tool =
        """
        {"name":"tool_%d","title":"Tool %d","description":"Reads a record of the ledger.\\n\\nReturns \
        it as \\"JSON\\", with all of its lines.%s","inputSchema":{"type":"object","properties":\
        {"account":{"type":"string","minLength":3},"amount":{"type":"number","minimum":0.01},\
        "note":{"type":"string","maxLength":200}},"required":["account"]}}""";
    int padding = bytes - tool.formatted(number, number, "").length();
    return tool.formatted(number, number, " more".repeat(padding / 5));
  }

  private static Policy policy() {
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < 18; i++) {
      rules.add(Rule.deny("never-" + i).when("tool", Operator.EQUALS, "other_" + i).build());
    }
    rules.add(
        Rule.deny("large")
            .when("tool", Operator.STARTS_WITH, "tool_")
            .when("arguments.amount", Operator.GT, 1000)
            .build());
    rules.add(Rule.deny("guests").when("role", Operator.CONTAINS, "guest").build());
    return Policy.of(rules, Effect.ALLOW);
  }

  private static RequestContext request() {
    RequestInfo info = Requests.postJson("/mcp");
    byte[] body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\"}".getBytes(UTF_8);
    return RequestContext.of(
            info, new Route(Route.Protocol.MCP, "/mcp"), Body.of(body, info.headers()))
        .with(
            Identity.builder("auth0|65a1b2c3d4e5f6", "https://issuer.example")
                .scopes(Set.of("tool:read"))
                .build());
  }

  /** One list, from the decision about its request to the bytes that leave. */
  @Benchmark
  public Message filter() {
    List<Message> out = new ArrayList<>(1);
    Decision decision = layer.before(request);
    ((Decision.Proceed) decision).editor().orElseThrow().message(Message.of(answer), out::add);
    return out.get(0);
  }
}
