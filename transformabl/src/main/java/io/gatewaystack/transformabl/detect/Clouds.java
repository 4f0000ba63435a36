package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;

/** Tells the accounts of a cloud, which have twelve digits, from those of a bank. */
final class Clouds {
  /** Digits of an account of the largest. */
  static final int DIGITS = 12;

  private static final int REACH = 80; // characters

  private static final String[] WORDS = {"aws", "arn", "iam", "amazonaws"};

  /** Where in the world a region is: {@code us-east-1}. */
  private static final String[] PLACES = {"central", "east", "north", "south", "west"};

  private Clouds() {}

  /** Whether a cloud or a region of one is named on either side of a number. */
  static boolean areNear(NormalText text, int from, int to) {
    int last = Math.min(text.length(), to + REACH);
    for (int at = Math.max(0, from - REACH); at < last; at++) {
      if (text.isLetter(at) && !text.isLetter(at - 1) && isWord(text, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWord(NormalText text, int at) {
    for (String word : WORDS) {
      if (text.startsWith(word, at) && !text.isLetter(at + word.length())) {
        return true;
      }
    }
    return text.at(at - 1) == '-' && text.isLetter(at - 3) && isPlace(text, at);
  }

  private static boolean isPlace(NormalText text, int at) {
    int end = text.wordEnd(at);
    boolean counted = text.at(end) == '-' && text.isDigit(end + 1) && !text.isDigit(end + 2);
    for (String place : PLACES) {
      if (counted && text.startsWith(place, at)) {
        return true;
      }
    }
    return false;
  }
}
