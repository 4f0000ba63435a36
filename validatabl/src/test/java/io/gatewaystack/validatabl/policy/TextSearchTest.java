package io.gatewaystack.validatabl.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.validatabl.policy.TextSearch.Aim;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Graphs say of a text what the engine says; a search finds the texts that meet the least. */
class TextSearchTest {
  private static final List<String> TEXTS = texts();

  private final Random random = new Random(20261121);
  private final Effort effort = new Effort(Long.MAX_VALUE);
  private final RegexGraph expressions = new RegexGraph(effort);

  private static List<String> texts() {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int i = 0; i < 800; i++) {
      for (String letter : List.of("a", "B", "1", " ", "\n", "-", "é", "😀", "k", "K")) {
        texts.add(texts.get(i) + letter);
      }
    }
    return texts;
  }

  private boolean holds(TextGraph graph, String text) {
    Alphabet alphabet = Alphabet.of(List.of(graph), effort);
    TextMachine machine = new TextMachine(graph, alphabet, effort);
    int state = TextMachine.START;
    for (int c : text.codePoints().toArray()) {
      state = machine.step(state, alphabet.symbol(c));
    }
    return machine.accepts(state);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "^a",
        "a|B",
        "^a|B",
        "a$",
        "(a|B)*1",
        "a{2,3}",
        "a{2}",
        "a{1,}",
        "a{0}B",
        "a?",
        "a+?B*",
        "[a-z]+",
        "[^a]",
        "[[:upper:]]a",
        "[]a]+",
        "\\d",
        "\\D\\D",
        "\\w+",
        "\\W",
        "\\s*",
        "\\S",
        ".",
        ".*",
        "(?-s).*",
        "(?i)ab",
        "(?i)[k]",
        "(?i)K",
        "(?i:a)b|B",
        "a(?i)b|b",
        "(?i)[^k]",
        "\\bk",
        "a\\b.*",
        "\\B.*",
        ".*\\Ba.*",
        "(?m)a$.*",
        "(?m).*^a",
        "(?m)^a",
        "\\Aa",
        "a\\z",
        "\\Qa|B\\E|1",
        "\\Qab\\E*",
        "\\Q-",
        "\\x61k",
        "\\x{61}+",
        "\\141",
        "\\pL+",
        "\\p{Lu}",
        "\\PL",
        "\\p{^L}a",
        "[\\pL\\d]+",
        "[^\\x00-\\x7F]",
        "é|😀",
        "😀+",
        "[é-😀]",
        "(?P<n>a)B",
        "(?<n>a)?",
        "(?:)",
        "(|a)*B",
        "^*a",
        "x{,5}",
        "a||B",
        "(a(?i)b)B",
        "(?U)a+",
        "\\-+",
        "a\\n",
        "(^a|B).*",
        "(a$|B)",
        "[^\\x{0}-\\x{10FFFF}]",
        "a\\bB",
        "(?s-i)a.",
        "(?is)A.",
        "\\t|\\x0a"
      })
  void graphHoldsWhatTheEngineMatches(String expression) {
    TextPattern pattern = TextPattern.of(expression);
    TextGraph graph = expressions.of(pattern);
    for (String text : TEXTS) {
      assertThat(holds(graph, text))
          .as("%s in %s", text, expression)
          .isEqualTo(pattern.matches(text));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void graphHoldsWhatTheEngineMatchesForRandomExpressions(long seed) {
    random.setSeed(seed);
    int matched = 0;
    for (int i = 0; i < 100; i++) {
      String expression = expression(3);
      TextPattern pattern = TextPattern.of(expression);
      TextGraph graph = expressions.of(pattern);
      for (int t = 0; t < 300; t++) {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        boolean matches = pattern.matches(text);
        assertThat(holds(graph, text)).as("%s in %s", text, expression).isEqualTo(matches);
        matched += matches ? 1 : 0;
      }
    }
    assertThat(matched).isGreaterThan(1000);
  }

  private String expression(int depth) {
    if (depth == 0) {
      return pick(
          "a", "B", "1", " ", ".", "[aB]", "[^a]", "\\w", "\\b", "\\B", "$", "^", "\\pL", "k",
          "(?i)k", "\\s", "-");
    }
    return switch (random.nextInt(7)) {
      case 0 -> expression(depth - 1) + '|' + expression(depth - 1);
      case 1, 2 -> expression(depth - 1) + expression(depth - 1);
      case 3 -> "(?:" + expression(depth - 1) + ")*";
      case 4 -> "(?i:" + expression(depth - 1) + "){1,2}";
      case 5 -> "(" + expression(depth - 1) + ")?" + expression(depth - 1);
      default -> "(?m)" + expression(depth - 1);
    };
  }

  private String pick(String... some) {
    return some[random.nextInt(some.length)];
  }

  @Test
  void graphsOfTextsHoldWhatTheOperatorsSay() {
    TextGraph prefix = TextGraph.startingWith("a😀");
    TextGraph token = TextGraph.containing("a 1");
    TextGraph two = TextGraph.of(List.of("a", "aB"));
    for (String text :
        Stream.concat(TEXTS.stream(), Stream.of("a 1", "B\u2003a 1 -", "xa 1", "a 11", "a😀1"))
            .toList()) {
      assertThat(holds(prefix, text)).as(text).isEqualTo(text.startsWith("a😀"));
      assertThat(holds(token, text))
          .as(text)
          .isEqualTo(Fact.of(text).contains("a 1") == Truth.TRUE);
      assertThat(holds(two, text)).as(text).isEqualTo(Set.of("a", "aB").contains(text));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void searchFindsForEveryTextOneThatMeetsNoMore(long seed) {
    random.setSeed(seed);
    int several = 0;
    for (int i = 0; i < 150; i++) {
      String one = expression(2);
      String other = expression(2);
      List<TextPattern> demanded = new ArrayList<>(patterns(random.nextInt(2)));
      demanded.add(TextPattern.of(one + '|' + other));
      List<TextPattern> avoidable = new ArrayList<>(patterns(random.nextInt(3)));
      avoidable.add(TextPattern.of(one));
      avoidable.add(TextPattern.of(other));
      Set<String> forbidden = Set.of("a", "", "B", TEXTS.get(random.nextInt(TEXTS.size())));
      List<String> found =
          new TextSearch(aim(graphs(demanded), forbidden, graphs(avoidable)), effort).texts();
      assertThat(found).allMatch(text -> all(demanded, text) && !forbidden.contains(text));
      List<BitSet> met = found.stream().map(text -> met(avoidable, text)).toList();
      for (String text : TEXTS) {
        if (all(demanded, text) && !forbidden.contains(text)) {
          BitSet meets = met(avoidable, text);
          assertThat(met).as("%s", text).anyMatch(less -> isPart(less, meets));
        }
      }
      several += found.size() > 1 ? 1 : 0;
    }
    assertThat(several).isGreaterThan(2);
  }

  private List<TextPattern> patterns(int count) {
    return IntStream.range(0, count).mapToObj(i -> TextPattern.of(expression(2))).toList();
  }

  private List<TextGraph> graphs(List<TextPattern> patterns) {
    return patterns.stream().map(expressions::of).toList();
  }

  private static boolean all(List<TextPattern> patterns, String text) {
    return patterns.stream().allMatch(pattern -> pattern.matches(text));
  }

  private static BitSet met(List<TextPattern> patterns, String text) {
    BitSet met = new BitSet();
    for (int i = 0; i < patterns.size(); i++) {
      met.set(i, patterns.get(i).matches(text));
    }
    return met;
  }

  private static boolean isPart(BitSet part, BitSet whole) {
    BitSet missing = (BitSet) part.clone();
    missing.andNot(whole);
    return missing.isEmpty();
  }

  private static Aim aim(
      List<TextGraph> demanded, Collection<String> forbidden, List<TextGraph> avoidable) {
    return new Aim(demanded, List.of(TextGraph.of(forbidden)), avoidable, Integer.MAX_VALUE);
  }

  @Test
  void searchGivesUpInsteadOfTakingForever() {
    Effort little = new Effort(300_000);
    RegexGraph graphs = new RegexGraph(little);
    List<TextGraph> many =
        IntStream.range(2, 12)
            .mapToObj(i -> graphs.of(TextPattern.of(".*a.{" + i + "}b(...)*")))
            .toList();

    assertThatThrownBy(() -> new TextSearch(aim(many, List.of(), List.of()), little).texts())
        .isInstanceOf(Effort.Exhausted.class);
  }
}
