package io.gatewaystack.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.identifiabl.Identifiabl;
import io.gatewaystack.identifiabl.apikey.ApiKeyTerms;
import io.gatewaystack.identifiabl.apikey.InMemoryApiKeys;
import io.gatewaystack.testing.TestIssuer;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time and allocation of the identity layer alone: a token it remembers, a token it sees for the
 * first time, an API key; and the RSA check that no verification can do without. Run as a program
 * it prints CPU time instead of time, which other work on the machine disturbs less.
 */
@SuppressWarnings("NullAway.Init") // JMH calls start() first
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class IdentityBenchmark {
  /** More than a memory of one token holds, however it chooses. */
  private static final int TOKENS = 500;

  private static final int CALLS = 10_000;

  private TestIssuer issuer;
  private Identifiabl remembering;
  private Identifiabl forgetful;
  private RequestContext known;
  private RequestContext apiKey;
  private RequestContext[] unknown;
  private byte[][] inputs;
  private byte[][] signatures;
  private int next;
  volatile Object result; // where no call can be optimised away

  /** Mints tokens, and lets one be verified. */
  @Setup
  public void start() {
    issuer = TestIssuer.start();
    InMemoryApiKeys keys = InMemoryApiKeys.of();
    ApiKeyTerms terms = ApiKeyTerms.builder("benchmark").scopes("tool:read").build();
    apiKey = request("X-API-Key", keys.create(terms).plaintext());
    remembering = Identifiabl.builder(issuer.issuer(), Layering.AUDIENCE).apiKeys(keys).build();
    forgetful =
        Identifiabl.builder(issuer.issuer(), Layering.AUDIENCE)
            .tokenCache(Duration.ofSeconds(60), 1)
            .build();
    List<String> tokens = Layering.tokens(issuer, TOKENS);
    known = request("Authorization", "Bearer " + tokens.get(0));
    unknown =
        tokens.stream()
            .map(token -> request("Authorization", "Bearer " + token))
            .toArray(RequestContext[]::new);
    inputs =
        tokens.stream()
            .map(token -> token.substring(0, token.lastIndexOf('.')).getBytes(US_ASCII))
            .toArray(byte[][]::new);
    signatures =
        tokens.stream()
            .map(token -> token.substring(token.lastIndexOf('.') + 1))
            .map(Base64.getUrlDecoder()::decode)
            .toArray(byte[][]::new);
    accepted(rememberedToken());
    accepted(firstVerification());
    accepted(apiKey());
  }

  private static void accepted(Decision decision) {
    if (!(decision instanceof Decision.Proceed)) {
      throw new IllegalStateException("a benchmark request was refused");
    }
  }

  private static RequestContext request(String header, String value) {
    Headers headers =
        Headers.of(
            Map.of(
                header,
                List.of(value),
                "Accept",
                List.of("*/*"),
                "User-Agent",
                List.of("benchmark")));
    return RequestContext.of(Requests.get("/orders", headers), Route.HTTP, Body.empty());
  }

  /** A token that was verified within the last minute. */
  @Benchmark
  public Decision rememberedToken() {
    return remembering.before(known);
  }

  /** A token that is seen for the first time. */
  @Benchmark
  public Decision firstVerification() {
    next = (next + 1) % TOKENS;
    return forgetful.before(unknown[next]);
  }

  /** What a first verification cannot do without. */
  @Benchmark
  public boolean bareRsaCheck() throws GeneralSecurityException {
    next = (next + 1) % TOKENS;
    Signature rsa = Signature.getInstance("SHA256withRSA");
    rsa.initVerify(issuer.key().publicKey());
    rsa.update(inputs[next]);
    return rsa.verify(signatures[next]);
  }

  /** An API key that was looked up within the last minute. */
  @Benchmark
  public Decision apiKey() {
    return remembering.before(apiKey);
  }

  private interface Call {
    Object run() throws GeneralSecurityException;
  }

  /** Prints nanoseconds of CPU time per call, medians of nine rounds, the calls taking turns. */
  public static void main(String[] arguments) throws GeneralSecurityException {
    IdentityBenchmark benchmark = new IdentityBenchmark();
    benchmark.start();
    Map<String, Call> calls = new LinkedHashMap<>();
    calls.put("bareRsaCheck", benchmark::bareRsaCheck);
    calls.put("firstVerification", benchmark::firstVerification);
    calls.put("rememberedToken", benchmark::rememberedToken);
    calls.put("apiKey", benchmark::apiKey);
    Map<String, List<Long>> nanos = new LinkedHashMap<>();
    for (int round = 0; round < 4 + 9; round++) { // the first four only warm up
      for (Map.Entry<String, Call> call : calls.entrySet()) {
        nanos
            .computeIfAbsent(call.getKey(), name -> new ArrayList<>())
            .add(benchmark.cpu(call.getValue()));
      }
    }
    nanos.forEach(
        (name, rounds) ->
            System.out.printf("%-18s %,7d ns%n", name, median(rounds.subList(4, rounds.size()))));
    benchmark.stop();
  }

  private long cpu(Call call) throws GeneralSecurityException {
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long start = thread.getCurrentThreadCpuTime();
    for (int i = 0; i < CALLS; i++) {
      result = call.run();
    }
    return (thread.getCurrentThreadCpuTime() - start) / CALLS;
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  /** Stops what was started. */
  @TearDown
  public void stop() {
    issuer.close();
  }
}
