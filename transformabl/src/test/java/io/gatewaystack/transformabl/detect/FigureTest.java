package io.gatewaystack.transformabl.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.transformabl.TextScanner;
import io.gatewaystack.transformabl.text.Name;
import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Words;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FigureTest {
  private static final int ROUNDS = 20_000;

  private final NormalText text = new NormalText();
  private final TextScanner scanner = TextScanner.ofAllTypes();
  private final SplittableRandom random = new SplittableRandom(1);

  private boolean isFigure(String read) {
    text.read(read);
    return Figure.hasNoWords(text) || Figure.isUuid(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "12345",
        "-12",
        "12.2500",
        "2026-07-28T12:34Z",
        "2026-07-28T12:34:56Z",
        "2026-07-28T12:34:56.789123456+05:30",
        "2026-07-28T12:34:56-0530",
        "0b1ad573-19b5-8cd8-68fb-0e6f75df8713",
        "BBB1D573-19B5-8CD8-68FB-0E6F75DF8713"
      })
  void knowsAmountsTimesAndUuids(String figure) {
    assertThat(isFigure(figure)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12345678",
        "1.1.1.1",
        "+123456",
        "12 34",
        "2026-07-28 12:34:56Z",
        "2026-07-28T12:34:56",
        "2026-07-28T12:34:56.789 +1",
        "2026-07-28T12:34:56Z 5550100",
        "2026/07/28T12:34:56Z",
        "be12d573-19b5-8cd8-68fb-0e6f75df8713",
        "0b1ad573 19b5-8cd8-68fb-0e6f75df8713",
        "0b1ad573-19b5-8cd8-68fb-0e6f75dg8713"
      })
  void knowsNoOther(String other) {
    assertThat(isFigure(other)).isFalse();
  }

  /** Behind each stands a mark that makes it no figure, so that detectors are asked. */
  @Test
  void noDetectorFindsAnythingInOne() {
    for (int i = 0; i < ROUNDS; i++) {
      for (String figure : new String[] {amount(), time(), uuid(), uuidOfDigits()}) {
        if (isFigure(figure) && !isNamed(figure)) {
          assertThat(isFigure(figure + " ;")).isFalse();
          assertThat(scanner.scan(figure + " ;").matches()).as(figure).isEmpty();
        }
      }
    }
  }

  /** Letters of a UUID may be a word: aba is that of a routing number. */
  private boolean isNamed(String figure) {
    Words words = new Words();
    text.read(figure);
    words.of(text, Name.NONE);
    return words.arePersonal();
  }

  private String amount() {
    String digits = Integer.toString(random.nextInt(10_000_000));
    int point = random.nextInt(digits.length() + 1);
    String amount = digits.substring(0, point) + "." + digits.substring(point);
    return amount.substring(0, Math.min(7, amount.length()));
  }

  private String time() {
    String zone = new String[] {"Z", "+05:30", "-0800", "+00:00"}[random.nextInt(4)];
    String fraction = Integer.toString(random.nextInt(1, 1_000_000_000));
    return "%04d-%02d-%02dT%02d:%02d:%02d.%s%s"
        .formatted(
            random.nextInt(10_000),
            random.nextInt(100),
            random.nextInt(100),
            random.nextInt(100),
            random.nextInt(100),
            random.nextInt(100),
            fraction,
            zone);
  }

  private String uuid() {
    return new UUID(random.nextLong(), random.nextLong()).toString();
  }

  /** Almost all digits, as those that look most like numbers of persons. */
  private String uuidOfDigits() {
    StringBuilder digits = new StringBuilder(uuid());
    for (int i = 0; i < digits.length(); i++) {
      if (digits.charAt(i) != '-' && random.nextInt(20) > 0) {
        digits.setCharAt(i, (char) ('0' + random.nextInt(10)));
      }
    }
    return digits.toString();
  }

  /** A word of the name decides. */
  @Test
  void figureWithANameIsLookedAt() {
    assertThat(scanner.scan("1980-02-03T00:00Z", "date_of_birth").matches()).isNotEmpty();
    assertThat(scanner.scan("1980-02-03T00:00Z", "created_at").matches()).isEmpty();
  }
}
