package io.gatewaystack.benchmarks;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.transformabl.Scan;
import io.gatewaystack.transformabl.TextScanner;
import io.gatewaystack.transformabl.Transformabl;
import io.gatewaystack.transformabl.safety.SafetyRules;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
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
 * Time of the content layer that looks for all types and changes nothing, strict parsing included,
 * and of a scan of one hostile megabyte. MB/s are bytes of the body by microseconds.
 */
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DetectionBenchmark {
  private static final String[] WORDS =
      ("the service handles every request within its deadline and returns a summary of what was"
              + " done for each project including notes about progress and open questions")
          .split(" ");
  private static final String END = "]}}}";
  private static final Map<String, Integer> SIZES =
      Map.of("tools/call", 2_048, "ordinary", 100_000, "one match per KB", 100_000);

  /** What kind of body. */
  @State(Scope.Benchmark)
  public static class Bodies {
    /** The kinds. */
    @Param({"tools/call", "ordinary", "one match per KB"})
    public String body;

    /** Whether unsafe text is looked for, too: all that the layer looks for by default. */
    @Param({"false", "true"})
    public boolean safety;

    private Transformabl layer = Transformabl.builder().build();
    private byte[] bytes;

    /** Writes the body and looks at it once. */
    @Setup
    public void prepare() {
      SafetyRules rules = safety ? SafetyRules.standard() : SafetyRules.off();
      layer = Transformabl.builder().safety(rules).build();
      bytes =
          json(body, Objects.requireNonNull(SIZES.get(body), body))
              .getBytes(StandardCharsets.UTF_8);
      System.out.println(body + ": " + bytes.length + " bytes");
    }
  }

  /** What a hostile megabyte repeats. */
  @State(Scope.Benchmark)
  public static class Hostile {
    /** The patterns that take longest. */
    @Param({"4 ", "1.1.1.1.", "+1-555-123-4567 ", "1O1l ", "%25", "dl 1-1-1-", "V70 "})
    public String pattern;

    private final TextScanner scanner = TextScanner.builder().cap(1 << 20).build();
    private String text;

    /** Writes the text. */
    @Setup
    public void prepare() {
      text = pattern.repeat((1 << 20) / pattern.length());
    }
  }

  /** The layer, for a body nobody has read before. */
  @Benchmark
  public Decision layer(Bodies state) {
    byte[] bytes = state.bytes;
    RequestInfo info = Requests.postJson("/mcp");
    Route route = new Route(Route.Protocol.MCP, "/mcp");
    return state.layer.before(
        RequestContext.of(info, route, Body.reading(() -> bytes, info.headers())));
  }

  /** One scan. */
  @Benchmark
  public Scan hostile(Hostile state) {
    return state.scanner.scan(state.text);
  }

  private static String json(String kind, int size) {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder json = new StringBuilder(size + 1_000);
    json.append(
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"tools/call\",\"params\":{\"name\":\"save\",");
    json.append("\"arguments\":{\"rows\":[");
    for (int i = 0; json.length() < size - END.length(); i++) {
      json.append(i == 0 ? "" : ",");
      row(json, random, kind.equals("one match per KB") && i % 2 == 0);
    }
    return json.append(END).toString();
  }

  private static void row(StringBuilder json, SplittableRandom random, boolean personal) {
    json.append("{\"id\":\"").append(new UUID(random.nextLong(), random.nextLong()));
    json.append("\",\"number\":").append(random.nextInt(100_000));
    json.append(",\"owner\":\"").append(personal ? "joe@example.com" : "team seven");
    json.append("\",\"created_at\":\"2026-07-").append(random.nextInt(10, 29));
    json.append("T12:34:56.789Z\",\"price\":").append(random.nextInt(1_000)).append(".25");
    json.append(",\"open\":true,\"parent\":null,\"tags\":[\"alpha\",\"beta\"],\"url\":\"");
    json.append("https://api.example.com/v1/projects/").append(random.nextInt(10_000));
    json.append("\",\"description\":\"");
    for (int i = 0; i < 25; i++) {
      json.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
    }
    json.append("\"}");
  }
}
