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
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
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
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final String NEAR = "1234567890123456789";

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
    /** As {@link #ARGUMENTS}, each so near to what it is compared with that its text is read. */
    NEAR_ARGUMENTS,
    /** As {@link #NEAR_ARGUMENTS}, integers that are too long for a long. */
    NEAR_INTEGERS,
    /** The tool, by an expression that begins with plain characters. */
    EXPRESSION,
    /** The tool, by an expression that begins with a class: each has to run. */
    OPEN_EXPRESSION,
    /** The tool, by an expression in which no character stands plainly. */
    CLASSES,
    /** As {@link #CLASSES}, of a name of 4 096 characters that many of them follow to its end. */
    LONG_NAME,
    /**
     * As {@link #CLASSES}, and by as many as may be that no table can hold together, of a name of
     * 128 characters, the longest that MCP has.
     */
    COUNTED,
    /** As {@link #COUNTED}, of a name of 40 characters. */
    COUNTED_SHORT,
    /** A text of 10 KB in the arguments, by what it holds anywhere. */
    TEXT,
    /** As {@link #TEXT}, where nearly every character ends what another rule looks for. */
    TELLING_TEXT,
    /**
     * A text of 2 KB in the arguments, by what it holds anywhere and by as many expressions as may
     * be that no table can hold together; it follows all of them to its end.
     */
    COUNTED_TEXT,
    /** As many arguments as rules, each a text, by what it holds anywhere. */
    TEXTS,
    /** A list of a thousand texts in the arguments, by its members. */
    MEMBERS,
    /** As {@link #MEMBERS}, fractions. */
    NUMBERS,
    /** An argument, an integer of a thousand digits. */
    DIGITS,
    /** The caller's address, fifty blocks each. */
    ADDRESSES,
    /** A bit of everything that no index helps with. */
    MIXED
  }

  /** What the rules ask. */
  @Param public Asking asking;

  private Policy policy;
  private RequestContext call;
  private Operation[] tools;
  private int next;
  volatile boolean result; // where no call can be optimised away

  /** Compiles the policy. */
  @Setup
  public void prepare() {
    policy = Policy.of(IntStream.range(0, RULES).mapToObj(i -> rule(i, asking)).toList());
    call = call(tool(asking), arguments(asking));
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
      case ARGUMENTS, NEAR_ARGUMENTS -> rule.when("arguments.f" + i, Operator.GT, 1000.5).build();
      case NEAR_INTEGERS ->
          rule.when("arguments.f" + i, Operator.GT, new BigDecimal(NEAR + "1")).build();
      case EXPRESSION -> rule.when("tool", Operator.MATCHES, "tool-x" + i + "_[a-z]+").build();
      case OPEN_EXPRESSION -> rule.when("tool", Operator.MATCHES, "[a-z]+_x" + i).build();
      case CLASSES, LONG_NAME -> rule.when("tool", Operator.MATCHES, classes(i)).build();
      case COUNTED, COUNTED_SHORT ->
          rule.when("tool", Operator.MATCHES, i % 8 == 0 ? counted(i) : classes(i)).build();
      case TEXT -> rule.when("arguments.text", Operator.MATCHES, ".*secret" + i + ".*").build();
      case COUNTED_TEXT ->
          rule.when(
                  "arguments.text",
                  Operator.MATCHES,
                  i < 8 ? ".*" + (char) ('a' + i) + i + ".{0,150}=.*" : ".*secret" + i + ".*")
              .build();
      case TELLING_TEXT ->
          rule.when("arguments.text", Operator.MATCHES, ".*" + pair(i) + ".*")
              .when("arguments.none", Operator.EXISTS, true)
              .build();
      case TEXTS -> rule.when("arguments.f" + i, Operator.MATCHES, ".*secret" + i + ".*").build();
      case MEMBERS -> rule.when("arguments.list", Operator.CONTAINS, "x" + i).build();
      case NUMBERS -> rule.when("arguments.list", Operator.CONTAINS, i + 0.5).build();
      case DIGITS -> rule.when("arguments.amount", Operator.LT, i).build();
      case ADDRESSES -> rule.when("client.ip", Operator.CIDR, blocks(i)).build();
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

  private static String counted(int i) {
    return ".*" + (char) ('a' + i / 8 % 26) + i + "[a-z]{0,150}=.*";
  }

  private static String pair(int i) {
    return Character.toString(LETTERS.charAt(i % 36)) + LETTERS.charAt(i / 36);
  }

  private static List<String> blocks(int i) {
    return IntStream.range(0, 50)
        .mapToObj(b -> "%d.%d.%d.0/%d".formatted(20 + b, i / 250, i % 250, 20 + b % 12))
        .toList();
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

  private static String tool(Asking asking) {
    return switch (asking) {
      case LONG_NAME -> "tool".repeat(1_024);
      case COUNTED -> "amtisoc-".repeat(16);
      case COUNTED_SHORT -> "amtisoc-".repeat(5);
      default -> "tool-500";
    };
  }

  private static String arguments(Asking asking) {
    return switch (asking) {
      case ARGUMENTS -> members(i -> "\"f%d\":%d.25".formatted(i, i), "{", "}");
      case NEAR_ARGUMENTS ->
          members(i -> "\"f%d\":1000.4%s".formatted(i, "9".repeat(16)), "{", "}");
      case NEAR_INTEGERS -> members(i -> "\"f%d\":%s0".formatted(i, NEAR), "{", "}");
      case TEXT -> "{\"text\":\"" + "Ab1 _-. x".repeat(1_138) + "\"}";
      case COUNTED_TEXT ->
          IntStream.range(0, 1_024)
              .mapToObj(i -> Character.toString('a' + i % 8) + i % 8)
              .collect(joining("", "{\"text\":\"", "\"}"));
      case TELLING_TEXT ->
          IntStream.range(0, 5_120)
              .mapToObj(i -> pair(i * 7 % RULES))
              .collect(joining("", "{\"text\":\"", "\"}"));
      case TEXTS -> members(i -> "\"f%d\":\"an ordinary text\"".formatted(i), "{", "}");
      case MEMBERS -> members(i -> "\"item-" + i + '"', "{\"list\":[", "]}");
      case NUMBERS -> members(i -> i + ".25", "{\"list\":[", "]}");
      case DIGITS -> "{\"amount\":" + "7".repeat(1_000) + "}";
      case TOOL,
          ROLE,
          PREFIX,
          ARGUMENT,
          EXPRESSION,
          OPEN_EXPRESSION,
          CLASSES,
          LONG_NAME,
          COUNTED,
          COUNTED_SHORT,
          ADDRESSES,
          MIXED ->
          "{\"amount\":99.9,\"to\":\"DE89\"}";
    };
  }

  private static String members(IntFunction<String> each, String before, String after) {
    return IntStream.range(0, RULES).mapToObj(each).collect(joining(",", before, after));
  }

  private static RequestContext call(String tool, String arguments) {
    byte[] body =
        """
        {"jsonrpc":"2.0","id":1,"method":"tools/call",
         "params":{"name":"%s","arguments":%s}}"""
            .formatted(tool, arguments)
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

  /** Prints CPU time of decisions and of lists, and of making a policy; medians of nine rounds. */
  public static void main(String[] arguments) {
    for (Asking asking : Asking.values()) {
      PolicyBenchmark benchmark = new PolicyBenchmark();
      benchmark.asking = asking;
      long made =
          benchmark.cpu(
              1,
              () -> {
                benchmark.prepare();
                return true;
              });
      System.out.printf(
          "%-16s decide %,10d ns  list %,10d ns  prepare %,5d ms%n",
          asking,
          benchmark.median(benchmark::decide),
          benchmark.median(benchmark::list),
          made / 1_000_000);
    }
  }

  private long median(BooleanSupplier call) {
    int calls = 1;
    long warm = 0;
    while (warm < 1_000_000_000) {
      long taken = cpu(calls, call) * calls;
      warm += taken;
      calls = taken < 20_000_000 ? calls * 2 : calls;
    }
    List<Long> rounds = new ArrayList<>();
    for (int round = 0; round < 9; round++) {
      rounds.add(cpu(calls, call));
    }
    return rounds.stream().sorted().skip(4).findFirst().orElseThrow();
  }

  private long cpu(int calls, BooleanSupplier call) {
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long start = thread.getCurrentThreadCpuTime();
    for (int i = 0; i < calls; i++) {
      result = call.getAsBoolean();
    }
    return (thread.getCurrentThreadCpuTime() - start) / calls;
  }
}
