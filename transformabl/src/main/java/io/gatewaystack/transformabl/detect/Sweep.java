package io.gatewaystack.transformabl.detect;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One pass over a text with several detectors: each character is looked at once, and detectors only
 * where they asked to look. Immutable and safe for use by several threads.
 */
public final class Sweep {
  private static final byte NOTHING = 0;
  private static final byte LETTER = 1;
  private static final byte DIGIT = 2;
  private static final byte SIGN = 3;

  /** From this length on a word of letters alone may be a key. */
  private static final int KEY_LENGTH = 16;

  /** Longest prefix by which a key's issuer is known. */
  private static final int KEY_PREFIX = 12;

  private final List<Detector> detectors;
  private final Map<Trigger, int[]> byTrigger = new EnumMap<>(Trigger.class);
  private final byte[] kinds = new byte[128];
  private final int[] numbers;
  private final int[] codes;
  private final int[] keys;

  /**
   * A sweep.
   *
   * @param detectors in order of precedence: where several hang on one trigger, the first that
   *     finds something has the place
   */
  public Sweep(List<Detector> detectors) {
    this.detectors = List.copyOf(detectors);
    for (Trigger trigger : Trigger.values()) {
      byTrigger.put(trigger, hangingOn(trigger));
    }
    numbers = on(Trigger.NUMBER);
    codes = on(Trigger.CODE);
    keys = on(Trigger.KEY);
    Arrays.fill(kinds, '0', '9' + 1, DIGIT);
    Arrays.fill(kinds, 'A', 'Z' + 1, LETTER);
    Arrays.fill(kinds, 'a', 'z' + 1, LETTER);
    sign('@', Trigger.AT_SIGN);
    sign(':', Trigger.COLON);
    sign('=', Trigger.EQUALS);
    sign('-', Trigger.DASHES);
  }

  private int[] hangingOn(Trigger trigger) {
    return IntStream.range(0, detectors.size())
        .filter(i -> detectors.get(i).triggers().contains(trigger))
        .toArray();
  }

  private int[] on(Trigger trigger) {
    return byTrigger.getOrDefault(trigger, new int[0]);
  }

  private void sign(char sign, Trigger trigger) {
    kinds[sign] = on(trigger).length > 0 ? SIGN : NOTHING;
  }

  /**
   * Finds what stands in the text of a reading.
   *
   * @param name what the text is called; its words count as if they stood in front of it
   * @return the finds, in the order in which they were made; valid until the next sweep
   */
  public List<Found> over(Reading reading, String name) {
    reading.start(name, detectors);
    char[] chars = reading.text().chars();
    int length = reading.text().length();
    int at = name.isEmpty() ? 0 : ask(on(Trigger.NAMED_TEXT), reading, 0, 0);
    while (at < length) {
      char c = chars[at];
      byte kind = c < 128 ? kinds[c] : NOTHING;
      if (kind == NOTHING) {
        at++;
      } else if (kind == SIGN) {
        at = sign(reading, chars, at);
      } else {
        at = word(reading, chars, at, length);
      }
    }
    return reading.found();
  }

  private int word(Reading reading, char[] chars, int start, int length) {
    int digits = 0;
    int end = start;
    while (end < length && chars[end] < 128) {
      byte kind = kinds[chars[end]];
      if (kind != LETTER && kind != DIGIT) {
        break;
      }
      digits += kind - LETTER;
      end++;
    }
    int size = end - start;
    if (digits == size) {
      reading.digits().start(reading.text(), start, false);
      return ask(numbers, reading, start, end);
    }
    int next = digits > 0 ? ask(codes, reading, start, end) : end;
    boolean prefix = size <= KEY_PREFIX && end < length && isJoint(chars[end]);
    return next == end && (prefix || size >= KEY_LENGTH) ? ask(keys, reading, start, end) : next;
  }

  private static boolean isJoint(char c) {
    return c == '_' || c == '-' || c == '.';
  }

  private int sign(Reading reading, char[] chars, int at) {
    Trigger trigger =
        switch (chars[at]) {
          case '@' -> Trigger.AT_SIGN;
          case ':' -> Trigger.COLON;
          case '=' -> Trigger.EQUALS;
          default -> Trigger.DASHES;
        };
    return ask(on(trigger), reading, at, at + 1);
  }

  private int ask(int[] indexes, Reading reading, int at, int otherwise) {
    for (int index : indexes) {
      if (reading.offer(index, at)) {
        return Math.max(reading.end(), otherwise);
      }
    }
    return otherwise;
  }
}
