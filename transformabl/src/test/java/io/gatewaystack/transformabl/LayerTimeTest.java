package io.gatewaystack.transformabl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.json.JsonDocument;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The layer with everything on takes a time that grows as its input does, whatever that holds. */
class LayerTimeTest {
  private static final int SIZE = 1 << 17;
  private static final Transformabl LAYER =
      Transformabl.builder().redact(Redaction.pseudonym()).blockThreshold(100).build();

  static Stream<Named<byte[]>> hostile() {
    Stream<String> texts =
        Stream.of(
            "1",
            "@",
            "+",
            "\"",
            "'",
            "%25",
            "&amp;",
            "\\u0040",
            "\u200B",
            "\uFEFFa",
            "\u0430\u043E",
            "YWJj",
            "f:",
            "::",
            "i g n o r e ",
            "x",
            "<",
            "[![](",
            "/*rm/**/",
            "ignore all ",
            "joe@example.com ",
            "4111 1111 1111 1111 ",
            "+442079460958 ",
            "\uDB40\uDC41",
            "{\"a\":");
    List<String> documents =
        List.of("\"a\",", "1,", "{},", "[\"ignore\"],", "\"ignore\",\"all\",", "{\"k\":\"v\"},");
    return Stream.concat(
        texts.map(text -> Named.of(text, string(text))),
        Stream.concat(
            documents.stream().map(part -> Named.of(part, array(part))),
            Stream.of("123456789,", "{},123456789,").map(LayerTimeTest::named)));
  }

  /** Values that share a name of the longest length. */
  private static Named<byte[]> named(String part) {
    String json = "{\"%s\":%s}".formatted("k".repeat(49_000), new String(array(part), UTF_8));
    return Named.of("long name " + part, json.getBytes(UTF_8));
  }

  private static byte[] string(String part) {
    return JsonDocument.quote(part.repeat(SIZE / part.length()));
  }

  private static byte[] array(String part) {
    return ("[" + part.repeat(SIZE / part.length()) + "0]").getBytes(UTF_8);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void isBounded(byte[] json) {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 3 || round < 8 && best > 40_000_000L; round++) {
      best = Math.min(best, nanos(json));
    }
    assertThat(best).isLessThan(400_000_000L); // of 128 KB, however cold, slow and busy the machine
  }

  private static long nanos(byte[] json) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    Decision decision = LAYER.before(Requests.post(Route.HTTP, new String(json, UTF_8)));
    long end = threads.getCurrentThreadCpuTime();
    assertThat(decision).isNotNull();
    return end - start;
  }
}
