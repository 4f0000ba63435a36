package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/**
 * IPv6 addresses in every spelling of RFC 4291 section 2.2: whole, compressed, with an IPv4 tail.
 * Times, hardware addresses and scopes of programming languages ({@code dead::Beef}) are none.
 */
final class Ipv6Detector implements Detector {
  private static final int GROUPS = 8;
  private static final int LONGEST = 46;

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.COLON);
  }

  @Override
  public boolean at(Reading reading, int colon) {
    NormalText text = reading.text();
    int start = colon;
    while (colon - start < 5 && text.isAlphanumeric(start - 1)) {
      start--;
    }
    int end = colon;
    while (end - start <= LONGEST && isPart(text.at(end))) {
      end++;
    }
    if (end - colon < 2) {
      return false;
    }
    reading.skipTo(end);
    if (colon - start > 4 || text.isAlphanumeric(end) || end - start > LONGEST) {
      return false;
    }
    while (text.at(end - 1) == '.' || text.at(end - 1) == ':' && text.at(end - 2) != ':') {
      end--; // the end of a sentence
    }
    boolean slice = text.at(start - 1) == '[' && isOperand(text, start - 2);
    return !slice
        && isAddress(reading, start, end)
        && reading.add(start, end, Strength.FAIR, "groups");
  }

  /** What stands in front of an index in programs: {@code list[::2]}. */
  private static boolean isOperand(NormalText text, int at) {
    return text.isAlphanumeric(at) || text.at(at) == ']' || text.at(at) == ')';
  }

  private static boolean isPart(char c) {
    return isHex(c) || c == ':' || c == '.';
  }

  private static boolean isHex(char c) {
    int lower = c | 0x20;
    return c >= '0' && c <= '9' || lower >= 'a' && lower <= 'f';
  }

  private static boolean isAddress(Reading reading, int start, int end) {
    NormalText text = reading.text();
    int groups = 0;
    int pairs = 0;
    int digits = 0;
    int gap = -1;
    int at = start;
    while (at < end) {
      int size = hexDigits(text, at);
      if (size > 0 && text.at(at + size) == '.') {
        groups += 2;
        at = quadEnd(text, at);
        if (at != end) {
          return false;
        }
        digits++;
        break;
      }
      if (size > 4 || size == 0 && (at != start || text.at(at + 1) != ':') && !(at == end)) {
        return false;
      }
      for (int i = at; i < at + size; i++) {
        digits += text.isDigit(i) ? 1 : 0;
      }
      groups += size > 0 ? 1 : 0;
      pairs += size == 2 ? 1 : 0;
      at += size;
      if (at < end) {
        if (text.at(at) != ':') {
          return false;
        }
        boolean doubled = text.at(at + 1) == ':';
        if (doubled && gap >= 0 || !doubled && at + 1 == end) {
          return false;
        }
        gap = doubled ? groups : gap;
        at += doubled ? 2 : 1;
      }
    }
    return gap < 0
        ? groups == GROUPS && pairs < GROUPS
        : groups < GROUPS && isDistinct(reading, start, end, groups, digits);
  }

  /** Whether a compressed address is no scope operator between short words. */
  private static boolean isDistinct(Reading reading, int start, int end, int groups, int digits) {
    if (groups == 0) {
      return false;
    }
    int first = hexDigits(reading.text(), start);
    boolean usual = first == 0 || first >= 3 || groups >= 3;
    return usual && digits > 0 || reading.words().nearest(start, end) == Topic.HOST;
  }

  private static int hexDigits(NormalText text, int at) {
    int end = at;
    while (isHex(text.at(end))) {
      end++;
    }
    return end - at;
  }

  /** Where an IPv4 address ends; -1 when there is none. */
  private static int quadEnd(NormalText text, int from) {
    int at = from;
    for (int octet = 0; octet < 4; octet++) {
      int value = 0;
      int start = at;
      while (text.isDigit(at) && at - start < 4) {
        value = value * 10 + text.at(at++) - '0';
      }
      if (at == start || value > 255 || octet < 3 && text.at(at++) != '.') {
        return -1;
      }
    }
    return at;
  }
}
