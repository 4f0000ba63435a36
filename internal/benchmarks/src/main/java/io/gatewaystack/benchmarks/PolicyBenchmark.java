package io.gatewaystack.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Operation;
import io.gatewaystack.context.Operation.Kind;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.validatabl.policy.Operator;
import io.gatewaystack.validatabl.policy.Policy;
import io.gatewaystack.validatabl.policy.Rule;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
 * One decision by a thousand rules. Where the first field decides by equality an index finds the
 * one rule to try; everywhere else all thousand are tried and none matches, which is the worst
 * case.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PolicyBenchmark {
  private static final int RULES = 1000;
  private static final int TOOLS = 200;

  /** What the rules ask. */
  public enum Asking {
    /** The tool, by equality. */
    TOOL,
    /** A role of the caller, by membership. */
    ROLE,
    /** How the tool's name begins. */
    PREFIX,
    /** An argument, a fraction. */
    ARGUMENT,
    /** As many arguments as rules, each another fraction. */
    ARGUMENTS,
    /** The tool, by an expression that begins with plain characters. */
    EXPRESSION,
    /** The tool, by an expression that begins with a class: each has to run. */
    OPEN_EXPRESSION,
    /** The tool, by an expression in which no character stands plainly. */
    CLASSES,
    /** A bit of everything that no index helps with. */
    MIXED
  }

  /** What the rules ask. */
  @Param public Asking asking;

  private Policy policy;
  private RequestContext call;
  private Operation[] tools;
  private int next;

  /** Compiles the policy. */
  @Setup
  public void prepare() {
    policy = Policy.of(IntStream.range(0, RULES).mapToObj(i -> rule(i, asking)).toList());
    call = call(asking == Asking.ARGUMENTS ? RULES : 0);
    tools =
        IntStream.range(0, TOOLS)
            .mapToObj(i -> new Operation(Kind.MCP_TOOL_CALL, "tools/call", null, "tool-" + i, null))
            .toArray(Operation[]::new);
    boolean decides = asking == Asking.TOOL || asking == Asking.ROLE;
    if (policy.decide(call).allowed() != decides) {
      throw new IllegalStateException("the rules do not do what is measured");
    }
  }

  private static Rule rule(int i, Asking asking) {
    Rule.Builder rule = Rule.allow("rule-" + i);
    return switch (asking) {
      case TOOL -> rule.when("tool", Operator.EQUALS, "tool-" + i).build();
      case ROLE -> rule.when("role", Operator.CONTAINS, "role-" + i).build();
      case PREFIX -> rule.when("tool", Operator.STARTS_WITH, "tool-x" + i).build();
      case ARGUMENT -> rule.when("arguments.amount", Operator.GT, 1000.5 + i).build();
      case ARGUMENTS -> rule.when("arguments.f" + i, Operator.GT, 1000.5).build();
      case EXPRESSION -> rule.when("tool", Operator.MATCHES, "tool-x" + i + "_[a-z]+").build();
      case OPEN_EXPRESSION -> rule.when("tool", Operator.MATCHES, "[a-z]+_x" + i).build();
      case CLASSES -> rule.when("tool", Operator.MATCHES, classes(i)).build();
      case MIXED -> mixed(i, rule).build();
    };
  }

  private static String classes(int i) {
    return switch (i % 4) {
      case 0 -> "(?i)tool-x" + i;
      case 1 -> "[a-z]+[-_][a-z]{1," + (i / 4 % 40 + 1) + "}\\d?";
      case 2 -> "(?:read|write|tool)_?[0-9]{" + (i / 4 % 20 + 1) + ",}|[a-z]*" + i;
      default -> "\\w+[.:]\\w{" + (i / 4 % 9 + 1) + "}|.*[x-z]" + i;
    };
  }

  private static Rule.Builder mixed(int i, Rule.Builder rule) {
    return switch (i % 5) {
      case 0 -> rule.when("tool", Operator.STARTS_WITH, "tool-x" + i);
      case 1 -> rule.when("arguments.amount", Operator.GT, 1000 + i);
      case 2 -> rule.when("path", Operator.MATCHES, "/x" + i + "/.*");
      case 3 -> rule.when("client.ip", Operator.CIDR, "10.0." + i % 256 + ".0/24");
      default ->
          rule.when("plan", Operator.EXISTS, true)
              .when("content.riskScore", Operator.GTE, 1 + i % 100)
              .when("tool", Operator.NOT_IN, List.of("tool-500", "tool-" + i));
    };
  }

  private static RequestContext call(int more) {
    String fractions =
        IntStream.range(0, more).mapToObj(i -> ",\"f%d\":%d.25".formatted(i, i)).collect(joining());
    byte[] body =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call",
         "params":{"name":"tool-500","arguments":{"amount":99.9,"to":"DE89"%s}}}"""
            .formatted(fractions)
            .getBytes(UTF_8);
    RequestInfo info = Requests.postJson("/mcp");
    return RequestContext.of(
            info, new Route(Route.Protocol.MCP, "/mcp"), Body.of(body, info.headers()))
        .with(
            Identity.builder("ada", "https://issuer.example")
                .plan("pro")
                .roles(List.of("role-100", "role-500", "role-900"))
                .build())
        .merge(new Content(Set.of(), 0, new TreeMap<>(), false, null));
  }

  /** A decision about a call. */
  @Benchmark
  public boolean decide() {
    return policy.decide(call).allowed();
  }

  /** Whether one of two hundred tools is listed. */
  @Benchmark
  public boolean list() {
    next = next + 1 == TOOLS ? 0 : next + 1;
    return policy.mayAllow(call, tools[next]);
  }
}
