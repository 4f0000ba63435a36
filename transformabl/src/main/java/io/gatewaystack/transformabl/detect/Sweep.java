package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.Name;
import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
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

  /** So many digits right behind a word may be a number, or the first group of one. */
  private static final int LONG_NUMBER = 7;

  private static final int SHORT_NUMBER = 2;

  /** Longest prefix by which a key's issuer is known. */
  private static final int KEY_PREFIX = 12;

  /** Lengths that are told apart; what is longer counts as the longest. */
  private static final int LENGTHS = 100;

  private final Detector[] detectors;
  private final Map<Trigger, int[]> byTrigger = new EnumMap<>(Trigger.class);
  private final byte[] kinds = new byte[128];
  private final int[][][] numbers = new int[Row.values().length][LENGTHS][];
  private final int[][] codes = new int[LENGTHS][];
  private final int[] keys;
  private final int[] dots;

  /**
   * A sweep.
   *
   * @param detectors in order of precedence: where several hang on one trigger, the first that
   *     finds something has the place
   */
  public Sweep(List<Detector> detectors) {
    this.detectors = detectors.toArray(new Detector[0]);
    for (Trigger trigger : Trigger.values()) {
      byTrigger.put(trigger, hangingOn(trigger));
    }
    for (int length = 0; length < LENGTHS; length++) {
      for (Row row : Row.values()) {
        numbers[row.ordinal()][length] = fitting(Trigger.NUMBER, length, row);
      }
      codes[length] = fitting(Trigger.CODE, length, Row.ALONE);
    }
    keys = on(Trigger.KEY);
    dots = on(Trigger.DOT);
    Arrays.fill(kinds, '0', '9' + 1, DIGIT);
    Arrays.fill(kinds, 'A', 'Z' + 1, LETTER);
    Arrays.fill(kinds, 'a', 'z' + 1, LETTER);
    sign('@', Trigger.AT_SIGN);
    sign(':', Trigger.COLON);
    sign('=', Trigger.EQUALS);
    sign('-', Trigger.DASHES);
  }

  private int[] hangingOn(Trigger trigger) {
    return IntStream.range(0, detectors.length)
        .filter(i -> detectors[i].triggers().contains(trigger))
        .toArray();
  }

  private int[] fitting(Trigger trigger, int length, Row row) {
    return Arrays.stream(on(trigger)).filter(i -> detectors[i].fits(length, row)).toArray();
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
   * @param name what the text is called
   * @return the finds, in the order in which they were made; valid until the next sweep
   */
  public List<Found> over(Reading reading, Name name) {
    reading.start(name, detectors);
    char[] chars = reading.text().chars();
    int length = reading.text().length();
    int at = name.mayNameCredential() ? ask(on(Trigger.NAMED_TEXT), reading, 0, 0) : 0;
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
    if (size == 3 && reading.text().startsWith("dot", start)) {
      return ask(dots, reading, start, end);
    }
    if (digits == size) {
      return number(reading, start, end, false);
    }
    int[] asked = codes[Math.min(size, LENGTHS - 1)];
    int next = digits > 0 ? ask(asked, reading, start, end) : end;
    if (next == end && digits > 0 && Digits.areLikely(reading.text(), start, end)) {
      return number(reading, start, end, true);
    }
    if (next == end && mayBeLabelled(reading.text(), end, digits)) {
      next = labelled(reading, end - digits, end);
    }
    boolean prefix = size <= KEY_PREFIX && end < length && isJoint(chars[end]);
    return next == end && (prefix || size >= KEY_LENGTH) ? ask(keys, reading, start, end) : next;
  }

  private int number(Reading reading, int start, int end, boolean lenient) {
    Digits run = reading.digits();
    run.start(reading.text(), start, lenient);
    Row row = Row.of(run.follow(), run.has(1));
    int[] asked = numbers[row.ordinal()][Math.min(run.size(0), LENGTHS - 1)];
    int next = ask(asked, reading, start, end);
    boolean again = next == end && !lenient && run.mayGoOnInLetters();
    return again ? number(reading, start, end, true) : next;
  }

  private static boolean mayBeLabelled(NormalText text, int end, int digits) {
    boolean goesOn = Digits.isGap(text.at(end)) && text.isDigit(end + 1);
    return text.isDigit(end - 1) && (digits >= LONG_NUMBER || digits >= SHORT_NUMBER && goesOn);
  }

  /** A number right behind the word that says what it is: {@code SSN123456789}. */
  private int labelled(Reading reading, int start, int end) {
    if (reading.text().isLetter(start) || reading.words().endingAt(start) == Topic.NONE) {
      return end; // letters among the digits, or in front of them no word that is known
    }
    Digits run = reading.digits();
    run.start(reading.text(), start, false);
    run.label();
    int[] asked = numbers[Row.of(false, run.has(1)).ordinal()][end - start];
    return ask(asked, reading, start, end);
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
