package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;

/**
 * Remembers, while a text is read, the last numbers that name nobody: others that begin as they do,
 * a little later, are of their kind. Not safe for use by several threads.
 */
final class Kin {
  private static final int REACH = 96; // characters

  private int version = -1;
  private int reference = -1;

  /** Another text is read. */
  void forget() {
    version = -1;
    reference = -1;
  }

  /** Remembers where a version begins. */
  void version(int from) {
    version = from;
  }

  /** Remembers where the number of an order, a part or the like begins. */
  void reference(int from) {
    reference = from;
  }

  /** Where the last version begins that is near a place in front of which it stands; else -1. */
  int versionBefore(int place) {
    return near(version, place);
  }

  /** Whether some first characters of a number are those of a reference that is near. */
  boolean isReference(NormalText text, int from, int length) {
    return areSame(text, near(reference, from), from, length);
  }

  private static int near(int other, int place) {
    return other >= 0 && other < place && place - other <= REACH ? other : -1;
  }

  /** Whether the same characters stand at two places. */
  static boolean areSame(NormalText text, int one, int two, int length) {
    for (int i = 0; i < length; i++) {
      if (one < 0 || text.at(one + i) != text.at(two + i)) {
        return false;
      }
    }
    return one >= 0;
  }

  /** Whether a revision is told right behind a number, as of drawings and parts: {@code Rev. B}. */
  static boolean areRevised(NormalText text, int to) {
    int word = text.at(to) == ',' ? to + 1 : to;
    if (text.at(word) != ' ' || !text.startsWith("rev", word + 1)) {
      return false;
    }
    int end = text.startsWith("ision", word + 4) ? word + 9 : word + 4;
    end += text.at(end) == '.' ? 1 : 0;
    int sign = text.at(end) == ' ' ? end + 1 : end;
    boolean letter = Character.isUpperCase(text.at(sign)) && !text.isAlphanumeric(sign + 1);
    return letter || text.isDigit(sign);
  }
}
