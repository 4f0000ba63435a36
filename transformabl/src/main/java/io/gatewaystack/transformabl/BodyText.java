package io.gatewaystack.transformabl;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A text that was sent as bytes, of which nobody can doubt what it says: in the character set that
 * was declared, UTF-8 if none was, without a byte that means nothing there. Whatever stays of the
 * text has the same bytes again.
 *
 * @param text the text, a byte order mark included
 * @param charset what its bytes are in
 */
record BodyText(String text, Charset charset) {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /**
   * By name and alias in lower case: the sets of Unicode, and those of a byte that extend ASCII.
   */
  private static final Map<String, Charset> STANDARD =
      charsets(
          Stream.of(
                  Stream.of("utf-8", "utf-16", "utf-16be", "utf-16le", "us-ascii"),
                  IntStream.rangeClosed(1, 16).mapToObj(part -> "iso-8859-" + part),
                  IntStream.rangeClosed(1250, 1258).mapToObj(page -> "windows-" + page))
              .flatMap(names -> names)
              .toList());

  private static Map<String, Charset> charsets(List<String> names) {
    Map<String, Charset> charsets = new HashMap<>();
    for (String name : names) {
      if (Charset.isSupported(name)) {
        Charset charset = Charset.forName(name);
        charset.aliases().forEach(alias -> charsets.put(alias.toLowerCase(Locale.ROOT), charset));
        charsets.put(name, charset);
      }
    }
    return Map.copyOf(charsets);
  }

  /**
   * Reads a text.
   *
   * @param bytes the whole of it
   * @param length how many bytes of it to read; a character that is cut there is left out
   * @param declared the name of its character set; null when none is given
   * @return null when it is in another set, or says something else, or holds NUL
   */
  static @Nullable BodyText of(byte[] bytes, int length, @Nullable String declared) {
    Charset charset = charset(bytes, declared);
    if (charset == null) {
      return null;
    }
    CharsetDecoder decoder = charset.newDecoder(); // reports what means nothing
    CharBuffer text = CharBuffer.allocate((int) Math.ceil(length * decoder.maxCharsPerByte()));
    CoderResult read =
        decoder.decode(ByteBuffer.wrap(bytes, 0, length), text, length == bytes.length);
    String said = text.flip().toString();
    return read.isError() || said.indexOf('\0') >= 0 ? null : new BodyText(said, charset);
  }

  private static @Nullable Charset charset(byte[] bytes, @Nullable String declared) {
    String name = declared == null ? "utf-8" : declared.toLowerCase(Locale.ROOT);
    Charset charset = STANDARD.get(name);
    if (!StandardCharsets.UTF_16.equals(charset)) {
      return charset;
    }
    int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
    return switch (mark) {
      case 0xFEFF -> StandardCharsets.UTF_16BE;
      case 0xFFFE -> StandardCharsets.UTF_16LE;
      default -> null; // readers do not agree
    };
  }

  /** The text behind its byte order mark. */
  String content() {
    return text.substring(mark().length());
  }

  /** The bytes of another content. */
  byte[] with(String content) {
    return (mark() + content).getBytes(charset);
  }

  private String mark() {
    boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
    return marked ? text.substring(0, 1) : "";
  }
}
