package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** No input makes a scan slower than its length does. */
class LinearTimeTest {
  static final List<String> HOSTILE =
      List.of(
          "a",
          "@",
          "1",
          "4",
          "1-1-1",
          "4 ",
          "4-",
          "4444 ",
          "41-11-",
          "a@",
          "a@a@a@",
          "a.",
          "a@a.",
          "aaaaaaaa@",
          "@a.a.a.a.a.a.a.a",
          "123-45-",
          "1.",
          "\u200B",
          "４",
          "⑳",
          "ﷺ",
          "e\u0301",
          "日本");

  private static final int SIZE = 1 << 20;
  private static final int DOUBLINGS = 3;

  private final TextScanner scanner = TextScanner.ofAllTypes().withCap(SIZE);

  @ParameterizedTest(name = "\"{0}\"")
  @FieldSource("HOSTILE")
  void doublingTheTextDoublesTheTime(String pattern) {
    String small = pattern.repeat((SIZE >> DOUBLINGS) / pattern.length());
    String large = small.repeat(1 << DOUBLINGS);
    long shortest = Long.MAX_VALUE;
    long longest = Long.MAX_VALUE;
    for (int round = 0; round < 4; round++) { // the first rounds warm up; the best one counts
      shortest = Math.min(shortest, nanos(small));
      longest = Math.min(longest, nanos(large));
    }
    assertThat(longest).isLessThan(500_000_000L);
    // Below half a millisecond the clock measures the machine, not the scan.
    double ratio = (double) longest / Math.max(shortest, 500_000L);
    assertThat(Math.pow(ratio, 1.0 / DOUBLINGS)).isLessThan(2.5);
  }

  /** Time of this thread alone: what else the machine does must not matter. */
  private long nanos(String text) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    Scan scan = scanner.scan(text);
    long end = threads.getCurrentThreadCpuTime();
    assertThat(scan.truncated()).isFalse();
    return end - start;
  }
}
