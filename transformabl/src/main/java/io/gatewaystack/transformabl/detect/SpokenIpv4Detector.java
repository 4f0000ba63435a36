package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.Set;

/** IPv4 addresses as they are dictated: {@code 192 dot 0 dot 2 dot 7}. */
final class SpokenIpv4Detector implements Detector {
  private static final String DOT = " dot ";
  private static final int BYTES = 4;

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.DOT);
  }

  @Override
  public boolean at(Reading reading, int dot) {
    NormalText text = reading.text();
    int from = text.wordStart(dot - 1);
    int at = from;
    for (int i = 0; i < BYTES; i++) {
      int end = text.wordEnd(at);
      if (!isByte(text, at, end) || i < BYTES - 1 && !text.startsWith(DOT, end)) {
        return false;
      }
      at = i < BYTES - 1 ? end + DOT.length() : end;
    }
    return reading.add(from, at, Strength.FAIR, "octets");
  }

  private static boolean isByte(NormalText text, int from, int to) {
    int value = 0;
    for (int at = from; at < to; at++) {
      value = text.isDigit(at) ? value * 10 + text.at(at) - '0' : 256;
      if (value > 255) {
        return false;
      }
    }
    return to > from;
  }
}
