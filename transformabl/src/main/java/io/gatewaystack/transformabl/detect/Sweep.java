package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.Eight;
import io.gatewaystack.transformabl.text.Name;
import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import io.gatewaystack.transformabl.text.Uuid;
import java.util.Arrays;
import java.util.List;

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

  /** So many digits right behind a word may be a number, or the first group of one. */
  private static final int LONG_NUMBER = 7;

  private static final int SHORT_NUMBER = 2;

  private static final int LONGEST_GROUP = 3; // of letters alone

  private final Detector[] detectors;
  private final int[] topics; // that they need, as bits; 0 for none
  private final int[] nearTopics; // of those, what must be said near a find
  private final Roster roster;
  private final byte[] kinds = new byte[128];

  /**
   * A sweep.
   *
   * @param detectors in order of precedence: where several hang on one trigger, the first that
   *     finds something has the place
   */
  public Sweep(List<Detector> detectors) {
    this.detectors = detectors.toArray(new Detector[0]);
    this.topics = detectors.stream().mapToInt(d -> Topic.bits(d.topics())).toArray();
    this.nearTopics =
        detectors.stream().mapToInt(d -> d.needsNearWord() ? Topic.bits(d.topics()) : 0).toArray();
    this.roster = new Roster(detectors);
    Arrays.fill(kinds, '0', '9' + 1, DIGIT);
    Arrays.fill(kinds, 'A', 'Z' + 1, LETTER);
    Arrays.fill(kinds, 'a', 'z' + 1, LETTER);
    for (char sign = ' '; sign < kinds.length; sign++) {
      kinds[sign] = roster.all().atSign(sign).length > 0 ? SIGN : kinds[sign];
    }
  }

  /**
   * Finds what stands in the text of a reading.
   *
   * @param name what the text is called
   * @return the finds, in the order in which they were made; valid until the next sweep
   */
  public List<Found> over(Reading reading, Name name) {
    reading.start(name, detectors, topics, nearTopics);
    char[] chars = reading.text().chars();
    byte[] table = kinds;
    int length = reading.text().length();
    int at = name.mayNameCredential() ? ask(roster.atNamedText(), reading, 0, 0) : 0;
    if (at == 0 && isFigure(reading)) {
      return reading.found();
    }
    at = Math.max(at, reading.text().wordsEnd());
    while (at < length) {
      char c = chars[at];
      byte kind = c < 128 ? table[c] : NOTHING;
      if (kind == NOTHING) {
        at++;
      } else if (kind == SIGN) {
        at = sign(reading, chars, at, length);
      } else {
        at = kind == DIGIT ? anyWord(reading, chars, at, length) : word(reading, chars, at, length);
      }
    }
    return reading.found();
  }

  /**
   * Whether a word of letters may be one that a sweep stops at, whatever stands around it; false is
   * certain if no letter, digit or joint such as a dash touches it.
   */
  public static boolean mayStopAt(char[] chars, int start, int size) {
    return size >= KEY_LENGTH || StopWords.mayBe(chars, start, size);
  }

  /** Whether a text holds nothing, by its shape and because no word says what it is. */
  private static boolean isFigure(Reading reading) {
    NormalText text = reading.text();
    boolean uuid = Figure.isUuid(text);
    boolean wordless = uuid ? Uuid.saysNothing(text) : Figure.hasNoWords(text);
    return wordless && reading.hasDullName() || (uuid || wordless) && reading.isUnnamed();
  }

  private int sign(Reading reading, char[] chars, int at, int length) {
    char c = chars[at];
    boolean single = c == '-' && (at + 1 == length || chars[at + 1] != '-');
    return single ? at + 1 : ask(roster.all().atSign(c), reading, at, at + 1);
  }

  private Roster.Places places(Reading reading) {
    return reading.isUnnamed() ? roster.unnamed() : roster.all();
  }

  /** Reads a letter, and what other letters and digits follow; returns where to go on. */
  private int word(Reading reading, char[] chars, int start, int length) {
    int plain = plainWord(reading.text(), start, length);
    return plain > start ? plain : anyWord(reading, chars, start, length);
  }

  /** Where a short word of letters ends on which nothing hangs; its start if it may be another. */
  private int plainWord(NormalText text, int start, int length) {
    byte[] bytes = text.ascii();
    long eight = Eight.at(bytes, text.origin() + start);
    int size = Eight.letters(eight);
    if (size == Long.BYTES) {
      size += Eight.letters(Eight.at(bytes, text.origin() + start + size));
    }
    int end = start + size;
    if (size == KEY_LENGTH || end >= length) {
      return start;
    }
    byte behind = bytes[text.origin() + end];
    return behind < 0
            || kinds[behind] == DIGIT
            || isJoint((char) behind)
            || StopWords.mayBe(text.chars(), start, size)
        ? start
        : end;
  }

  /** Reads letters and digits; returns where to go on. */
  private int anyWord(Reading reading, char[] chars, int start, int length) {
    int digits = 0;
    int end = start;
    while (end < length && (chars[end] | 0x20) >= 'a' && (chars[end] | 0x20) <= 'z') {
      end++;
    }
    while (end < length && chars[end] < 128) {
      byte kind = kinds[chars[end]];
      if (kind != LETTER && kind != DIGIT) {
        break;
      }
      digits += kind - LETTER;
      end++;
    }
    if (digits == end - start) {
      return number(reading, start, end, false);
    }
    int next = digits > 0 ? code(reading, start, end, digits) : end;
    if (next > end) {
      return next;
    }
    int size = end - start;
    if (digits == 0) {
      next = stop(reading, chars, start, end);
      if (next == end && areFigures(reading.text(), start, end)) {
        next = number(reading, start, end, true);
      }
      if (next > end) {
        return next;
      }
    }
    boolean prefix = size <= KEY_PREFIX && end < length && isJoint(chars[end]);
    if (!prefix && size < KEY_LENGTH) {
      return end;
    }
    Roster.Places places = reading.isKnownUnnamed() ? roster.unnamed() : roster.all();
    return ask(places.atKey(chars[start]), reading, start, end);
  }

  /** Whether letters that look like digits are the first group of a number: {@code lO.2O.3.4}. */
  private static boolean areFigures(NormalText text, int start, int end) {
    return Digits.likeness(text.at(start)) >= 0
        && end - start >= SHORT_NUMBER
        && end - start <= LONGEST_GROUP
        && isJoint(text.at(end))
        && (text.isDigit(end + 1) || Digits.likeness(text.at(end + 1)) >= 0)
        && Digits.areLikely(text, start, end);
  }

  /** Reads a word that may be for a digit, or for a mark of an address; returns where to go on. */
  private int stop(Reading reading, char[] chars, int start, int end) {
    boolean known = StopWords.mayBe(chars, start, end - start);
    if (!known && !(end < chars.length && chars[end] >= 0x80)) {
      return end;
    }
    int spoken = spoken(reading, start, letters(reading.text(), end));
    if (spoken > end) {
      return spoken;
    }
    boolean mark = known && StopWords.mayBeMark(chars, start, end - start);
    return mark ? ask(roster.atDot(), reading, start, end) : end;
  }

  /** Where the letters of any script end that go on at a position. */
  private static int letters(NormalText text, int from) {
    int end = from;
    while (text.at(end) >= 0x80 && Character.isLetter(text.at(end)) && end - from < KEY_PREFIX) {
      end = text.wordEnd(end + 1);
    }
    return end;
  }

  /** Reads a number that is read out; returns where to go on, the start if there is none. */
  private int spoken(Reading reading, int start, int end) {
    boolean may = SpokenDigits.mayStartNumber(reading.text(), start, end);
    Respelled respelled = may ? reading.respelled() : null;
    return respelled == null ? start : respelled.spoken(this, reading, start);
  }

  private static boolean isJoint(char c) {
    return c == '_' || c == '-' || c == '.';
  }

  private int number(Reading reading, int start, int end, boolean lenient) {
    Digits run = reading.digits();
    run.start(reading.text(), start, lenient);
    Row row = Row.of(run.follow(), run.has(1));
    int next = ask(places(reading).atNumber(row, run.size(0)), reading, start, end);
    if (next > end) {
      return next;
    }
    if (lenient) {
      return alike(reading, start, end);
    }
    boolean words = run.goesOnInWords();
    boolean unusual = words || ApartDigits.mayGoOn(reading.text(), end);
    Respelled respelled = unusual ? reading.respelled() : null;
    if (respelled != null) {
      next =
          words
              ? Math.max(end, respelled.spoken(this, reading, start))
              : respelled.apart(this, reading, start, end);
    }
    return next == end && run.mayGoOnInLetters() ? number(reading, start, end, true) : next;
  }

  /** Letters and digits: a code, a number in letters that look like digits, one behind a word. */
  private int code(Reading reading, int start, int end, int digits) {
    int next = ask(places(reading).atCode(end - start), reading, start, end);
    if (next > end || reading.end() == end) {
      return next;
    }
    NormalText text = reading.text();
    if (Digits.areLikely(text, start, end)) {
      return number(reading, start, end, true);
    }
    if (isLettered(text, start, end, digits)) {
      return alike(reading, start, end);
    }
    boolean goesOn = Digits.isGap(text.at(end)) && text.isDigit(end + 1);
    boolean number = digits >= LONG_NUMBER || digits >= SHORT_NUMBER && goesOn;
    return number && text.isDigit(end - 1) ? labelled(reading, end - digits, end) : end;
  }

  /** Reads letters for digits where a word says what the number is; returns where to go on. */
  private int alike(Reading reading, int start, int end) {
    Respelled respelled = reading.isKnownUnnamed() ? null : reading.respelled();
    return respelled == null ? end : respelled.alike(this, reading, start, end);
  }

  /** Whether letters that look like digits follow the one letter that a code begins with. */
  private static boolean isLettered(NormalText text, int start, int end, int digits) {
    boolean more = digits < end - start - 1;
    boolean behind = text.at(end) == '.' && Digits.likeness(text.at(end + 1)) >= 0;
    return (more || behind) && text.isLetter(start) && Digits.areLikely(text, start + 1, end);
  }

  /** A number right behind the word that says what it is: {@code SSN123456789}. */
  private int labelled(Reading reading, int start, int end) {
    if (reading.text().isLetter(start) || reading.words().endingAt(start) == Topic.NONE) {
      return end; // letters among the digits, or in front of them no word that is known
    }
    Digits run = reading.digits();
    run.start(reading.text(), start, false);
    run.label();
    Row row = Row.of(false, run.has(1));
    return ask(places(reading).atNumber(row, end - start), reading, start, end);
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
