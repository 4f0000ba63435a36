package io.gatewaystack.transformabl;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A name or value of a form without its escapes, as the WHATWG URL Standard reads it (UTF-8, U+FFFD
 * for what is none), and where in the form each of its characters stands.
 */
final class FormText {
  private static final String NOT_UTF_8 = "\uFFFD";

  private final String form;
  private final StringBuilder text = new StringBuilder();
  private final int[] starts; // of characters; behind the last, where the text ends

  /**
   * Reads a stretch of a form.
   *
   * @param form one character for each byte
   * @throws IllegalArgumentException when a percent sign has not two digits behind it
   */
  FormText(String form, int from, int to) {
    this.form = form;
    byte[] bytes = new byte[to - from];
    int[] at = new int[to - from + 1];
    int length = 0;
    for (int next = from; next < to; length++) {
      at[length] = next;
      char c = form.charAt(next);
      bytes[length] = (byte) (c == '%' ? escaped(form, next, to) : c == '+' ? ' ' : c);
      next += c == '%' ? 3 : 1;
    }
    at[length] = to;
    this.starts = read(Arrays.copyOf(bytes, length), at);
  }

  private static int escaped(String form, int percent, int to) {
    int high = percent + 2 < to ? Character.digit(form.charAt(percent + 1), 16) : -1;
    int low = percent + 2 < to ? Character.digit(form.charAt(percent + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw new IllegalArgumentException("a percent sign without two digits");
    }
    return high << 4 | low;
  }

  /** Appends what the bytes say and returns where in the form its characters start. */
  private int[] read(byte[] bytes, int[] at) {
    int[] chars = new int[bytes.length + 1];
    int next = 0;
    while (next < bytes.length) {
      int size = size(bytes, next);
      int start = text.length();
      switch (size) {
        case 0 -> text.append(NOT_UTF_8);
        case 1 -> text.append((char) bytes[next]);
        default -> text.append(new String(bytes, next, size, StandardCharsets.UTF_8));
      }
      Arrays.fill(chars, start, text.length(), at[next]);
      next += Math.max(size, 1);
    }
    chars[text.length()] = at[bytes.length];
    return chars;
  }

  /** How many bytes the character has that starts at one; 0 when none does. */
  private static int size(byte[] bytes, int from) {
    int lead = bytes[from] & 0xFF;
    int size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (size == 1 || from + size > bytes.length) {
      return size == 1 ? 1 : 0;
    }
    byte[] again =
        new String(bytes, from, size, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(again, 0, again.length, bytes, from, from + size) ? size : 0;
  }

  String text() {
    return text.toString();
  }

  /**
   * The stretch of the form with other text in it; what is not touched keeps its spelling.
   *
   * @throws IllegalArgumentException when text is touched that is not UTF-8: nobody could write it
   */
  String with(List<TextEdit> edits) {
    StringBuilder edited = new StringBuilder();
    int at = starts[0];
    for (TextEdit edit : edits) {
      if (edit.with().contains(NOT_UTF_8)) {
        throw new IllegalArgumentException("not UTF-8");
      }
      edited.append(form, at, starts[edit.start()]);
      edited.append(URLEncoder.encode(edit.with(), StandardCharsets.UTF_8));
      at = starts[edit.end()];
    }
    return edited.append(form, at, starts[text.length()]).toString();
  }
}
