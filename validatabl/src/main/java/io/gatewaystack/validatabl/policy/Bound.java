package io.gatewaystack.validatabl.policy;

import java.util.Optional;

/** What an expression may demand of a place between two characters (RE2: "empty strings"). */
enum Bound {
  TEXT_BEGIN,
  TEXT_END,
  LINE_BEGIN,
  LINE_END,
  WORD,
  NO_WORD;

  /** Stands for the missing character before the first and behind the last. */
  static final int NONE = -1;

  /** The bound that a piece of an expression stands for; empty when it takes a character. */
  static Optional<Bound> of(String piece, boolean lines) {
    return Optional.ofNullable(
        switch (piece) {
          case "\\A" -> TEXT_BEGIN;
          case "\\z" -> TEXT_END;
          case "^" -> lines ? LINE_BEGIN : TEXT_BEGIN;
          case "$" -> lines ? LINE_END : TEXT_END;
          case "\\b" -> WORD;
          case "\\B" -> NO_WORD;
          default -> null;
        });
  }

  boolean holds(int before, int after) {
    return switch (this) {
      case TEXT_BEGIN -> before == NONE;
      case TEXT_END -> after == NONE;
      case LINE_BEGIN -> before == NONE || before == '\n';
      case LINE_END -> after == NONE || after == '\n';
      case WORD -> isWord(before) != isWord(after);
      case NO_WORD -> isWord(before) == isWord(after);
    };
  }

  /** One character for all that bounds do not tell apart. */
  static int kind(int character) {
    return character == NONE || character == '\n' ? character : isWord(character) ? 'a' : ' ';
  }

  private static boolean isWord(int c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_';
  }
}
