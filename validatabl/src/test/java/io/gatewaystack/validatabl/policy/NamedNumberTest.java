package io.gatewaystack.validatabl.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.validatabl.Requests;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers of requests against numbers of policies: the order is that of exact arithmetic. */
class NamedNumberTest {
  private static int order(String written, String named) {
    JsonDocument document = JsonDocument.parse(written.getBytes(UTF_8));
    RequestNumber number = new RequestNumber(document.tree());
    return Integer.signum(number.compareTo(new NamedNumber(new BigDecimal(named))));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0",
    "-0, 0, 0",
    "-0.0, 0, 0",
    "0e5, 0.00, 0",
    "1, 1.0, 0",
    "1.00, 1, 0",
    "1e0, 1, 0",
    "10E-1, 1, 0",
    "0.001e+3, 1, 0",
    "100, 1e2, 0",
    "1e2, 100, 0",
    "0.1, 0.1, 0",
    "0.1000000000000000055511151231257827, 0.1, 1",
    "0.09999999999999999999999999, 0.1, -1",
    "1000.499999999999999999, 1000.5, -1",
    "1000.500000000000000001, 1000.5, 1",
    "-1000.500000000000000001, -1000.5, -1",
    "9007199254740993, 9007199254740992, 1",
    "9007199254740992, 9007199254740993, -1",
    "9007199254740993, 9007199254740992.5, 1",
    "9007199254740992, 9007199254740992.5, -1",
    "9007199254740993.0, 9007199254740993, 0",
    "-9007199254740993, -9007199254740992.5, -1",
    "9223372036854775807, 9223372036854775808, -1",
    "100000000000000000000, 1e20, 0",
    "100000000000000000001, 1e20, 1",
    "100000000000000000000, 100000000000000000000.5, -1",
    "100000000000000000001, 100000000000000000000.5, 1",
    "9999999999999999.99, 1e16, -1",
    "-9999999999999999.99, -1e16, 1",
    "10000000000000000.1, 9999999999999999.99, 1",
    "1.00000000000000001E+16, 9999999999999999.99, 1",
    "1.99999999999999999999, 2, -1",
    "2.000000000000000000000, 2, 0",
    "0.00020000000000000000001, 2e-4, 1",
    "20000000000000000000001e-26, 2e-4, 1",
    "1.2e-323, 8e-324, 1",
    "8e-324, 1.2e-323, -1",
    "1e400, 1e401, -1",
    "1e401, 1e400, 1",
    "-1e401, -1e400, -1",
    "1e400, 1e400, 0",
    "1e-400, 0, 1",
    "-1e-400, 0, -1",
    "1e-400, 1e-401, 1",
    "0, 1e-400, -1",
    "0, -1e-400, 1",
    "0, 1e-2000000000, -1",
    "5, 1e2000000000, -1",
    "5, -1e2000000000, 1",
    "1e99999999999999999999, 1e2000000000, 1",
    "-1e99999999999999999999, 1e2000000000, -1",
    "1e-99999999999999999999, 1e-2000000000, -1",
    "0e99999999999999999999, 0, 0"
  })
  void theOrderIsThatOfWhatIsWritten(String written, String named, int order) {
    assertThat(order(written, named)).isEqualTo(order);
  }

  @Test
  void anIntegerOfFourHundredDigitsIsComparedByAllOfThem() {
    String digits = "7".repeat(399);
    assertThat(order(digits + "8", digits + "7")).isOne();
    assertThat(order(digits + "7", digits + "7.5")).isEqualTo(-1);
    assertThat(order(digits + "7", "1e400")).isEqualTo(-1);
    assertThat(order(digits + "7", "1e20000")).isEqualTo(-1);
    assertThat(order("-" + digits + "7", "-1e20000")).isOne();
  }

  @RepeatedTest(200)
  void anyTwoCompareAsDecimals(RepetitionInfo round) {
    Random random = new Random(round.getCurrentRepetition());
    for (int i = 0; i < 50; i++) {
      String named = number(random);
      String written = random.nextInt(3) == 0 ? near(named, random) : number(random);

      assertThat(order(written, named))
          .as("%s against %s", written, named)
          .isEqualTo(new BigDecimal(written).compareTo(new BigDecimal(named)));
    }
  }

  private static String number(Random random) {
    String sign = random.nextInt(4) == 0 ? "-" : "";
    String whole = random.nextInt(3) == 0 ? "0" : 1 + random.nextInt(9) + digits(random);
    String fraction = random.nextBoolean() ? "" : "." + random.nextInt(10) + digits(random);
    int power = random.nextInt(60) - 30;
    String[] exponents = {"", "", "e" + power, "E" + power, "e" + (random.nextInt(900) - 450)};
    return sign + whole + fraction + exponents[random.nextInt(exponents.length)];
  }

  /** Few different digits, so that numbers often agree in many of them. */
  private static String digits(Random random) {
    return random
        .ints(random.nextInt(25), 0, 2)
        .mapToObj(d -> d == 0 ? "0" : "9")
        .collect(Collectors.joining());
  }

  /** The same number, or one that differs from it in a late digit only. */
  private static String near(String number, Random random) {
    BigDecimal value = new BigDecimal(number);
    BigDecimal step = value.movePointLeft(15 + random.nextInt(10)).abs();
    BigDecimal near = value.add(step.multiply(BigDecimal.valueOf(random.nextInt(3) - 1)));
    return random.nextBoolean() || near.scale() > 100 || near.scale() < -100
        ? near.toString()
        : near.toPlainString();
  }

  @ParameterizedTest
  @CsvSource({"1.25, 9.5, 0.5", "9007199254740993, 9007199254740993.5, 9007199254740992.5"})
  void thousandsOfNumbersAreComparedWithoutReadingTheBodyAgain(
      String sent, String above, String below) {
    int count = 5_000;
    Policy policy = Policy.of(rules(count, i -> i == count - 1 ? below : above));
    String arguments =
        IntStream.range(0, count)
            .mapToObj(i -> "\"f%d\":%s,\"x%d\":\"%s\"".formatted(i, sent, i, "x".repeat(180)))
            .collect(Collectors.joining(",", "{", "}"));
    RequestContext call = Requests.toolCall("t", arguments);

    assertTimeout(Duration.ofSeconds(10), () -> assertThat(policy.decide(call).allowed()).isTrue());
  }

  private static List<Rule> rules(int count, IntFunction<String> limit) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                Rule.allow("r" + i)
                    .when("arguments.f" + i, Operator.GT, new BigDecimal(limit.apply(i)))
                    .build())
        .toList();
  }
}
