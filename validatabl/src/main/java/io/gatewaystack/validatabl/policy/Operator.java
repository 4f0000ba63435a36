package io.gatewaystack.validatabl.policy;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How a condition compares its field with its value. Nothing is coerced: a number never equals a
 * text. A field that is absent, or of another type than the operator compares, does not match; the
 * two negations are exact complements, so they hold for such a field.
 */
public enum Operator {
  /** The same text, number or boolean; numbers by value, so 1 equals 1.0. */
  EQUALS("equals"),
  /** Not {@link #EQUALS}; also when the field is absent. */
  NOT_EQUALS("notEquals"),
  /** A member of a list or set, or a token of a space-delimited text. */
  CONTAINS("contains"),
  /** A text that is one of the listed texts. */
  IN("in"),
  /** Not {@link #IN}; also when the field is absent. */
  NOT_IN("notIn"),
  /**
   * A text matched by a regular expression (RE2 syntax, linear time; {@code .} matches line ends
   * too). Each alternative must match the whole text, unless it begins with {@code ^}: that one may
   * be followed by more, so {@code ^gpt-4} is a prefix. For a suffix write {@code .*x}.
   */
  MATCHES("matches"),
  /** A text that begins with another. */
  STARTS_WITH("startsWith"),
  /** An address that lies in one of the listed blocks, e.g. {@code 10.0.0.0/8}. */
  CIDR("cidr"),
  /** {@code true}: present, not null, not an empty set; {@code false}: the contrary. */
  EXISTS("exists"),
  /** A number greater than another. */
  GT("gt"),
  /** A number greater than or equal to another. */
  GTE("gte"),
  /** A number less than another. */
  LT("lt"),
  /** A number less than or equal to another. */
  LTE("lte");

  private final String word;

  Operator(String word) {
    this.word = word;
  }

  /** The word that names this operator in a policy. */
  public String word() {
    return word;
  }

  /**
   * The operator a word names, exactly.
   *
   * @throws IllegalArgumentException when the word names none
   */
  public static Operator parse(String word) {
    return Arrays.stream(values())
        .filter(o -> o.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "operator: %s (expected: one of %s)".formatted(word, words())));
  }

  private static String words() {
    return Arrays.stream(values()).map(Operator::word).collect(Collectors.joining(", "));
  }
}
