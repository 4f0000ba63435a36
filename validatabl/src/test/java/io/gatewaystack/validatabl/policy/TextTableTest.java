package io.gatewaystack.validatabl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A table says of every Unicode text what the engine says. */
class TextTableTest {
  private static final List<String> PIECES =
      List.of(
          "a",
          "k",
          "S",
          "1",
          "-",
          "_",
          "\n",
          "é",
          "\u017f",
          "\u212a",
          "😀",
          "|",
          "(",
          "(?:",
          ")",
          ".",
          "^",
          "$",
          "\\A",
          "\\z",
          "\\b",
          "\\B",
          "*",
          "+",
          "?",
          "{2}",
          "{1,3}",
          "{0}",
          "{0,3}",
          "{2,}",
          "[a-k]",
          "[^a]",
          "[[:word:]]",
          "[^\\d]",
          "[é-ü]",
          "\\d",
          "\\W",
          "\\s",
          "\\pL",
          "\\PL",
          "\\x{e9}",
          "\\x41",
          "(?i)",
          "(?m)",
          "(?s)",
          "(?-s)",
          "(?i:",
          "\\Qk",
          "\\E",
          "\\.");

  private static final List<String> LETTERS =
      List.of(
          "a", "k", "K", "S", "1", "-", "_", "\n", "é", "É", "\u017f", "\u212a", "😀", "\ud800",
          "\udc00");

  private final RegexGraph graphs = new RegexGraph(new Effort(Long.MAX_VALUE));
  private final Random random = new Random(20261122);

