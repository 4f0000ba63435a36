package io.gatewaystack.validatabl.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.validatabl.policy.Joint.Found;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One look at a text tells of many expressions what each would tell for itself. */
class ExpressionSetTest {
  private static final List<String> PIECES =
      List.of(
          "a", "b", "ab", "ba", "-", "é", ".", ".*", ".+", "[ab]", "[^b]", "[é-ü]", "\\w", "\\b",
          "^", "$", "(a|b)", "(?:ab)+", "a?", "b{2}", ".{3}", "(?i)A", "|", "\\pL");
  private static final List<String> LETTERS =
      List.of("a", "b", "A", "-", "é", "ü", "\n", "😀", "ab", "abab", "\ud800");

  private final Random random = new Random(20261121);

  private String some(List<String> of, int most) {
    return IntStream.range(0, random.nextInt(most + 1))
        .mapToObj(i -> of.get(random.nextInt(of.size())))
        .reduce("", String::concat);
  }

  private static ExpressionSet set(List<String> expressions) {
    TextPatterns patterns = new TabledPatterns();
    return ExpressionSet.of(expressions.stream().map(patterns::find).toList());
  }

  @Test
  void tellsWhatEachTells() {
    int told = 0;
    int holding = 0;
    for (int round = 0; round < 60; round++) {
      List<String> expressions = Stream.generate(() -> some(PIECES, 5)).limit(20).toList();
      List<TextPattern> engines = expressions.stream().map(TextPattern::of).toList();
      ExpressionSet set = set(expressions);
      for (int i = 0; i < 60; i++) {
        String text = some(LETTERS, 8);
        Found found = set.look(Fact.of(text));
        for (int number = 0; number < engines.size(); number++) {
          Truth truth = found.of(number);
          told += truth == Truth.UNKNOWN ? 0 : 1;
          holding += truth == Truth.TRUE ? 1 : 0;
          assertThat(truth)
              .as("%s on %s among %s", expressions.get(number), text, expressions)
              .isIn(Truth.UNKNOWN, Truth.of(engines.get(number).matches(text)));
        }
      }
    }
    assertThat(told).isGreaterThan(40_000);
    assertThat(holding).isGreaterThan(5_000);
  }

  @Test
  void whatFollowsAMatchChangesNothing() {
    ExpressionSet set = set(List.of(".*ab.*", ".*b", "^a", "a.*b.*", ".*", "b", ".*ab.*c"));

    assertThat(set.look(Fact.of("abxxab")).holding().stream()).containsExactly(0, 1, 2, 3, 4);
    assertThat(set.look(Fact.of("abxx")).holding().stream()).containsExactly(0, 2, 3, 4);
    assertThat(set.look(Fact.of("xxxc")).holding().stream()).containsExactly(4);
    assertThat(set.look(Fact.of("")).holding().stream()).containsExactly(4);
    assertThat(set.look(Fact.of("ababc")).holding().stream()).containsExactly(0, 2, 3, 4, 6);
  }

  @Test
  void whatIsToldTakesNoRowsOfItsOwn() {
    List<String> letters = "abcdefghijklmnopqrst".chars().mapToObj(Character::toString).toList();
    List<String> pairs =
        letters.stream().flatMap(a -> letters.stream().map(b -> ".*" + a + b + ".*")).toList();
    ExpressionSet set = set(pairs);

    assertThat(set.tables()).hasSize(1);
    assertThat(set.tables().get(0).rows()).isLessThan(3 * letters.size());
    assertThat(set.look(Fact.of("acta")).holding().stream())
        .containsExactly(pairs.indexOf(".*ac.*"), pairs.indexOf(".*ct.*"), pairs.indexOf(".*ta.*"));
  }

  @Test
  void whatIsNotATextMatchesNothingAndWhatIsNotKnownMay() {
    ExpressionSet set = set(List.of(".*", "(a|b)*a(a|b){9}"));

    for (Fact none : List.of(Fact.Absent.INSTANCE, new Fact.Flag(true))) {
      assertThat(set.look(none).of(0)).isEqualTo(Truth.FALSE);
      assertThat(set.look(none).of(1)).isEqualTo(Truth.FALSE);
    }
    for (Fact unknown : List.of(Fact.Unknown.INSTANCE, new TextBeginning("a"))) {
      assertThat(set.look(unknown).of(0)).isEqualTo(Truth.UNKNOWN);
    }
  }

  @Test
  void manyThatCannotBeOneTableAreSeveral() {
    List<String> expressions = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      expressions.add(".*a[ab]{" + (i % 6 + 2) + "}c" + i + ".*d.*e" + i);
    }
    ExpressionSet set = set(expressions);
    String text = "xabababac8..d..e8";

    Found found = set.look(Fact.of(text));
    for (int i = 0; i < 30; i++) {
      assertThat(found.of(i)).isEqualTo(Truth.of(TextPattern.of(expressions.get(i)).matches(text)));
    }
    assertThat(found.holding().cardinality()).isEqualTo(1);
    assertThat(set.tables()).hasSizeBetween(2, 30);
  }
}
