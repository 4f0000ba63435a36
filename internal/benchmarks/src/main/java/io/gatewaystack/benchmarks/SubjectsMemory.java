package io.gatewaystack.benchmarks;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.identifiabl.Identifiabl;
import io.gatewaystack.testing.TestIssuer;
import java.util.List;
import java.util.Map;

/**
 * How much the heap grows when a million different people call, each with a token of its own, and
 * how many tokens were not accepted, which must be none.
 *
 * <pre>{@code
 * mvn -q -Pquick -DskipTests -pl internal/benchmarks -am package dependency:build-classpath \
 *     -Dmdep.outputFile=target/classpath
 * java -Xmx256m -XX:+UseSerialGC \
 *     -cp internal/benchmarks/target/classes:$(cat internal/benchmarks/target/classpath) \
 *     io.gatewaystack.benchmarks.SubjectsMemory 1000000
 * }</pre>
 *
 * <p>Most of its time goes into signing a million tokens.
 */
public final class SubjectsMemory {
  private static final int DEFAULT_SUBJECTS = 1_000_000;
  private static final int WARM_UP = 1_000;
  private static final long MEBIBYTE = 1 << 20;

  private SubjectsMemory() {}

  /** Runs; the first argument is the number of subjects. Ends with status 1 when one is refused. */
  public static void main(String[] arguments) {
    int subjects = arguments.length == 0 ? DEFAULT_SUBJECTS : Integer.parseInt(arguments[0]);
    int refused = 0;
    try (TestIssuer issuer = TestIssuer.start()) {
      Identifiabl layer = Identifiabl.builder(issuer.issuer(), Layering.AUDIENCE).build();
      for (int i = 0; i < WARM_UP; i++) {
        refused += call(layer, issuer, "warm-up-" + i);
      }
      long before = heap();
      for (int i = 0; i < subjects; i++) {
        refused += call(layer, issuer, "auth0|65a1b2c3d4e5f6" + i);
        if ((i + 1) % (subjects / 10) == 0) {
          System.out.printf("%,d subjects: heap %+.1f MiB%n", i + 1, mebibytes(heap() - before));
        }
      }
      System.out.println(layer.metrics());
    }
    System.out.println("refused: " + refused);
    System.exit(refused == 0 ? 0 : 1);
  }

  /** 0 when the caller was accepted, else 1. */
  private static int call(Identifiabl layer, TestIssuer issuer, String subject) {
    String token =
        issuer
            .token()
            .audience(Layering.AUDIENCE)
            .subject(subject)
            .scope("tool:read", "tool:write")
            .claim("email", subject.hashCode() + "@example.com")
            .mint();
    RequestInfo request =
        Requests.get("/orders", Headers.of(Map.of("Authorization", List.of("Bearer " + token))));
    Decision decision = layer.before(RequestContext.of(request, Route.HTTP, Body.empty()));
    return decision instanceof Decision.Proceed ? 0 : 1;
  }

  private static double mebibytes(long bytes) {
    return (double) bytes / MEBIBYTE;
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
