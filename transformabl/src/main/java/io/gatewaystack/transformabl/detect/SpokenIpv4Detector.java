package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.Set;

/**
 * IPv4 addresses as they are dictated: {@code 192 dot 0 dot 2 dot 7}, {@code
 * 192-dot-0-dot-2-dot-7}, {@code one nine two dot …}.
 */
final class SpokenIpv4Detector extends Detector {
  private static final int BYTES = 4;
  private static final int MOST_DIGITS = 3;

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.DOT);
  }

  @Override
  public boolean at(Reading reading, int dot) {
    NormalText text = reading.text();
    int gap = Math.min(1, SpokenMarks.gapBefore(text, dot));
    if (gap == 0 || !isDot(text, dot, gap)) {
      return false;
    }
    int from = byteStart(text, dot - gap);
    int at = from;
    for (int i = 0; i < BYTES; i++) {
      int end = byteEnd(text, at);
      boolean last = i == BYTES - 1;
      if (end < 0 || !last && !isDot(text, end + gap, gap)) {
        return false;
      }
      at = last ? end : text.wordEnd(end + gap) + gap;
    }
    return !text.isAlphanumeric(at) && reading.add(from, at, Strength.FAIR, "octets");
  }

  private static boolean isDot(NormalText text, int at, int gap) {
    int end = text.wordEnd(at);
    return SpokenMarks.isFramed(text, at, end, gap) && SpokenMarks.isDot(text, at, end);
  }

  /** Where the digits, or the words for digits, start that end at a position. */
  private static int byteStart(NormalText text, int end) {
    int start = text.wordStart(end);
    if (start == end || text.isDigit(start)) {
      return start;
    }
    for (int digits = 1; digits < MOST_DIGITS && text.at(start - 1) == ' '; digits++) {
      int before = text.wordStart(start - 1);
      if (SpokenDigits.digit(text, before, start - 1) == 0) {
        break;
      }
      start = before;
    }
    return start;
  }

  /** Where a byte ends that starts at a position; -1 when none does. */
  private static int byteEnd(NormalText text, int from) {
    int end = from;
    int value = 0;
    while (text.isDigit(end) && end - from < MOST_DIGITS) {
      value = value * 10 + text.at(end++) - '0';
    }
    if (end > from) {
      return value < 256 ? end : -1;
    }
    int at = from;
    for (int digits = 0; digits < MOST_DIGITS; digits++) {
      int wordEnd = text.wordEnd(at);
      char digit = SpokenDigits.digit(text, at, wordEnd);
      if (digit == 0) {
        break;
      }
      value = value * 10 + digit - '0';
      end = wordEnd;
      at = wordEnd + 1;
    }
    return end > from && value < 256 ? end : -1;
  }
}
