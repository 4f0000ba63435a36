package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/**
 * IPv4 addresses in the other spellings that software accepts, {@code 0xC0000201}, {@code
 * 3221225985}, {@code 0300.0.02.01}, as the host of a URL or beside the word for one.
 */
final class OddIpv4Detector extends Detector {
  private static final int BYTES = 4;
  private static final long LEAST = 1L << 24;
  private static final long MOST = (1L << 32) - 1;

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.NUMBER, Trigger.CODE);
  }

  @Override
  public boolean fits(int length, Row row) {
    boolean one = length > 2 || length == 2 && row.goesOn();
    return one && length <= IpWords.LONGEST_BYTE || length >= 9 && length <= 10;
  }

  @Override
  public boolean fitsUnnamed(int length, Row row) {
    return length > 2 && fits(length, row); // as the host of a URL
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    boolean zero = text.at(at) == '0';
    int end = zero || text.isDigit(at) ? text.wordEnd(at) : at;
    if (end - at > IpWords.LONGEST_BYTE) {
      return whole(reading, at, end, zero && isHex(text, at));
    }
    return zero && text.at(end) == '.' && text.at(at - 1) != '.' && dotted(reading, at);
  }

  /** All four bytes as one number. */
  private static boolean whole(Reading reading, int from, int to, boolean hex) {
    NormalText text = reading.text();
    int radix = hex ? 16 : 10;
    long value = 0;
    for (int at = hex ? from + 2 : from; at < to; at++) {
      int digit = Character.digit(text.at(at), radix);
      if (digit < 0) {
        return false;
      }
      value = value * radix + digit;
    }
    boolean sized = !hex || to - from == 10;
    return value >= LEAST
        && value <= MOST
        && !(text.at(to) == '.' && text.isAlphanumeric(to + 1))
        && (isHost(text, from, to)
            || sized
                && !text.startsWith("octets=", from - 7) // how many they are
                && (IpWords.callAddress(reading, from) || IpWords.explain(text, to)))
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
      if (IpWords.value(text, hex ? at + 2 : at, end, hex ? 16 : octal ? 8 : 10) > 255
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

  private static boolean isHex(NormalText text, int at) {
    return text.at(at) == '0' && (text.at(at + 1) | 0x20) == 'x';
  }

  /** Whether it is what a URL leads to. */
  private static boolean isHost(NormalText text, int from, int to) {
    boolean authority =
        text.at(from - 1) == '/' && text.at(from - 2) == '/' && text.at(from - 3) == ':';
    return authority && text.at(to) != '.' && text.at(to) != '-' && text.at(to) != '@';
  }
}
