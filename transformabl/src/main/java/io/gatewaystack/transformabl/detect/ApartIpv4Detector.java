package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.Marks;
import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/**
 * IPv4 addresses with other marks than dots between their bytes, beside the word for one: {@code
 * ip-192-0-2-1}, {@code "ip": [192, 0, 2, 1]}.
 */
final class ApartIpv4Detector extends Detector {
  private static final int BYTES = 4;
  private static final int LONGEST_GAP = 4;
  private static final Marks GAPS = Marks.of("-_,:/| \t\"'");

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.NUMBER);
  }

  @Override
  public boolean fits(int length, Row row) {
    return length <= 3;
  }

  @Override
  public Set<Topic> topics() {
    return Set.of(Topic.HOST);
  }

  @Override
  public boolean at(Reading reading, int at) {
    int end = reading.text().wordEnd(at);
    return isGap(reading.text().at(end)) && bytes(reading, at, end);
  }

  /** Four bytes with the same marks between all, and no fifth. */
  private static boolean bytes(Reading reading, int from, int firstEnd) {
    NormalText text = reading.text();
    int gap = gap(text, firstEnd);
    if (gap == 0 || text.isDigit(from - gap - 1) && isSame(text, firstEnd, from - gap, gap)) {
      return false;
    }
    int end = firstEnd;
    boolean large = IpWords.value(text, from, end, 10) > 99;
    for (int i = 1; i < BYTES; i++) {
      if (!isSame(text, firstEnd, end, gap)) {
        return false;
      }
      int next = end + gap;
      end = text.wordEnd(next);
      int value = IpWords.value(text, next, end, 10);
      if (value > 255) {
        return false;
      }
      large |= value > 99;
    }
    boolean whole = !(isSame(text, firstEnd, end, gap) && text.isDigit(end + gap));
    return whole
        && large
        && IpWords.value(text, from, firstEnd, 10) <= 255
        && isCalledHost(reading, from, end, text.at(firstEnd))
        && reading.add(from, end, Strength.FAIR, Topic.HOST.why());
  }

  private static boolean isCalledHost(Reading reading, int from, int to, char joint) {
    boolean list = joint == ' ' || joint == ',';
    return reading.words().nearest(from, to) == Topic.HOST
        && (!list || IpWords.callAddress(reading, from));
  }

  private static int gap(NormalText text, int from) {
    int gap = 0;
    while (gap < LONGEST_GAP && isGap(text.at(from + gap))) {
      gap++;
    }
    return text.isDigit(from + gap) ? gap : 0;
  }

  private static boolean isGap(char c) {
    return GAPS.have(c);
  }

  private static boolean isSame(NormalText text, int one, int other, int length) {
    for (int i = 0; i < length; i++) {
      if (text.at(one + i) != text.at(other + i)) {
        return false;
      }
    }
    return true;
  }
}
