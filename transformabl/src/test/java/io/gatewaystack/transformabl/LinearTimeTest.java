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
          "1-1-1",
          "4 ",
          "a 4 ",
          "ghp_a1B2\n",
          "AKIA12\n",
          "1<br>",
          "a*@*b.",
          "password of the x: ",
          "password is X#12 ",
          "\"a1",
          "\"-p1",
          "-p1a",
          "a@\n  ",
          "4-",
          "1,",
          "(1)",
          "_1_",
          "\n1",
          "4444 ",
          "41-11-",
          "a@",
          "a@a@a@",
          "a@a.",
          "aaaaaaaa@",
          "@a.a.a.a.a.a.a.a",
          "123-45-",
          "1.",
          "1.1.1.1.",
          "\u200B",
          "４",
          "⑳",
          "ﷺ",
          "e\u0301",
          "日本",
          "+1-555-123-4567 ",
          "+442079460958 ",
          "415-555-2671 ",
          "0069 0307 ",
          "4111 1111 1111 1112 ",
          "DE12 ",
          "DE89 3704 0044 0532 0130 00 ",
          "::",
          "1:",
          "a:b:",
          "2001:db8::1:",
          "0x742d35Cc6634C0532925a3b844Bc9e7595f0bEb7 ",
          "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3 ",
          "eyJ.",
          "eyJhbGciOiJI.",
          "sk-",
          "sk-proj-",
          "ghp_",
          "-----BEGIN PRIVATE KEY-----",
          "password=",
          "password is x1 ",
          "token a1 ",
          "a1.",
          "://",
          "a://b:c@",
          "%25",
          "%2525",
          "&#64;",
          "&amp;",
          "\\",
          "\\u0040",
          " [at]",
          "joe at b dot ",
          "аo",
          "1O1l ",
          "l1.lO.",
          "ssn 1O-l1-",
          "account l1O23 ",
          "dx l1.",
          "ОІ-1",
          "dob 1990-01-15 ",
          "born 15th of may ",
          "dx F32.9 ",
          "V70 ",
          "250.01 ",
          "license D1234567 ",
          "dl 1-1-1-",
          "npi 1234567893 ",
          "phone 12 34 56 78 90 ",
          "call 1-",
          "ssn123 ",
          "order ",
          "oRDER ",
          "{\"ssn\":\"123456789\"},");

  private static final int SIZE = 1 << 18;
  private static final int DOUBLINGS = 2;
  private static final long MOST_NANOS = 500_000_000; // however slow and busy the machine

  private final TextScanner scanner = TextScanner.ofAllTypes().withCap(SIZE);

  @ParameterizedTest(name = "\"{0}\"")
  @FieldSource("HOSTILE")
  void doublingTheTextDoublesTheTime(String pattern) {
    String small = pattern.repeat((SIZE >> DOUBLINGS) / pattern.length());
    String large = small.repeat(1 << DOUBLINGS);
    long shortest = Long.MAX_VALUE;
    long longest = Long.MAX_VALUE;
    // The first rounds warm up and the best one counts; more of them where the machine is busy.
    for (int round = 0; round < 3 || round < 40 && isSlow(shortest, longest); round++) {
      shortest = Math.min(shortest, nanos(small));
      longest = Math.min(longest, nanos(large));
    }
    assertThat(longest).isLessThan(MOST_NANOS);
    assertThat(growth(shortest, longest)).isLessThan(2.5);
  }

  private static boolean isSlow(long shortest, long longest) {
    return longest >= MOST_NANOS || growth(shortest, longest) > 2.2;
  }

  /** By how much the time grows when the text doubles. */
  private static double growth(long shortest, long longest) {
    // Below a millisecond the clock measures the machine, not the scan.
    double ratio = (double) longest / Math.max(shortest, 1_000_000L);
    return Math.pow(ratio, 1.0 / DOUBLINGS);
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