  private String some(List<String> of, int most) {
    StringBuilder some = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      some.append(of.get(random.nextInt(of.size())));
    }
    return some.toString();
  }

  private TextTable table(String regex) {
    return TextTable.of(regex, graphs, new Effort(1_000_000));
  }

  @Test
  void agreesWithTheEngine() {
    List<String> disagreements = new ArrayList<>();
    int told = 0;
    for (int round = 0; round < 6_000; round++) {
      String regex = some(PIECES, 7);
      Pattern engine;
      try {
        engine = Pattern.compile(regex, Pattern.DOTALL);
      } catch (PatternSyntaxException e) {
        continue;
      }
      TextTable table = table(regex);
      for (int i = 0; i < 60; i++) {
        String text = some(LETTERS, 5);
        Truth truth = table.matches(text);
        told += truth == Truth.UNKNOWN ? 0 : 1;
        if (truth == Truth.UNKNOWN && isUnicode(text)) {
          disagreements.add(regex + " not told on " + text);
        }
        if (truth != Truth.UNKNOWN && truth != Truth.of(engine.matcher(text).lookingAt())) {
          disagreements.add(regex + " on " + text);
        }
      }
    }
    assertThat(disagreements).isEmpty();
    assertThat(told).isGreaterThan(100_000);
  }

  @Test
  void agreesWithTheEngineOnLongTextsInWhichLittleBegins() {
    List<String> expressions =
        List.of(
            ".*k1.*", ".*k.{0,3}1\\z", "(?s).*[^a]1", ".*\\bk\\b.*", "a*k?\\z", ".*é-.*", "^a{9}");
    for (String regex : expressions) {
      TextTable table = table(regex);
      Pattern engine = Pattern.compile(regex, Pattern.DOTALL);
      int matching = 0;
      for (int round = 0; round < 400; round++) {
        StringBuilder text = new StringBuilder("a".repeat(random.nextInt(300)));
        for (int i = random.nextInt(12); i > 0; i--) {
          text.append(some(List.of("a", "k", "1", "-", "é", "😀"), 3));
          text.append("a".repeat(random.nextInt(random.nextBoolean() ? 3 : 200)));
        }
        boolean matches = engine.matcher(text).lookingAt();
        matching += matches ? 1 : 0;
        assertThat(table.matches(text.toString()))
            .as("%s on %s", regex, text)
            .isEqualTo(Truth.of(matches));
      }
      assertThat(matching).as(regex).isBetween(1, 399);
    }
  }

  private static boolean isUnicode(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  @ParameterizedTest
  @CsvSource({
    "[a-z]+\\z, tool, TRUE",
    "[a-z]+\\z, toolé, FALSE",
    "[^a]+\\z, é, TRUE",
    "[^a]+\\z, 😀, TRUE",
    "(?i)k\\z, \u212a, TRUE",
    "\\pL+\\z, tool, TRUE",
    "\\pL+\\z, é, TRUE",
    "\\pL+\\z, é1, FALSE",
    "é\\z, é, TRUE",
    "éi\\z, éi, TRUE",
    "(?i)é\\z, É, TRUE",
    "(?i:é)\\z, É, TRUE",
    "(?i)é\\z, è, FALSE",
    "(?i)ß\\z, ẞ, TRUE",
    "(?i)\\Qσ\\E\\z, ς, TRUE",
    "(?i)ς\\z, Σ, TRUE",
    "(?i)ǆ\\z, ǅ, TRUE",
    "(?i)字\\z, 字, TRUE",
    "(?i)字\\z, é, FALSE",
    "[é]\\z, é, TRUE",
    "[é]\\z, è, FALSE",
    "[^a]+\\z, \ud800, UNKNOWN",
    "t\\z, éé, FALSE",
    "\\pL\\z, 1é, FALSE",
  })
  void answersAboutAllCharactersThatTextsAreMadeOf(String regex, String text, Truth expected) {
    assertThat(table(regex).matches(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        ".*x.{1,900}y 1900",
        ".*x.{900,}y 1900",
        ".*foo.{0,100}bar.* 700",
        "(?i).*password.{0,20}[:=].* 300",
        ".*(\\w{3,20}[-.]){3,8}\\w{2,20}x 100",
        "(.*a.{0,15}){1,15}x 100",
        "(\\w+\\s){0,9}x 50",
      })
  void ofCountedRepetitionsWhatAllowsLessIsForgotten(String regex, int most) {
    assertThat(table(regex).rows()).isLessThan(most);
  }

  @ParameterizedTest
  @ValueSource(strings = {"(a|b)*a(a|b){15}\\z", "(.{1,50}\\.){0,20}x\\z", ".*foo.{10,200}bar.*"})
  void isNotMadeWhereItWouldBeLarge(String regex) {
    assertThatThrownBy(() -> table(regex)).isInstanceOf(Effort.Exhausted.class);
  }

  @Test
  void noOtherCharacterIsTheSameAsALetterWhereCaseDoesNotMatter() {
    BitSet cased = new BitSet();
    beyondAscii().filter(CharSet::isCased).forEach(cased::set);
    CharSet sameAsCased = CharSet.matching(anyCaseOf(cased::get), false);
    CharSet sameAsOthers = CharSet.matching(anyCaseOf(c -> !cased.get(c)), false);

    assertThat(beyondAscii().filter(c -> (cased.get(c) ? sameAsOthers : sameAsCased).has(c)))
        .isEmpty();
  }

  /** Without nine letters that would keep the engine busy for ever, and are refused. */
  private static IntStream beyondAscii() {
    return IntStream.rangeClosed(CharSet.FIRST_BEYOND_ASCII, Character.MAX_CODE_POINT)
        .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
        .filter(c -> c < 0x1C80 || c > 0x1C88);
  }

  private static String anyCaseOf(IntPredicate some) {
    StringBuilder ranges = new StringBuilder();
    int before = -2;
    for (int c : beyondAscii().filter(some).toArray()) {
      if (c != before + 1) {
        ranges.append(before < 0 ? "" : "-\\x{%x}".formatted(before));
        ranges.append("\\x{%x}".formatted(c));
      }
      before = c;
    }
    return "(?i)[" + ranges + "-\\x{%x}]".formatted(before);
  }

  @Test
  void longListsOfWordsFit() {
    StringBuilder words = new StringBuilder("word0");
    for (int i = 1; words.length() < TextPattern.MAX_LENGTH - 10; i++) {
      words.append("|word").append(i);
    }
    assertThat(table("(?:" + words + ")\\z").matches("word77")).isEqualTo(Truth.TRUE);
  }
}
