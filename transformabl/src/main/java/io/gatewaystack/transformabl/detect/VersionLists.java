package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.Set;

/** Tells four numbers that follow a version in a list, or a step from one to the next. */
final class VersionLists {
  private static final int LONGEST_JOINT = 9; // characters
  private static final int LONGEST_QUAD = 15;

  /** Words between two versions, or two addresses. */
  private static final Set<String> JOINTS =
      Set.of("and", ", and", "or", ", or", "to", "through", "vs");

  private VersionLists() {}

  /** Whether numbers go on a list, or a step, that began with some that are a version. */
  static boolean goOn(Reading reading, Digits digits) {
    int at = digits.from(0);
    NormalText text = reading.text();
    int joint = at;
    while (at - joint < LONGEST_JOINT && isOfJoint(text.at(joint - 1))) {
      joint--;
    }
    int end = joint;
    int start = end;
    int points = 0;
    while (end - start < LONGEST_QUAD && (text.isDigit(start - 1) || text.at(start - 1) == '.')) {
      start--;
      points += text.at(start) == '.' ? 1 : 0;
    }
    if (text.at(start) == '.') { // of a section of an annex: A.8.2.3
      start++;
      points--;
    }
    if (at - joint < 2 || points < 2 || points > 3 || !isJoint(text.text(joint, at).trim())) {
      return false;
    }
    return points == 2
        ? Versions.areTiny(digits)
        : Versions.isVersion(reading, start, end)
            || isNeighbour(text, start, at, digits)
            || isStep(text, start, end, digits);
  }

  /** Whether tiny numbers begin as those in front do: {@code see 3.4.1.2 and 3.4.1.3}. */
  private static boolean isNeighbour(NormalText text, int other, int at, Digits digits) {
    int length = digits.to(1) - at;
    return Versions.areTiny(digits)
        && !text.startsWith("1.2.3.4", other)
        && text.startsWith(text.text(at, at + length), other)
        && text.at(other + length) == '.';
  }

  /** Whether tiny numbers stand in front that are not of a machine: {@code 6.4.2.1 -> 7.0.1.2}. */
  private static boolean isStep(NormalText text, int other, int otherEnd, Digits digits) {
    return Versions.areTiny(digits)
        && Versions.isRare(digits)
        && areTiny(text, other, otherEnd)
        && !Versions.areBehindMachine(text, other);
  }

  /** Whether four numbers are those of few addresses, neither counted nor known to everybody. */
  private static boolean areTiny(NormalText text, int from, int to) {
    int[] parts = new int[4];
    int part = 0;
    int most = 0;
    for (int at = from; at < to; at++) {
      boolean digit = text.isDigit(at);
      parts[part] = digit ? 10 * parts[part] + text.at(at) - '0' : parts[part];
      part += digit || part == 3 ? 0 : 1;
      most = Math.max(most, parts[part]);
    }
    int step = parts[1] - parts[0];
    boolean counted = parts[2] - parts[1] == step && parts[3] - parts[2] == step;
    boolean known = parts[0] == parts[3] && parts[1] == parts[2] || parts[0] == 10;
    return most < Versions.TINY && !counted && !known;
  }

  private static boolean isOfJoint(char c) {
    return c == ' ' || c == '-' || c == '=' || c == '>' || c == '→' || c == ',' || isOfWord(c);
  }

  private static boolean isOfWord(char c) {
    return "andorthugbvs".indexOf(c) >= 0;
  }

  /** An arrow, a comma, or a word that joins two of a kind. */
  private static boolean isJoint(String marks) {
    return isOfWord(marks.isEmpty() ? ' ' : marks.charAt(marks.length() - 1))
        ? JOINTS.contains(marks)
        : !marks.isEmpty();
  }
}
