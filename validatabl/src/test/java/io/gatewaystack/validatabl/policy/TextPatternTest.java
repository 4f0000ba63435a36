package io.gatewaystack.validatabl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextPatternTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      delimiter = ' ',
      textBlock =
          """
          search search true
          search unsafe-search-exec false
          search searching false
          ^gpt-4 gpt-4-turbo true
          ^gpt-4 gpt-4 true
          ^gpt-4 my-gpt-4 false
          ^gpt-4$ gpt-4 true
          ^gpt-4$ gpt-4-turbo false
          \\Agpt gpt-4 true
          \\Agpt\\z gpt-4 false
          gpt$ gpt true
          gpt$ my-gpt false
          gpt$ gpt-4 false
          ^a|b a true
          ^a|b ax true
          ^a|b b true
          ^a|b bx false
          ^a|b xb false
          ^a|b xa false
          a|b$ ax false
          a|b$ xb false
          a|b$ b true
          a|^b bx true
          a|^b ax false
          ^(a|b) bx true
          ^(a|b)$ bx false
          (a|b) bx false
          (^a|b) ax false
          (^a|b) b true
          (?:a|b)c|d bc true
          (?:a|b)c|d bcx false
          (?i)^gpt GPT-4 true
          (?i)a|^b B-4 true
          (?i)a|^b Ax false
          (?i:^a)|b Ax false
          [|^]|b | true
          [|^]|b |x false
          []|]x|b ]x true
          []|]x|b bx false
          [^]|]x|b ax true
          [^]|]x|b |x false
          [[:digit:]|]|^b 7 true
          [[:digit:]|]|^b 7x false
          [[:digit:]|]|^b bx true
          [[a|]|^b bx true
          [\\]|]|^b ]x false
          [\\]|]|^b bx true
          \\Qa|^b\\E a|^b true
          \\Qa|^b\\E bx false
          \\Qa|b a|b true
          \\Qa|b a|bx false
          \\Qa\\E|^b bx true
          a\\|^b a|b false
          \\^a ^a true
          \\^a ^ab false
          \\(|^b bx true
          tool.write tool.write true
          tool\\.write toolXwrite false
          """)
  void matchesWholeTextsUnlessAnAlternativeIsAnchored(String regex, String text, boolean expected) {
    assertThat(TextPattern.of(regex).matches(text)).isEqualTo(expected);
  }

  @Test
  void lineEndsAreOrdinaryCharacters() {
    assertThat(TextPattern.of("rm .*").matches("rm a\nb")).isTrue();
    assertThat(TextPattern.of("safe").matches("safe\n")).isFalse();
    assertThat(TextPattern.of("^safe$").matches("safe\nunsafe")).isFalse();
    assertThat(TextPattern.of("b").matches("a\nb")).isFalse();
    assertThat(TextPattern.of("^b").matches("a\nb")).isFalse();
    assertThat(TextPattern.of("(?m)^b").matches("a\nb")).isFalse();
  }

  @Test
  void emptyExpressionMatchesTheEmptyTextOnly() {
    assertThat(TextPattern.of("").matches("")).isTrue();
    assertThat(TextPattern.of("").matches("a")).isFalse();
    assertThat(TextPattern.of("a|").matches("")).isTrue();
    assertThat(TextPattern.of("a|").matches("b")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "a)", "[", "a|(", "*", "(?=a)", "(a)\\1", "\\", "a{2000}", "[:a", "(?i"})
  void refusesWhatIsNotRe2(String regex) {
    assertThatThrownBy(() -> TextPattern.of(regex))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not an RE2 expression: ");
  }

  /**
   * Against the library's own reading: nothing matches that the expression itself would not match
   * at its first character, whatever it matches whole stays matched, and without anchors both
   * agree.
   */
  @Test
  void agreesWithTheLibraryOnRandomExpressions() {
    Random random = new Random(20260101);
    String[] pieces = {
      "a",
      "b",
      "|",
      "|",
      "^",
      "$",
      "(",
      ")",
      "(?:",
      "[ab]",
      "[]a|]",
      "[^|]",
      "[[:alpha:]|]",
      "*",
      "+",
      "{0,1}",
      "{2}",
      "?",
      "\\|",
      "\\Q|",
      "\\E",
      "\\A",
      "\\z",
      "(?i)",
      "(?s)",
      ".",
      "\\(",
      "[\\]|]",
      "[(]"
    };
    List<String> texts = texts();
    List<String> disagreements = new ArrayList<>();
    int compiled = 0;
    for (int round = 0; round < 8_000; round++) {
      StringBuilder regex = new StringBuilder();
      for (int i = random.nextInt(7); i >= 0; i--) {
        regex.append(pieces[random.nextInt(pieces.length)]);
      }
      Pattern original;
      try {
        original = Pattern.compile(regex.toString(), Pattern.DOTALL);
      } catch (PatternSyntaxException e) {
        continue;
      }
      compiled++;
      TextPattern ours = TextPattern.of(regex.toString());
      TextPattern often = new TabledPatterns().find(regex.toString());
      boolean anchored = regex.indexOf("^") >= 0 || regex.indexOf("\\A") >= 0;
      for (String text : texts) {
        boolean matches = ours.matches(text);
        boolean whole = original.matcher(text).matches();
        boolean invented = matches && !original.matcher(text).lookingAt();
        boolean lost = whole && !matches;
        boolean differs = !anchored && matches != whole;
        if (invented || lost || differs || often.matches(text) != matches) {
          disagreements.add(regex + " on " + text);
        }
      }
    }
    assertThat(disagreements).isEmpty();
    assertThat(compiled).isGreaterThan(1_000);
  }

  private static List<String> texts() {
    List<String> texts = new ArrayList<>(List.of("", "a", "b", "|", "]", "(", "A", "c"));
    for (String first : List.of("a", "b", "|", "x", "(")) {
      for (String second : List.of("a", "b", "|", "x", "\n")) {
        texts.add(first + second);
      }
    }
    return texts;
  }

  @Test
  @Timeout(value = 5, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void finishesWhereOtherEnginesBacktrackForever() {
    String text = "a".repeat(5_000) + "!";

    assertThat(TextPattern.of("(a+)+b").matches(text)).isFalse();
    assertThat(TextPattern.of("(a|aa)+c").matches(text)).isFalse();
    assertThat(TextPattern.of("^(.*a){12}d").matches(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "((a{100}){100}){100}",
        "(((a{1000}){1000}){1000}){1000}",
        "(?:(?:[ab]{0,1000})(?i){1000})",
        "(a|b{100}|c){1000}",
        "(x{1000,}){11}"
      })
  void refusesRepetitionsThatMultiply(String regex) {
    assertThatThrownBy(() -> TextPattern.of(regex))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nested repetitions");
  }

  @Test
  void acceptsRepetitionsThatStaySmall() {
    assertThat(TextPattern.of("([a-z]{1,64}\\.){0,100}[a-z]{1,64}").matches("a.b")).isTrue();
    assertThat(TextPattern.of("[a-z]{1000}").matches("a".repeat(1000))).isTrue();
  }

  @Test
  void refusesExpressionsOfMoreThanAThousandCharacters() {
    assertThat(TextPattern.ofOwner("a".repeat(1000)).matches("a".repeat(1000))).isTrue();
    assertThatThrownBy(() -> TextPattern.ofOwner("a".repeat(1001)))
        .hasMessageContaining("at most 1000 characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[",
        "[a",
        "[[:alpha:",
        "a\\",
        "\\Q",
        "(",
        "(?",
        ")",
        "a{99999999999}",
        "\\p{",
        "(?P<"
      })
  void whatIsNoExpressionIsRefusedAsSuchOrMeansItself(String regex) {
    try {
      assertThat(TextPattern.of(regex).matches("x")).isFalse();
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("not an RE2 expression");
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          ledger_.*, ledger_
          ^gpt-4, gpt-4
          [a-z]+_secret, ''
          api\\.example\\.com, api.example.com
          ab?cde, a
          ab+cde, ab
          ab{0}c, a
          x😀*, x
          ^*a, ''
          a^b, a
          ab(cdefg)?h, ab
          (abcdef)gh, ''
          a|b, ''
          (?i)abc, ''
          '', ''
          \\Qabc\\E, ''
          \\d+x, ''
          """)
  void knowsWhatEveryTextBeginsWithThatMatches(String regex, String beginning) {
    assertThat(TextPattern.of(regex).beginning()).isEqualTo(beginning);
  }

  @ParameterizedTest
  @CsvSource({"\\x41bc, Abc", "\\101bc, Abc", "\\pLbc, Abc", "\\PLbc, 1bc", "\\x{41}bc, Abc"})
  void escapesOfSeveralCharactersStandForOne(String expression, String text) {
    assertThat(TextPattern.of(expression).matches(text)).isTrue();
    assertThat(TextPattern.of(expression).matches("-" + text)).isFalse();
  }
}
