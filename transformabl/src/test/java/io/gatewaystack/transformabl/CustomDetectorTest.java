package io.gatewaystack.transformabl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CustomDetectorTest {
  private static final PiiType CUSTOMER = new PiiType("customer", Set.of("internal"));
  private static final CustomDetector NUMBERS = CustomDetector.pattern(CUSTOMER, "C-[0-9]{6}");

  private static CustomDetector reporting(int start, int end) {
    return new CustomDetector() {
      @Override
      public PiiType type() {
        return CUSTOMER;
      }

      @Override
      public void find(String text, Hits hits) {
        hits.add(start, end, Confidence.HIGH, "list");
      }
    };
  }

  @Test
  void findsWhatItsPatternMatchesBesideKnownTypes() {
    TextScanner scanner = TextScanner.builder().custom(NUMBERS).build();
    String text = "C-123456 is joe@example.com, C-12345 is nobody, C-654321";
    assertThat(scanner.scan(text).matches())
        .extracting(match -> match.type() + " " + match.value(text) + " " + match.why())
        .containsExactly(
            "customer C-123456 pattern",
            "email joe@example.com domain",
            "customer C-654321 pattern");
    assertThat(scanner.types())
        .contains(CUSTOMER)
        .hasSize(TextScanner.ofAllTypes().types().size() + 1);
  }

  @Test
  void readsThroughDisguisesAndRedactsWhatStands() {
    TextScanner scanner = TextScanner.builder().custom(NUMBERS).build();
    assertThat(scanner.redact("x Ｃ-12\u200B3456 y", Redaction.placeholder()))
        .isEqualTo("x [CUSTOMER] y");
    assertThat(scanner.redact("x C%2D123456 y", Redaction.placeholder()))
        .isEqualTo("x [CUSTOMER] y");
  }

  @Test
  void canBeCode() {
    TextScanner scanner = TextScanner.builder().custom(reporting(2, 5)).build();
    assertThat(scanner.scan("a bcd e").matches())
        .containsExactly(new Match(CUSTOMER, 2, 5, Confidence.HIGH, "list"));
  }

  @Test
  void canBeAllThatIsLookedFor() {
    TextScanner scanner =
        TextScanner.builder()
            .without(TextScanner.ofAllTypes().types().toArray(new PiiType[0]))
            .custom(NUMBERS)
            .build();
    assertThat(scanner.types()).containsExactly(CUSTOMER);
    assertThat(scanner.scan("joe@example.com C-123456").matches()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"-1, 3", "2, 2", "3, 2", "5, 8"})
  void refusesSpansThatAreNotInTheText(int start, int end) {
    TextScanner scanner = TextScanner.builder().custom(reporting(start, end)).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> scanner.scan("1234567"))
        .withMessage("customer found %d..%d (expected: within 0..7)", start, end);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(", "[a", "a{2,1}", "(?<=x)y", "\\1", "*"})
  void refusesWhatIsNoPattern(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CustomDetector.pattern(CUSTOMER, pattern))
        .withMessageStartingWith("pattern of customer: ")
        .withMessageEndingWith("(expected: RE2 syntax)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a*", "(x|)", "^$", "a?b?", "\\s*"})
  void refusesPatternsThatMatchNothingAtAll(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CustomDetector.pattern(CUSTOMER, pattern))
        .withMessage(
            "pattern of customer: matches the empty text (expected: at least one character)");
  }

  /** An engine that hangs cannot be interrupted: the test runs on a thread that may be left. */
  @ParameterizedTest
  @ValueSource(strings = {"(?i)[\\x{100}-\\x{FFFF}]+", "(?i:ᲀ)", "((((a{30}){30}){30}){30}){30}"})
  @Timeout(value = 5, threadMode = ThreadMode.SEPARATE_THREAD)
  void refusesPatternsThatWouldNeverBeReady(String pattern) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CustomDetector.pattern(CUSTOMER, pattern))
        .withMessageStartingWith("pattern of customer: ")
        .withMessageContaining("(expected: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[\\x{100}-\\x{FFFF}]+", "(?i)u-[\\x{400}-\\x{4FF}]+", "([ᲀЖ]{30}){3,30}"})
  @Timeout(value = 5, threadMode = ThreadMode.SEPARATE_THREAD)
  void takesTheirHarmlessNeighbours(String pattern) {
    TextScanner scanner =
        TextScanner.builder().custom(CustomDetector.pattern(CUSTOMER, pattern)).build();
    assertThat(scanner.scan("U-" + "Ж".repeat(90)).matches()).hasSize(1);
  }

  @Test
  void bordersBetweenCharactersAreNoMatches() {
    TextScanner scanner =
        TextScanner.builder().custom(CustomDetector.pattern(CUSTOMER, "\\b")).build();
    assertThat(scanner.scan("two words").matches()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "C-[^ ]{6}, a C-123456 b, a C-****56 b",
    "C-[^ ]{6}, C-123456C-654321 C-1, C-****56C-****21 C-1",
    "C-[^ ]+, see C-1; C-12345, see **** C-***45",
    "C-.*, see C-1 and C-12345, see C-***********45",
  })
  void aPatternThatMatchesItsMaskLeavesTheRestAlone(String pattern, String text, String masked) {
    TextScanner scanner =
        TextScanner.builder().custom(CustomDetector.pattern(CUSTOMER, pattern)).build();
    assertThat(scanner.redact(text, Redaction.mask())).isEqualTo(masked);
    assertThat(scanner.redact(masked, Redaction.mask())).isEqualTo(masked);
  }

  @ParameterizedTest
  @CsvSource({"[^ ]{6}", "\\*+", "[A-Z]+_[0-9]{5}\\]"})
  void refusesPatternsThatMatchWhateverStandsInTheirPlace(String pattern) {
    Redaction redaction = pattern.startsWith("[A") ? Redaction.pseudonym() : Redaction.mask();
    TransformablBuilder builder =
        Transformabl.builder()
            .scanner(
                TextScanner.builder().custom(CustomDetector.pattern(CUSTOMER, pattern)).build())
            .redact(redaction);
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageEndingWith("(expected: a text that is not found itself)");
  }

  @ParameterizedTest
  @CsvSource({"c[0-9]+( .*ref [0-9]+)?, 'c1 '", "a+b|a, a", "a(.*b)?, a", "a(\\s|.)*?b|a, 'a '"})
  void manyMatchesOfAPatternThatReadsOnTakeLinearTime(String pattern, String unit) {
    TextScanner scanner =
        TextScanner.builder()
            .types(List.of(PiiType.JWT))
            .custom(CustomDetector.pattern(CUSTOMER, pattern))
            .build();
    String text = unit.repeat(5_000);
    List<Match> matches = scanner.scan(text).matches();
    assertThat(matches.get(0).length()).isLessThan(3);
    assertThat(matches).as("none was looked for behind them").hasSizeLessThan(200);
    Match last = matches.get(matches.size() - 1);
    assertThat(last.why()).isEqualTo("unread");
    assertThat(last.end()).isEqualTo(text.length());
    assertThat(scanner.redact(text, Redaction.remove()).strip()).isEmpty();
  }

  @Test
  void aFewMatchesOfAPatternThatReadsOnAreFoundOneByOne() {
    TextScanner scanner =
        TextScanner.builder()
            .types(List.of(PiiType.JWT))
            .custom(CustomDetector.pattern(CUSTOMER, "c[0-9]+( .*ref [0-9]+)?"))
            .build();
    assertThat(scanner.redact("c1 x ".repeat(10) + "ref", Redaction.placeholder()))
        .isEqualTo("[CUSTOMER] x ".repeat(10) + "ref");
    assertThat(scanner.redact("c1 x\n".repeat(1_000), Redaction.placeholder()))
        .isEqualTo("[CUSTOMER] x\n".repeat(1_000));
  }

  @Test
  void refusesNamesThatAreTaken() {
    TextScanner.Builder builder = TextScanner.builder().custom(NUMBERS);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.custom(NUMBERS))
        .withMessage("custom type: customer (expected: not twice)");
    CustomDetector email = CustomDetector.pattern(new PiiType("email", Set.of()), "x");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextScanner.builder().custom(email))
        .withMessage("custom type: email (expected: not a known one)");
  }

  @Test
  void refusesToLookForNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TextScanner.builder()
                    .without(TextScanner.ofAllTypes().types().toArray(new PiiType[0]))
                    .build())
        .withMessage("types: none (expected: at least one)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TextScanner.builder().without(CUSTOMER))
        .withMessageStartingWith("types: customer (expected: of [");
  }

  @Test
  void aFailureOfADetectorIsNotSwallowed() {
    CustomDetector broken =
        new CustomDetector() {
          @Override
          public PiiType type() {
            return CUSTOMER;
          }

          @Override
          public void find(String text, Hits hits) {
            throw new IllegalStateException("broken");
          }
        };
    TextScanner scanner = TextScanner.builder().custom(broken).build();
    assertThatThrownBy(() -> scanner.scan("x")).hasMessage("broken");
  }
}
