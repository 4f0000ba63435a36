package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;

/** Tells the accounts of a cloud, which have twelve digits, from those of a bank. */
final class Clouds {
  /** Digits of an account of the largest. */
  static final int DIGITS = 12;

  private static final int REACH = 80; // characters

  private static final String[] WORDS = {"aws", "arn", "amazonaws"};

  /** Where in the world a region is: {@code us-east-1}. */
  private static final String[] PLACES = {"central", "east", "north", "south", "west"};

  private Clouds() {}

  /** Whether a cloud or a region of one is named on either side of a number. */
  static boolean areNear(NormalText text, int from, int to) {
    int last = Math.min(text.length(), to + REACH);
    for (int at = Math.max(0, from - REACH); at < last; at++) {
      boolean region = text.at(at) == '-' && isPlace(text, at + 1);
      if (region || (text.at(at) | 0x20) == 'a' && isWord(text, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWord(NormalText text, int at) {
    for (String word : WORDS) {
      if (text.startsWith(word, at)
          && !text.isLetter(at - 1)
          && !text.isLetter(at + word.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPlace(NormalText text, int at) {
    for (String place : PLACES) {
      if (text.startsWith(place, at)) {
        int end = text.wordEnd(at);
        return text.at(end) == '-' && text.isDigit(end + 1) && !text.isDigit(end + 2);
      }
    }
    return false;
  }
}
