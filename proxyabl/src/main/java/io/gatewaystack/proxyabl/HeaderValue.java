package io.gatewaystack.proxyabl;

import java.util.Collection;
import java.util.Iterator;

/** Texts as values of header fields. */
final class HeaderValue {
  private static final String ENCODED = "UTF-8''";

  private HeaderValue() {}

  /** A value that came off a wire, made harmless: each run of control characters is one space. */
  static String clean(String value) {
    int first = firstControl(value);
    if (first < 0) {
      return value;
    }
    StringBuilder clean = new StringBuilder(value.length()).append(value, 0, first);
    boolean inRun = false;
    for (int i = first; i < value.length(); i++) {
      boolean control = isControl(value.charAt(i));
      if (!control) {
        clean.append(value.charAt(i));
      } else if (!inRun) {
        clean.append(' ');
      }
      inRun = control;
    }
    return clean.toString().strip();
  }

  private static int firstControl(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (isControl(value.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isControl(char c) {
    return c < 0x20 && c != '\t' || c == 0x7F;
  }

  /** Facts about a caller, each encoded, separated by spaces. */
  static String ofIdentity(Collection<String> facts) {
    Iterator<String> each = facts.iterator();
    String first = ofIdentity(each.next());
    if (!each.hasNext()) {
      return first;
    }
    StringBuilder joined = new StringBuilder(first);
    each.forEachRemaining(fact -> joined.append(' ').append(ofIdentity(fact)));
    return joined.toString();
  }

  private static boolean isVisible(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) <= 0x20 || text.charAt(i) >= 0x7F) {
        return false;
      }
    }
    return true;
  }

  /**
   * One fact about a caller. It is never cleaned, for that would merge two identities: visible
   * ASCII goes as it is, everything else as an extended value of RFC 8187 ({@code
   * UTF-8''J%C3%B6rg}). Two facts never have the same encoding.
   */
  static String ofIdentity(String fact) {
    boolean plain = isVisible(fact) && !fact.regionMatches(true, 0, ENCODED, 0, ENCODED.length());
    return plain ? fact : ENCODED + Percent.encode(fact);
  }
}
