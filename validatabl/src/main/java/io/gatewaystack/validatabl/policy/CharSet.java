package io.gatewaystack.validatabl.policy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.Arrays;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A set of Unicode characters. Surrogates, which no JSON text of ours holds, are never tried. */
final class CharSet {
  static final CharSet ALL = new CharSet(new int[] {0});

  /** Between whole words, as a condition {@code contains} sees it. */
  static final CharSet SPACE =
      where(
          c -> c <= Character.MAX_VALUE && Character.isWhitespace((char) c),
          IntStream.rangeClosed(0, Character.MAX_VALUE + 1));

  static final int FIRST_BEYOND_ASCII = 128;

  /** Beyond ASCII, but the same as a letter of ASCII when case does not matter: long s, kelvin. */
  private static final Set<Integer> FOLDED = Set.of(0x17F, 0x212A);

  /** Where membership changes, in ascending order: at the first it begins. */
  private final int[] turns;

  private CharSet(int[] turns) {
    this.turns = turns;
  }

  static CharSet of(int character) {
    return new CharSet(new int[] {character, character + 1});
  }

  /** Whether a character beyond ASCII stands for a letter of ASCII where case does not matter. */
  static boolean isFolded(int character) {
    return FOLDED.contains(character);
  }

  /** Whether every character is in. */
  boolean isAll() {
    return turns.length == 1 && turns[0] == 0;
  }

  /** The characters that fulfil a predicate, which changes at some of these places only. */
  private static CharSet where(IntPredicate fulfils, IntStream places) {
    return new CharSet(
        places.filter(c -> fulfils.test(c) != (c > 0 && fulfils.test(c - 1))).toArray());
  }

  /**
   * The characters that an expression for one character matches, by asking the engine.
   *
   * @param ascii whether it names nothing beyond ASCII
   */
  static CharSet matching(String expression, boolean ascii) {
    return ascii ? ascii(Pattern.compile(expression, Pattern.DOTALL)) : matching(expression);
  }

  private static CharSet ascii(Pattern one) {
    IntPredicate matches =
        c ->
            one.matches(
                Character.toString(
                    c < FIRST_BEYOND_ASCII || FOLDED.contains(c) ? c : FIRST_BEYOND_ASCII));
    IntStream folded = FOLDED.stream().flatMapToInt(c -> IntStream.of(c, c + 1)).sorted();
    return where(matches, IntStream.concat(IntStream.rangeClosed(0, FIRST_BEYOND_ASCII), folded));
  }

  private static CharSet matching(String expression) {
    int[] all =
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
            .toArray();
    String text = new String(all, 0, all.length);
    Matcher runs = Pattern.compile("(?:" + expression + ")+", Pattern.DOTALL).matcher(text);
    IntStream.Builder turns = IntStream.builder();
    while (runs.find()) {
      turns.add(text.codePointAt(runs.start()));
      turns.add(text.codePointBefore(runs.end()) + 1);
    }
    return new CharSet(turns.build().toArray());
  }

  /**
   * The characters that are the same as one beyond ASCII where case does not matter, by asking the
   * engine about those that may be.
   */
  static CharSet anyCase(int character) {
    String same = "(?i)" + Pattern.quote(Character.toString(character));
    Matcher matches = Pattern.compile(same).matcher(Cased.ALL);
    Set<Integer> found = new HashSet<>(Set.of(character));
    while (matches.find()) {
      found.add(Cased.ALL.codePointAt(matches.start()));
    }
    return where(
        found::contains,
        found.stream().flatMapToInt(c -> IntStream.of(c, c + 1)).sorted().distinct());
  }

  /** Whether a character may be the same as another one where case does not matter. */
  static boolean isCased(int character) {
    return Cased.ALL.indexOf(character) >= 0;
  }

  /** All characters that have another case, or are one: three thousand. */
  private static final class Cased {
    static final String ALL =
        IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
            .filter(c -> cases(c).anyMatch(other -> other != c))
            .flatMap(c -> IntStream.concat(IntStream.of(c), cases(c)))
            .sorted()
            .distinct()
            .mapToObj(Character::toString)
            .collect(Collectors.joining());

    private static IntStream cases(int character) {
      return IntStream.of(
          Character.toUpperCase(character),
          Character.toLowerCase(character),
          Character.toTitleCase(character));
    }
  }

  boolean has(int character) {
    int at = Arrays.binarySearch(turns, character);
    int passed = at >= 0 ? at + 1 : -at - 1;
    return passed % 2 == 1;
  }

  /** A member, one that fits many places where there is such; empty when there is none at all. */
  OptionalInt some() {
    return IntStream.concat("xX0/".chars(), turns()).filter(this::has).findFirst();
  }

  /** Where membership changes. */
  IntStream turns() {
    return Arrays.stream(turns);
  }
}
