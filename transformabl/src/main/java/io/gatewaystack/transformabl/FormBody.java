package io.gatewaystack.transformabl;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Parameters of a form ({@code application/x-www-form-urlencoded}, WHATWG URL section 5). */
final class FormBody {
  private FormBody() {}

  /**
   * The body with matches replaced; what is not touched keeps its bytes.
   *
   * @return {@code body} itself when nothing was replaced; null when it is malformed
   */
  static byte @Nullable [] edited(byte[] body, TextParts parts) {
    String form = new String(body, StandardCharsets.ISO_8859_1);
    if (form.indexOf('\0') >= 0) { // in no encoding of ASCII
      return null;
    }
    StringBuilder edited = new StringBuilder(form.length());
    try {
      int at = 0;
      while (at <= form.length()) {
        int end = form.indexOf('&', at);
        end = end < 0 ? form.length() : end;
        pair(form, at, end, parts, edited);
        if (end < form.length()) {
          edited.append('&');
        }
        at = end + 1;
      }
    } catch (IllegalArgumentException e) { // it cannot be read, or not be written
      return null;
    }
    return edited.compareTo(new StringBuilder(form)) == 0
        ? body
        : edited.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /** What has no equals sign has no value either, yet it may be all there is: it is the value. */
  private static void pair(String form, int from, int to, TextParts parts, StringBuilder edited) {
    int equals = form.indexOf('=', from);
    int start = equals < 0 || equals >= to ? from : equals + 1;
    String name = new FormText(form, from, Math.max(from, start - 1)).text();
    parts.redactor().labelled(name);
    FormText value = new FormText(form, start, to);
    edited.append(form, from, start);
    edited.append(value.with(parts.edits(value.text(), name, TextParts.pointer(name))));
  }

  /** A form as a text: a pair to each line, without escapes. */
  static String readable(byte[] body) {
    String lines = new String(body, StandardCharsets.ISO_8859_1).replace('&', '\n');
    return new FormText(lines, 0, lines.length()).text();
  }
}
