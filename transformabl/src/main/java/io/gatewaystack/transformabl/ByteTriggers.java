package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.text.Folding;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Says of a JSON token, from its bytes alone, whether it is worth decoding. Almost no token of
 * ordinary JSON is, so most of a body costs one look per byte and no memory.
 */
final class ByteTriggers {

  /** The fewest digits of any type that hangs on digits: those of an SSN. */
  private static final int FEWEST_DIGITS = 9;

  private static final byte OTHER = 0;
  private static final byte HIT = 1;
  private static final byte DIGIT = 2;
  private static final byte SEPARATOR = 3;
  private static final byte ESCAPE = 4;

  /** First bytes (UTF-8) of characters that are invisible, or digits, separators or at signs. */
  private static final boolean[] DISGUISES = disguises();

  private final byte[] classes = new byte[256];

  ByteTriggers(List<Detector> detectors) {
    for (int b = 0x80; b < 0x100; b++) {
      classes[b] = DISGUISES[b] ? HIT : OTHER;
    }
    classes['\\'] = ESCAPE;
    for (Detector detector : detectors) {
      for (char trigger : detector.triggers().toCharArray()) {
        if (trigger < '0' || trigger > '9') {
          classes[trigger] = HIT;
        } else {
          countDigits();
        }
      }
    }
  }

  private void countDigits() {
    for (int digit = '0'; digit <= '9'; digit++) {
      classes[digit] = DIGIT;
    }
    classes[' '] = SEPARATOR;
    classes['-'] = SEPARATOR;
  }

  private static boolean[] disguises() {
    boolean[] leads = new boolean[256];
    for (int codePoint = 0x80; codePoint < 0x10000; codePoint++) {
      int folded = Folding.fold(codePoint);
      boolean letter = folded > 0 && Character.isLetter(folded);
      if (folded != Folding.KEEP && !letter) {
        byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
        leads[utf8[0] & 0xFF] = true;
      }
    }
    for (int lead = 0xF0; lead <= 0xF4; lead++) {
      leads[lead] = true;
    }
    return leads;
  }

  /**
   * Whether a match may stand in some bytes; false is certain.
   *
   * @param json a strict JSON document
   * @param from start of a token
   * @param to end of the token
   */
  boolean mayMatch(byte[] json, int from, int to) {
    int digits = 0;
    for (int i = from; i < to; i++) {
      switch (classes[json[i] & 0xFF]) {
        case HIT -> {
          return true;
        }
        case DIGIT -> {
          if (++digits == FEWEST_DIGITS) {
            return true;
          }
        }
        case ESCAPE -> {
          i++;
          if (json[i] == 'u') {
            return true;
          }
          digits = 0;
        }
        case SEPARATOR -> {}
        default -> digits = 0;
      }
    }
    return false;
  }
}
