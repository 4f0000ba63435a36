package io.gatewaystack.benchmarks;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Exchange;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.explicabl.Explicabl;
import io.gatewaystack.testing.TestIssuer;
import java.util.List;
import java.util.Map;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Time and allocation of one governed GET without container and proxy, its token known. */
@SuppressWarnings("NullAway.Init") // JMH calls start() first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PipelineBenchmark {
  /** How many callers take turns. */
  @Param({"1", "1000"})
  public int tokens;

  private TestIssuer issuer;
  private Explicabl audit;
  private Pipeline pipeline;
  private RequestInfo[] requests;
  private int next;

  /** Mints the tokens and lets each be verified once. */
  @Setup
  public void start() {
    issuer = TestIssuer.start();
    audit = Layering.counting();
    pipeline = Layering.of(audit, issuer.issuer());
    requests =
        Layering.tokens(issuer, tokens).stream()
            .map(PipelineBenchmark::request)
            .toArray(RequestInfo[]::new);
    for (int i = 0; i < tokens; i++) {
      if (!governedGet()) {
        throw new IllegalStateException("a benchmark request was refused");
      }
    }
  }

  private static RequestInfo request(String token) {
    Headers headers =
        Headers.of(
            Map.of(
                "Authorization", List.of("Bearer " + token),
                "Accept", List.of("*/*"),
                "User-Agent", List.of("benchmark")));
    return Requests.get("/proxy/echo", headers);
  }

  /** One request through all layers. */
  @Benchmark
  public boolean governedGet() {
    RequestInfo request = requests[next];
    next = next + 1 == requests.length ? 0 : next + 1;
    RequestContext context = RequestContext.of(request, Route.HTTP, Body.empty());
    return pipeline.execute(new Exchange(context), done -> true, denial -> false);
  }

  /** Stops what was started. */
  @TearDown
  public void stop() {
    audit.close();
    issuer.close();
  }
}
