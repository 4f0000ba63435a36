package io.gatewaystack.transformabl.safety;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * One finding about a text; neither the text nor the pattern that found it is in it.
 *
 * @param name the label, e.g. {@code prompt_injection}: at most {@value #MAX_LENGTH} of {@code
 *     [a-z0-9_]}, a letter first
 * @param certainty how sure it is
 * @param reasons stable words that say why, e.g. {@code override_instructions}, spelled like names
 */
public record SafetyLabel(String name, Certainty certainty, Set<String> reasons) {

  /** Longest name of a label or reason. */
  public static final int MAX_LENGTH = 40;

  /** Copies the reasons; refuses names that could carry text. */
  public SafetyLabel {
    checkName(name);
    reasons.forEach(SafetyLabel::checkName);
    reasons = Collections.unmodifiableSet(new TreeSet<>(reasons));
  }

  private static void checkName(String name) {
    boolean fits = !name.isEmpty() && name.length() <= MAX_LENGTH && isLower(name.charAt(0));
    for (int i = 0; fits && i < name.length(); i++) {
      char c = name.charAt(i);
      fits = isLower(c) || c >= '0' && c <= '9' || c == '_';
    }
    if (!fits) {
      throw new IllegalArgumentException("name: (expected: at most 40 of [a-z0-9_])");
    }
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  /** The surer of both, for the reasons of both. */
  SafetyLabel merge(SafetyLabel other) {
    Set<String> all = new TreeSet<>(reasons);
    all.addAll(other.reasons);
    return new SafetyLabel(
        name, certainty.compareTo(other.certainty) >= 0 ? certainty : other.certainty, all);
  }
}
