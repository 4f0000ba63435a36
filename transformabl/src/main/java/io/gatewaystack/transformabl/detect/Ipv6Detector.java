package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.Marks;
import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/**
 * IPv6 addresses in every spelling of RFC 4291 section 2.2: whole, compressed, with an IPv4 tail.
 * Times, hardware addresses and scopes of programming languages ({@code dead::Beef}) are none.
 */
final class Ipv6Detector extends Detector {
  private static final int GROUPS = 8;
  private static final int LONGEST_GROUP = 4;
  private static final int LONGEST = 46;
  private static final int LONGEST_ZONE = 16;
  private static final int LONGEST_PORT = 5;
  private static final int LONGEST_SLICE = 32;
  private static final Marks SLICES = Marks.of("0123456789:-, ");

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.COLON);
  }

  @Override
  public boolean at(Reading reading, int colon) {
    NormalText text = reading.text();
    int start = colon;
    while (colon - start <= LONGEST_GROUP && text.isAlphanumeric(start - 1)) {
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
    if (colon - start > LONGEST_GROUP || text.isAlphanumeric(end) || end - start > LONGEST) {
      return false;
    }
    while (text.at(end - 1) == '.' || text.at(end - 1) == ':' && text.at(end - 2) != ':') {
      end--; // the end of a sentence
    }
    end = portStart(text, start, end);
    return !isSlice(text, start)
        && isAddress(reading, start, end)
        && reading.add(start, zoneEnd(text, end), Strength.FAIR, "groups");
  }

  /** In front of a port behind a point, as tcpdump writes it; the end when there is none. */
  private static int portStart(NormalText text, int start, int end) {
    int port = end;
    while (port > start && end - port < LONGEST_PORT && text.isDigit(port - 1)) {
      port--;
    }
    int last = text.wordStart(port - 1);
    boolean behind = port < end && text.at(port - 1) == '.' && text.at(last - 1) == ':';
    return behind && last < port - 1 ? port - 1 : end;
  }

  /** Behind the zone of an address (RFC 4007 section 11), if it has one. */
  private static int zoneEnd(NormalText text, int end) {
    int zone = text.at(end) == '%' ? Math.min(text.wordEnd(end + 1), end + LONGEST_ZONE) : end;
    return zone > end + 1 ? zone : end;
  }

  /** Whether it is an index in a program: {@code list[::2]}, {@code list[1:20, ::3]}. */
  private static boolean isSlice(NormalText text, int start) {
    int open = start - 1;
    if (text.at(open) == ' ' && text.at(open - 1) == ',') {
      while (start - open < LONGEST_SLICE && SLICES.have(text.at(open))) {
        open--;
      }
    }
    return text.at(open) == '[' && isOperand(text, open - 1);
  }

  /** What stands in front of an index. */
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
    int gap = gap(text, start, end);
    if (gap < 0) {
      return groups(text, start, end) == GROUPS && !arePairs(text, start, end);
    }
    int before = gap == start ? 0 : groups(text, start, gap);
    int behind = gap + 2 == end ? 0 : groups(text, gap + 2, end);
    int groups = before + behind;
    return before >= 0
        && behind >= 0
        && groups > 0
        && groups < GROUPS
        && isDistinct(reading, start, end, groups);
  }

  /** Where the first double colon stands; -1 when there is none. */
  private static int gap(NormalText text, int start, int end) {
    for (int at = start; at < end - 1; at++) {
      if (text.at(at) == ':' && text.at(at + 1) == ':') {
        return at;
      }
    }
    return -1;
  }

  /** How many groups stand between single colons; far below 0 when something else does. */
  private static int groups(NormalText text, int start, int end) {
    int groups = 0;
    int at = start;
    while (true) {
      int group = at;
      while (at < end && isHex(text.at(at))) {
        at++;
      }
      if (at < end && text.at(at) == '.') {
        return quadEnd(text, group) == end ? groups + 2 : -GROUPS;
      }
      groups++;
      if (at == group || at - group > LONGEST_GROUP) {
        return -GROUPS;
      }
      if (at == end) {
        return groups;
      }
      if (text.at(at++) != ':') {
        return -GROUPS;
      }
    }
  }

  /** A hardware address of eight bytes has eight groups, too: of two digits each. */
  private static boolean arePairs(NormalText text, int start, int end) {
    boolean pairs = end - start == 3 * GROUPS - 1;
    for (int at = start + 2; at < end; at += 3) {
      pairs &= text.at(at) == ':';
    }
    return pairs;
  }

  /** Whether a compressed address is no scope operator between short words. */
  private static boolean isDistinct(Reading reading, int start, int end, int groups) {
    NormalText text = reading.text();
    int digits = 0;
    int first = start;
    for (int at = start; at < end; at++) {
      digits += text.isDigit(at) ? 1 : 0;
      first += first == at && isHex(text.at(at)) ? 1 : 0;
    }
    boolean prefix = groups > 1 || first - start != 3 || text.at(end) == '/';
    boolean usual = prefix && (first == start || first - start >= 3 || groups >= 3);
    return usual && digits > 0 || reading.words().nearest(start, end) == Topic.HOST;
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
