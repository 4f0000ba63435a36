package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.Set;

/**
 * URIs that hold a password (RFC 3986 section 3.2.1): {@code postgres://user:password@host/base}.
 */
final class ConnectionStringDetector extends Detector {
  private static final int LONGEST_LOGIN = 512;
  private static final int LONGEST_SCHEME = 24;

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.AT_SIGN);
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    int start = at;
    int colon = -1;
    while (at - start < LONGEST_LOGIN && isLogin(text.at(start - 1))) {
      start--;
      colon = text.at(start) == ':' ? start : colon;
    }
    boolean authority =
        text.at(start - 1) == '/' && text.at(start - 2) == '/' && text.at(start - 3) == ':';
    if (!authority || colon < 0 || colon + 1 >= at || StandIns.are(text, colon + 1, at)) {
      return false;
    }
    int scheme = start - 3;
    while (start - scheme < LONGEST_SCHEME && isScheme(text, scheme - 1)) {
      scheme--;
    }
    int end = at + 1;
    while (isRest(text.at(end))) {
      end++;
    }
    return scheme < start - 3 && end > at + 1 && reading.add(scheme, end, Strength.STRONG, "login");
  }

  private static boolean isLogin(char c) {
    return c > ' ' && "/@\"'<>`|".indexOf(c) < 0;
  }

  private static boolean isRest(char c) {
    return c > ' ' && "\"'<>`|@,;)]}".indexOf(c) < 0;
  }

  private static boolean isScheme(NormalText text, int at) {
    return text.isAlphanumeric(at) || text.at(at) == '+' || text.at(at) == '-';
  }
}
