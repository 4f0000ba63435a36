package io.gatewaystack.validatabl.policy;

import java.util.Arrays;

/** What a rule, or a policy without a matching rule, does to a request. */
public enum Effect {
  /** The request is refused. Ordered first: at equal priority a deny wins over an allow. */
  DENY("deny"),
  /** The request goes on. */
  ALLOW("allow");

  private final String word;

  Effect(String word) {
    this.word = word;
  }

  /** The word that names this effect in a policy. */
  public String word() {
    return word;
  }

  /**
   * The effect a word names, exactly.
   *
   * @throws IllegalArgumentException when the word names none
   */
  public static Effect parse(String word) {
    return parse("effect", word);
  }

  static Effect parse(String key, String word) {
    return Arrays.stream(values())
        .filter(e -> e.word.equals(word))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(key + ": " + word + " (expected: allow or deny)"));
  }
}
