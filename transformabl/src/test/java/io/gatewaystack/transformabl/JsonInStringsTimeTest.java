package io.gatewaystack.transformabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.json.JsonDocument;
import java.lang.management.ManagementFactory;
import java.util.Collections;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However documents are put into strings, the time grows with their length only. */
class JsonInStringsTimeTest {
  private static final String PERSONAL = "[\"mail joe@example.com\",4111111111111111]";

  /** Documents of some length. */
  private static final Map<String, IntFunction<String>> HOSTILE =
      Map.of(
          "as deep as can be",
          size -> inside(PERSONAL, (int) Math.sqrt(size / 5.0)),
          "a long text deep inside",
          size -> inside("[\"joe@example.com " + "words ".repeat(size / 6) + "\"]", 40),
          "many deep ones",
          size -> many(inside(PERSONAL, 14), size),
          "many small ones",
          size -> many("[1]", size),
          "many that only look like it",
          size -> many("[1x]", size),
          "one that only looks like it at its end",
          size -> "[\"[" + "[1],".repeat(size / 4) + "]\"]",
          "finds in the whole text",
          size -> many("{\"a\":\"my account number is\",\"b\":9845302145}", size),
          "labels behind values",
          size -> "[" + "{\"value\":219099998,\"type\":\"ssn\"},".repeat(size / 34) + "1]");

  private static final int SIZE = 1 << 13;

  private final TextScanner scanner = TextScanner.ofAllTypes();

  /** With the shortest escapes there are: five more characters for each document around one. */
  private static String inside(String json, int strings) {
    String text = json;
    for (int i = 0; i < strings; i++) {
      text = "[\"" + text.replace("\\", "\\u005c").replace("\"", "\\u0022") + "\"]";
    }
    return text;
  }

  private static String many(String json, int size) {
    String text = new String(JsonDocument.quote(json), UTF_8);
    return "[" + String.join(",", Collections.nCopies(size / (text.length() + 1), text)) + "]";
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "as deep as can be",
        "a long text deep inside",
        "many deep ones",
        "many small ones",
        "many that only look like it",
        "one that only looks like it at its end",
        "finds in the whole text",
        "labels behind values"
      })
  void fourTimesTheLengthTakesFourTimesTheTime(String shape) {
    JsonDocument small = parse(HOSTILE.get(shape).apply(SIZE));
    JsonDocument large = parse(HOSTILE.get(shape).apply(4 * SIZE));
    long shortest = Long.MAX_VALUE;
    long longest = Long.MAX_VALUE;
    for (int round = 0; round < 3 || round < 40 && longest > 5 * shortest; round++) {
      shortest = Math.min(shortest, Math.max(nanos(small), 1_000_000L));
      longest = Math.min(longest, nanos(large));
    }
    assertThat(longest).isLessThan(7 * shortest);
  }

  private static JsonDocument parse(String json) {
    return JsonDocument.parse(json.getBytes(UTF_8));
  }

  /** Time of this thread alone: what else the machine does must not matter. */
  private long nanos(JsonDocument document) {
    RedactionRules rules = RedactionRules.all(Redaction.placeholder());
    Redactor redactor = new Redactor(scanner, rules, null, new Tally());
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    JsonScan scan = new JsonScan(redactor, document, JsonScan.Place.body(pointer -> false));
    long end = threads.getCurrentThreadCpuTime();
    assertThat(scan.truncated()).isFalse();
    return end - start;
  }
}
