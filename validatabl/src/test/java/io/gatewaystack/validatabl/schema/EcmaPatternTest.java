package io.gatewaystack.validatabl.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EcmaPatternTest {

  @ParameterizedTest(name = "{0} on {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          a | xay | true
          ^a$ | a | true
          ^a$ | ab | false
          ^\\d+$ | 12 | true
          ^\\d+$ | ١ | false
          ^\\w$ | é | false
          ^\\W$ | é | true
          ^.$ | 😀 | true
          ^[😀]$ | 😀 | true
          ^\\u00e9$ | é | true
          ^\\u{1F600}$ | 😀 | true
          ^\\ud83d\\ude00$ | 😀 | true
          ^\\x41$ | A | true
          ^\\p{Lu}+$ | ÄB | true
          ^\\p{Lu}+$ | äB | false
          ^\\p{Letter}+$ | äB | true
          ^\\P{Letter}+$ | 12 | true
          ^\\p{Script=Greek}$ | α | true
          ^\\p{Greek}$ | a | false
          ~^(?<year>\\d{4})-(?:0[1-9]|1[0-2])$~ | 2026-11 | true
          ~^(?<year>\\d{4})-(?:0[1-9]|1[0-2])$~ | 2026-13 | false
          ^[^/\\]]+$ | a-b | true
          ^[^/\\]]+$ | a]b | false
          ^[[]$ | [ | true
          ^[a.]$ | . | true
          ^[a.]$ | b | false
          ^\\/\\-\\.\\$$ | /-.$ | true
          ^a{2,3}?$ | aaa | true
          \\bword\\b | a word b | true
          \\Bord | word | true
          ^[\\d\\-]+$ | 1-2 | true
          """)
  void meansWhatItMeansInEcmaScript(String pattern, String text, boolean found) {
    assertThat(EcmaPattern.compile(pattern).matches(text)).isEqualTo(found);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\u2028", "\u2029"})
  void theDotMatchesNoLineEnd(String end) {
    assertThat(EcmaPattern.compile("^.$").matches(end)).isFalse();
    assertThat(EcmaPattern.compile("^[^a]$").matches(end)).isTrue();
    assertThat(EcmaPattern.compile("^a$").matches("a" + end)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00a0", "\ufeff", "\u000b", "\u3000", " ", "\t", "\n", "\r", "\f"})
  void spacesMatchTheClassOfSpaces(String space) {
    assertThat(EcmaPattern.compile("^\\s$").matches(space)).isTrue();
    assertThat(EcmaPattern.compile("^[x\\s]$").matches(space)).isTrue();
    assertThat(EcmaPattern.compile("^\\S$").matches(space)).isFalse();
  }

  @Test
  void controlCharactersHaveTheirEscapes() {
    Map<String, String> escapes =
        Map.of("\\v", "\u000b", "\\cA", "\u0001", "\\cz", "\u001a", "\\0", "\u0000", "\\t", "\t");

    escapes.forEach(
        (escape, text) -> {
          assertThat(EcmaPattern.compile("^" + escape + "$").matches(text)).as(escape).isTrue();
          assertThat(EcmaPattern.compile("^" + escape + "$").matches("A")).as(escape).isFalse();
        });
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "(?=a)",
        "(?!a)",
        "(?<=a)b",
        "(?<!a)b",
        "(?i)a",
        "(a)\\1",
        "(?<n>a)\\k<n>",
        "(",
        "a)",
        "[a",
        "[]",
        "[^]",
        "a**",
        "\\",
        "\\u12",
        "\\u12zz",
        "\\u{",
        "\\u{}",
        "\\u{1234567}",
        "\\c1",
        "\\c",
        "\\p",
        "\\pL",
        "\\p{NoSuchThing}",
        "\\A",
        "\\z",
        "\\Q",
        "\\a",
        "[\\b]",
        "[\\S]",
        "a{1001}",
        "(?"
      })
  void refusesWhatCannotBeRunInLinearTimeOrIsNoPattern(String pattern) {
    assertThatThrownBy(() -> EcmaPattern.compile(pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(expected: a pattern RE2 can run");
  }
}
