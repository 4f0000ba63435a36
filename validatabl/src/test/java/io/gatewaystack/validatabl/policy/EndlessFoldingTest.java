package io.gatewaystack.validatabl.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An engine that hangs cannot be interrupted: each test runs on a thread that may be left. */
@Timeout(value = 5, threadMode = ThreadMode.SEPARATE_THREAD)
class EndlessFoldingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?i)\\x{1c80}",
        "(?i)\\x{0000000001C88}",
        "(?i)ᲀ",
        "(?i)\\Qaᲀ\\E",
        "ab|(?i)xᲀ",
        "(?si:aᲀ)",
        "(?i-s)ᲀ",
        "(?i)[\\x{100}-\\x{FFFF}]+",
        "(?i)[\\x80-\\x{10FFFF}]+",
        "(?i)[a-z\\x{1c84}]",
        "(?i)[^\\x{1c84}]",
        "(?i)[]ᲀ]",
        "(?i)[-ᲀ]",
        "(?i)[ᲀ-]",
        "(?i)[à-ÿ\\x{100}-\\x{FFFF}]+",
        "(?i)[\\377-\\x{2000}]",
        "(?i)[\\--\\x{2000}]x",
        "(?i)[B-\\x{10FFFF}]",
        "(?i)[\\x00-\\x{1044E}]",
        "(?i)[[:alpha:]\\pL\\p{Lu}\\dᲀ]",
        "(?i)[ᲀ"
      })
  void refusesWhatTheEngineWouldNeverEndWith(String regex) {
    assertThatThrownBy(() -> TextPattern.of(regex))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "names one of U+1C80 to U+1C88 where case does not matter"
                + " (expected: (?i) with other characters and ranges only)");
  }

  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '"',
      textBlock =
          """
          ᲀ ᲀ true
          [\\x{100}-\\x{FFFF}]+ ᲀ true
          (?-i)ᲀ ᲀ true
          (?s-i:ᲀ) ᲀ true
          (?P<i>ᲀ) ᲀ true
          (?i)[\\x00-\\x{10FFFF}]+ ᲀ true
          (?i)[A-\\x{1044F}]+ ᲀ true
          (?i)[^a] ᲀ true
          (?i)[^\\x00-\\x7f]+ ᲀ true
          (?i)\\PL+ 12 true
          (?i)[\\pLx-z]+ Ж true
          (?i)[[:^alpha:]]+ ᲀ true
          (?i)[\\W]+ ᲀ true
          (?i).+ ᲀ true
          (?i)в В true
          (?i)u-日 U-日 true
          (?i)\\x41\\101 aa true
          (?i)[\\101-\\x5a] q true
          """)
  void takesEveryOtherExpression(String regex, String text, boolean matches) {
    assertThat(TextPattern.of(regex).matches(text)).isEqualTo(matches);
  }

  @Test
  void theEngineEndsWithEveryOtherCharacter() {
    assertThat(TextPattern.of("(?i)[\\x{0}-\\x{1c7f}]").matches("Ж")).isTrue();
    assertThat(TextPattern.of("(?i)[\\x{1c89}-\\x{10ffff}]").matches("\u1e9e")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(?i)\\x{110000}", "(?i)\\x{fffffffff}", "(?i)[\\x{fffffffff}-a]", "(?i)\\"})
  void leavesItToTheEngineWhatIsNoCharacter(String regex) {
    assertThatThrownBy(() -> TextPattern.of(regex))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not an RE2 expression");
  }

  @Test
  void aPolicyFileSaysWhichConditionIsRefused() {
    String file =
        """
        rules:
          - id: old-letters
            effect: deny
            conditions: [{field: tool, operator: matches, value: '(?i)[\\x{100}-\\x{FFFF}]+'}]
        """;
    assertThatThrownBy(() -> PolicyFile.parse("p.yaml", file.getBytes(UTF_8)))
        .isInstanceOf(InvalidPolicy.class)
        .hasMessageContaining("rule old-letters: conditions[0].value: names one of U+1C80");
  }
}
