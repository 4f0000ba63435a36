package io.gatewaystack.benchmarks;

import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.explicabl.Explicabl;
import io.gatewaystack.proxyabl.Proxyabl;
import io.gatewaystack.proxyabl.servlet.ProxyServlet;
import io.gatewaystack.testing.TestIssuer;
import io.gatewaystack.testing.TestServer;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.URI;

/**
 * A governed proxy to a port of this machine, in a JVM whose heap somebody else has bounded: says
 * its own port and a token, serves until its input ends, and says what heap it needed.
 */
final class SmallGateway {
  private SmallGateway() {}

  public static void main(String[] arguments) throws Exception {
    URI upstream = URI.create("http://127.0.0.1:" + arguments[0]);
    try (TestIssuer issuer = TestIssuer.start();
        Explicabl audit = Layering.counting();
        TestServer server =
            TestServer.builder()
                .filter("/*", new GovernanceFilter(Layering.of(audit, issuer.issuer())))
                .servlet("/proxy/*", new ProxyServlet(Proxyabl.builder(upstream).build()))
                .start()) {
      System.out.println(server.port());
      System.out.println(Layering.tokens(issuer, 1).get(0));
      while (System.in.read() >= 0) {
        // whoever started this has not closed it yet
      }
      System.out.printf(
          "heap of the gateway: at most %d MiB of %d MiB, %d collections%n",
          peak() >> 20, Runtime.getRuntime().maxMemory() >> 20, collections());
    }
  }

  private static long peak() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getPeakUsage)
        .mapToLong(usage -> usage.getUsed())
        .sum();
  }

  private static long collections() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(collector -> collector.getCollectionCount())
        .sum();
  }
}
