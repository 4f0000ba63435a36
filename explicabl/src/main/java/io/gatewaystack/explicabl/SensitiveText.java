package io.gatewaystack.explicabl;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * Recognises what must not stand in a log: e-mail addresses, card numbers, credentials. Works on
 * short texts that name something (a path, a subject, a tool), in one pass over each reading of the
 * text, so its time grows with the length and no text can make it worse. Scanning content is
 * transformabl's work, not this.
 */
final class SensitiveText {
  /** {@code %252540} is an {@code @} that was encoded three times. */
  private static final int DECODINGS = 3;

  /** What was found, and what is written in its place. */
  enum Finding {
    EMAIL("[email]"),
    CARD("[card]"),
    SECRET("[secret]");

    private final String placeholder;

    Finding(String placeholder) {
      this.placeholder = placeholder;
    }

    String placeholder() {
      return placeholder;
    }
  }

  private SensitiveText() {}

  /** Whether a glance is enough: nothing in the text could start a finding. */
  static boolean isHarmless(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        if (++digits == CardNumber.MIN_DIGITS) {
          return false;
        }
      } else if (!CardNumber.isSeparator(c)) {
        digits = 0;
        if (c == '@' || c == '%' || c == ';' || c > 0x7E) {
          return false;
        }
      }
    }
    return !Secret.mayStartIn(text);
  }

  /** The first kind of sensitive text in a piece of text, however it is encoded. */
  static @Nullable Finding find(String piece) {
    String text = decoded(piece);
    if (Secret.isIn(text)) {
      return Finding.SECRET;
    }
    if (hasEmail(text)) {
      return Finding.EMAIL;
    }
    return CardNumber.isIn(text) ? Finding.CARD : null;
  }

  /** What a reader would see: percent-decoded, compatibility forms folded, invisibles removed. */
  private static String decoded(String piece) {
    String text = piece;
    for (int i = 0; i < DECODINGS && text.indexOf('%') >= 0; i++) {
      text = percentDecoded(text);
    }
    if (text.chars().allMatch(c -> c < 0x80)) {
      return text;
    }
    StringBuilder visible = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .codePoints()
        .filter(c -> Character.getType(c) != Character.FORMAT)
        .forEach(visible::appendCodePoint);
    return visible.toString();
  }

  /** Unlike the decoder of routing, this one keeps what is malformed: it must not miss the rest. */
  private static String percentDecoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int to = 0;
    for (int from = 0; from < bytes.length; from++) {
      int high = from + 2 < bytes.length ? Character.digit(bytes[from + 1], 16) : -1;
      int low = from + 2 < bytes.length ? Character.digit(bytes[from + 2], 16) : -1;
      if (bytes[from] == '%' && high >= 0 && low >= 0) {
        bytes[to++] = (byte) (high << 4 | low);
        from += 2;
      } else {
        bytes[to++] = bytes[from];
      }
    }
    return new String(bytes, 0, to, StandardCharsets.UTF_8);
  }

  private static boolean hasEmail(String text) {
    for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
      if (at > 0 && endsLocalPart(text.charAt(at - 1)) && startsDomain(text, at + 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsLocalPart(char c) {
    return c > 0x20 && "/\\<>()[],:;@".indexOf(c) < 0;
  }

  /**
   * A domain has a dot with a letter behind it, so that {@code client@clients} and {@code
   * package@1.2.3} are none. A digit behind {@code [} starts an address literal.
   */
  private static boolean startsDomain(String text, int from) {
    if (from + 1 < text.length() && text.charAt(from) == '[') {
      return Character.isLetterOrDigit(text.charAt(from + 1));
    }
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' && i > from && i + 1 < text.length()) {
        if (Character.isLetter(text.charAt(i + 1))) {
          return true;
        }
      } else if (c != '-' && c != '_' && !Character.isLetterOrDigit(c)) {
        return false;
      }
    }
    return false;
  }
}
