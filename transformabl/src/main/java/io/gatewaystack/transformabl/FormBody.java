package io.gatewaystack.transformabl;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Parameters of a form ({@code application/x-www-form-urlencoded}, WHATWG URL section 5). */
final class FormBody {
  private FormBody() {}

  /**
   * The body with matches replaced; what is not touched keeps its spelling.
   *
   * @return {@code body} itself when nothing was replaced; null when it is malformed
   */
  static byte @Nullable [] edited(byte[] body, TextParts parts) {
    String form = new String(body, StandardCharsets.ISO_8859_1);
    StringBuilder edited = new StringBuilder(form.length());
    try {
      int at = 0;
      while (at <= form.length()) {
        int end = form.indexOf('&', at);
        end = end < 0 ? form.length() : end;
        pair(form.substring(at, end), parts, edited);
        if (end < form.length()) {
          edited.append('&');
        }
        at = end + 1;
      }
    } catch (IllegalArgumentException e) { // a percent sign without two digits behind it
      return null;
    }
    return edited.compareTo(new StringBuilder(form)) == 0
        ? body
        : edited.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** What has no equals sign has no value either, yet it may be all there is: it is the value. */
  private static void pair(String pair, TextParts parts, StringBuilder edited) {
    int equals = pair.indexOf('=');
    String rawName = pair.substring(0, Math.max(equals, 0));
    String name = decoded(rawName);
    parts.redactor().labelled(name);
    String rawValue = pair.substring(equals + 1);
    String value = decoded(rawValue);
    String now = parts.edited(value, name, TextParts.pointer(name));
    edited.append(pair, 0, equals + 1);
    edited.append(now.equals(value) ? rawValue : URLEncoder.encode(now, StandardCharsets.UTF_8));
  }

  /** A form as a text: a pair to each line, without escapes. */
  static String readable(String form) {
    return decoded(form.replace('&', '\n'));
  }

  private static String decoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return URLDecoder.decode(new String(bytes, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
