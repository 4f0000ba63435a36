package io.gatewaystack.validatabl.form;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A set of texts.
 *
 * @param among the only ones; null for any text
 * @param except none of these
 * @param matching each is in all of them
 * @param failing none is in any of them
 * @param least fewest characters (Unicode code points)
 * @param most most characters
 */
public record Texts(
    @Nullable Set<String> among,
    Set<String> except,
    List<TextRule> matching,
    List<TextRule> failing,
    int least,
    int most) {

  /** Every text. */
  public static final Texts ANY = ofLength(0, Integer.MAX_VALUE);

  /** Texts of some lengths, in characters. */
  public static Texts ofLength(int least, int most) {
    return new Texts(null, Set.of(), List.of(), List.of(), least, most);
  }

  /** Texts in which something is found. */
  public static Texts matching(TextRule rule) {
    return new Texts(null, Set.of(), List.of(rule), List.of(), 0, Integer.MAX_VALUE);
  }

  private static Texts failing(TextRule rule) {
    return new Texts(null, Set.of(), List.of(), List.of(rule), 0, Integer.MAX_VALUE);
  }

  /** Some texts. */
  public static Texts of(Set<String> among) {
    return new Texts(new TreeSet<>(among), Set.of(), List.of(), List.of(), 0, Integer.MAX_VALUE);
  }

  private static Texts allBut(Set<String> except) {
    return new Texts(null, new TreeSet<>(except), List.of(), List.of(), 0, Integer.MAX_VALUE);
  }

  /** Whether a text is in. */
  public boolean accept(String text) {
    int length = text.codePointCount(0, text.length());
    return length >= least
        && length <= most
        && (among == null || among.contains(text))
        && !except.contains(text)
        && matching.stream().allMatch(rule -> rule.isIn(text))
        && failing.stream().noneMatch(rule -> rule.isIn(text));
  }

  /** What is in both; empty when that is seen to be nothing. */
  Optional<Texts> and(Texts other) {
    Set<String> only = among == null ? other.among : among;
    if (only != null) {
      Set<String> left = new TreeSet<>(only);
      left.removeIf(text -> !accept(text) || !other.accept(text));
      return left.isEmpty() ? Optional.empty() : Optional.of(of(left));
    }
    Set<String> not = new TreeSet<>(except);
    not.addAll(other.except);
    int longest = Math.min(most, other.most);
    int shortest = Math.max(least, other.least);
    return shortest > longest
        ? Optional.empty()
        : Optional.of(
            new Texts(
                null,
                not,
                all(matching, other.matching),
                all(failing, other.failing),
                shortest,
                longest));
  }

  private static List<TextRule> all(List<TextRule> some, List<TextRule> others) {
    return List.copyOf(new LinkedHashSet<>(Stream.concat(some.stream(), others.stream()).toList()));
  }

  /** What is not in; each of these alone keeps a text out. */
  Optional<List<Texts>> not() {
    List<Texts> others = new ArrayList<>();
    if (among != null) {
      others.add(allBut(among));
    }
    if (!except.isEmpty()) {
      others.add(of(except));
    }
    matching.forEach(rule -> others.add(failing(rule)));
    failing.forEach(rule -> others.add(matching(rule)));
    if (least > 0) {
      others.add(ofLength(0, least - 1));
    }
    if (most < Integer.MAX_VALUE) {
      others.add(ofLength(most + 1, Integer.MAX_VALUE));
    }
    return Optional.of(others);
  }
}
