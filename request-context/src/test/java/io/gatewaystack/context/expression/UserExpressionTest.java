package io.gatewaystack.context.expression;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.expression.RegexToken.Kind;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known of an expression before an engine sees it. */
class UserExpressionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(?i)\\x{1c80}",
        "(?i)ᲀ",
        "(?i)\\Qaᲀ\\E",
        "ab|(?i)xᲀ",
        "(?si:aᲀ)",
        "(?i)[\\x{100}-\\x{FFFF}]+",
        "(?i)[^\\x{1c84}]",
        "(?i)[]ᲀ]",
        "(?i)[\\377-\\x{2000}]",
        "(?i)[B-\\x{10FFFF}]",
        "(?i)[\\--\\x{2000}]x"
      })
  void tellsWhatAnEngineWouldFoldForEver(String regex) {
    assertThat(EndlessFolding.isIn(RegexToken.read(regex))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ᲀ",
        "[\\x{100}-\\x{FFFF}]+",
        "(?s-i:ᲀ)",
        "(?P<i>ᲀ)",
        "(?i)[\\x00-\\x{10FFFF}]+",
        "(?i)[A-\\x{1044F}]+",
        "(?i)[[:alpha:]\\pL\\p{Lu}\\dЖ]",
        "(?i)\\x{1c7f}|\\x{1c89}",
        "(?i)\\x{fffffffff}",
        "(?i)\\101",
        "(?i)\\"
      })
  void takesWhatItFoldsInTime(String regex) {
    assertThat(EndlessFolding.isIn(RegexToken.read(regex))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{100}){100}){100}",
        "(?:(?:[ab]{0,1000})(?i){1000})",
        "(a|b{100}|c){1000}",
        "(x{1000,}){11}",
        "\\Qabcdefghij\\E{99999}"
      })
  void tellsWhatWouldTakeMuchMemory(String regex) {
    assertThat(RegexSize.isTooLarge(RegexToken.read(regex))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"([a-z]{1,64}\\.){0,100}[a-z]{1,64}", "[a-z]{1000}", "a*b+c?", "a)b(", "{x}"})
  void takesWhatStaysSmall(String regex) {
    assertThat(RegexSize.isTooLarge(RegexToken.read(regex))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "(a{2}|b) OPEN,CHARACTER,REPEAT,BAR,CHARACTER,CLOSE",
        "(?i)\\Qa(\\E^ FLAGS,QUOTE,STEP",
        "[]a\\]](?:.) STEP,OPEN,STEP,CLOSE",
        "[[:alpha:]x]*? STEP,REPEAT",
        "(?P<n>\\pL) OPEN,STEP,CLOSE",
        "a{,2} CHARACTER,CHARACTER,CHARACTER,CHARACTER,CHARACTER",
        "[a STEP"
      })
  void theirPiecesAreTheExpression(String regex, String kinds) {
    List<RegexToken> tokens = RegexToken.read(regex);

    assertThat(tokens.stream().map(RegexToken::text).collect(joining())).isEqualTo(regex);
    assertThat(tokens.stream().map(t -> t.kind().name()).collect(joining(","))).isEqualTo(kinds);
  }

  @Test
  void anEscapedMarkStandsForItself() {
    assertThat(new RegexToken(Kind.STEP, "\\.").character()).isEqualTo(".");
    assertThat(new RegexToken(Kind.STEP, "\\d").character()).isEmpty();
    assertThat(new RegexToken(Kind.BAR, "|").character()).isEmpty();
    assertThat(new RegexToken(Kind.CHARACTER, "x").character()).isEqualTo("x");
  }

  @ParameterizedTest
  @CsvSource({"*, 0, -1", "+, 1, -1", "?, 0, 1", "{3}, 3, 3", "'{2,5}?', 2, 5", "'{2,}', 2, -1"})
  void aRepetitionSaysHowOften(String text, int least, int most) {
    RegexToken repeat = new RegexToken(Kind.REPEAT, text);

    assertThat(repeat.least()).isEqualTo(least);
    assertThat(repeat.most()).isEqualTo(most < 0 ? OptionalInt.empty() : OptionalInt.of(most));
  }
}
