package io.gatewaystack.transformabl.safety;

import io.gatewaystack.transformabl.text.Marks;

/**
 * How far a text of ASCII holds nothing but words of letters and marks of prose at which no sweep
 * for personal data stops: noted while its words are cut off, so that the sweep need not cut them
 * off again. Confined to one scan.
 */
final class Calm {
  private static final Marks JOINTS = Marks.of("_-."); // with which a key may go on
  private static final Marks PROSE = Marks.of(",;()?!'\"\n\r");

  private int end;

  /** Another text is read. */
  void start(int length) {
    end = length;
  }

  /** A sweep may stop at a place. */
  void endAt(int at) {
    end = Math.min(end, at);
  }

  /** A word of letters alone, and the facts of it. */
  void word(int start, long facts) {
    if (UsedWords.mayStopSweep(facts)) {
      endAt(start);
    }
  }

  /** What stands behind a word of letters. */
  void behind(int start, char mark) {
    if (JOINTS.have(mark)) {
      endAt(start);
    }
  }

  /** A mark between words. */
  void mark(int at, char mark) {
    if (!PROSE.have(mark)) {
      endAt(at);
    }
  }

  /** Up to where the text holds nothing else. */
  int end() {
    return end;
  }
}
