package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/**
 * IPv4 addresses in the other spellings that software accepts, {@code 0xC0000201}, {@code
 * 3221225985}, {@code 0300.0.02.01}, as the host of a URL or beside the word for one; there also
 * with other marks than dots: {@code ip-192-0-2-1}, {@code [192, 0, 2, 1]}.
 */
final class OddIpv4Detector implements Detector {
  private static final int BYTES = 4;
  private static final int LONGEST_GAP = 4;
  private static final int LONGEST_BYTE = 4; // characters: 0x7f, 0377
  private static final int REACH = 24;
  private static final int MANY = 1 << 20;
  private static final long LEAST = 1L << 24;
  private static final long MOST = (1L << 32) - 1;

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.NUMBER, Trigger.CODE);
  }

  @Override
  public boolean fits(int length, Row row) {
    return length <= LONGEST_BYTE || length >= 8 && length <= 10;
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    int end = text.wordEnd(at);
    boolean hex = isHex(text, at);
    if (end - at > LONGEST_BYTE) {
      return whole(reading, at, end, hex);
    }
    char before = text.at(at - 1);
    if (text.at(end) == '.') {
      return before != '.' && dotted(reading, at);
    }
    return !hex && text.isDigit(end - 1) && apart(reading, at, end);
  }

  /** All four bytes as one number. */
  private static boolean whole(Reading reading, int from, int to, boolean hex) {
    NormalText text = reading.text();
    int radix = hex ? 16 : 10;
    long value = 0;
    for (int at = hex ? from + 2 : from; at < to; at++) {
      int digit = Character.digit(text.at(at), radix);
      value = digit < 0 ? Long.MAX_VALUE / radix : value * radix + digit;
    }
    boolean sized = hex ? to - from == 10 : to - from > 8;
    return value >= LEAST
        && value <= MOST
        && !(text.at(to) == '.' && text.isAlphanumeric(to + 1))
        && (isHost(text, from, to)
            || sized && (isCalledAddress(reading, from) || isExplained(text, to)))
        && reading.add(from, to, Strength.FAIR, "octets");
  }

  /** Four bytes, one of them at least in hexadecimal or octal. */
  private static boolean dotted(Reading reading, int from) {
    NormalText text = reading.text();
    int at = from;
    boolean odd = false;
    for (int i = 0; i < BYTES; i++) {
      int end = text.wordEnd(at);
      boolean hex = isHex(text, at);
      boolean octal = !hex && end > at + 1 && text.at(at) == '0';
      boolean last = i == BYTES - 1;
      if (value(text, hex ? at + 2 : at, end, hex ? 16 : octal ? 8 : 10) > 255
          || !last && text.at(end) != '.') {
        return false;
      }
      odd |= hex || octal;
      at = last ? end : end + 1;
    }
    return odd
        && (isHost(text, from, at) || reading.words().label(from) == Topic.HOST)
        && reading.add(from, at, Strength.FAIR, "octets");
  }

  /** Four bytes with the same marks between all, and no fifth. */
  private static boolean apart(Reading reading, int from, int firstEnd) {
    NormalText text = reading.text();
    int gap = gap(text, firstEnd);
    if (gap == 0 || text.isDigit(from - gap - 1) && isSame(text, firstEnd, from - gap, gap)) {
      return false;
    }
    int end = firstEnd;
    boolean large = value(text, from, end, 10) > 99;
    for (int i = 1; i < BYTES; i++) {
      if (!isSame(text, firstEnd, end, gap)) {
        return false;
      }
      int next = end + gap;
      end = text.wordEnd(next);
      int value = value(text, next, end, 10);
      if (value > 255) {
        return false;
      }
      large |= value > 99;
    }
    boolean whole = !(isSame(text, firstEnd, end, gap) && text.isDigit(end + gap));
    return whole
        && large
        && value(text, from, firstEnd, 10) <= 255
        && isCalledHost(reading, from, end, text.at(firstEnd))
        && reading.add(from, end, Strength.FAIR, Topic.HOST.why());
  }

  private static boolean isCalledHost(Reading reading, int from, int to, char joint) {
    boolean list = joint == ' ' || joint == ',';
    return reading.words().nearest(from, to) == Topic.HOST
        && (!list || isCalledAddress(reading, from));
  }

  private static boolean isHex(NormalText text, int at) {
    return text.at(at) == '0' && (text.at(at + 1) | 0x20) == 'x';
  }

  /** The value of up to four digits; far too much when something else stands there. */
  private static int value(NormalText text, int from, int to, int radix) {
    int value = to > from && to - from <= LONGEST_BYTE ? 0 : MANY;
    for (int at = from; at < to && value < MANY; at++) {
      int digit = text.at(at) < 0x80 ? Character.digit(text.at(at), radix) : -1;
      value = digit < 0 ? MANY : value * radix + digit;
    }
    return value;
  }

  private static int gap(NormalText text, int from) {
    int gap = 0;
    while (gap < LONGEST_GAP && "-_,:/| \t\"'".indexOf(text.at(from + gap)) >= 0) {
      gap++;
    }
    return text.isDigit(from + gap) ? gap : 0;
  }

  private static boolean isSame(NormalText text, int one, int other, int length) {
    for (int i = 0; i < length; i++) {
      if (text.at(one + i) != text.at(other + i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is what a URL leads to. */
  private static boolean isHost(NormalText text, int from, int to) {
    boolean authority =
        text.at(from - 1) == '/' && text.at(from - 2) == '/' && text.at(from - 3) == ':';
    return authority && text.at(to) != '.' && text.at(to) != '-' && text.at(to) != '@';
  }

  /** Whether a word with IP in it stands in front, without a number between. */
  private static boolean isCalledAddress(Reading reading, int from) {
    NormalText text = reading.text();
    int start = from;
    while (start > 0 && from - start < REACH && !text.isDigit(start - 1)) {
      start--;
    }
    return hasWord(text.text(start, from)) || start == 0 && hasWord(reading.name().words());
  }

  /** Whether a note behind it says that it is an address. */
  private static boolean isExplained(NormalText text, int to) {
    int end = to;
    while (end < text.length() && end - to < REACH && !text.isDigit(end)) {
      end++;
    }
    return hasWord(text.text(to, end));
  }

  /** Whether the word IP is among others, also as a part of a name: {@code clientIp}. */
  private static boolean hasWord(CharSequence words) {
    for (int at = 0; at + 1 < words.length(); at++) {
      char first = words.charAt(at);
      boolean ip = (first | 0x20) == 'i' && (words.charAt(at + 1) | 0x20) == 'p';
      boolean starts =
          at == 0 || !isLetter(words, at - 1) || first == 'I' && isSmall(words, at - 1);
      if (ip && starts && (!isLetter(words, at + 2) || isAddress(words, at + 2))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAddress(CharSequence words, int at) {
    return (words.charAt(at) | 0x20) == 'a'
        && at + 1 < words.length()
        && (words.charAt(at + 1) | 0x20) == 'd';
  }

  private static boolean isLetter(CharSequence words, int at) {
    return at < words.length() && Character.isLetter(words.charAt(at));
  }

  private static boolean isSmall(CharSequence words, int at) {
    return Character.isLowerCase(words.charAt(at));
  }
}
