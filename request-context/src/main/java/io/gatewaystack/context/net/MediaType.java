package io.gatewaystack.context.net;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a {@code Content-Type} (RFC 9110 section 8.3) that say how a message is read.
 *
 * @param type in lower case without parameters; empty when there is none
 * @param charset as it is declared; null when none is
 */
public record MediaType(String type, @Nullable String charset) {
  private static final String AMBIGUOUS = "ambiguous";

  /** What the lines of one message say; two of them say nothing sure. */
  public static MediaType of(List<String> lines) {
    return switch (lines.size()) {
      case 0 -> of((String) null);
      case 1 -> of(lines.get(0));
      default -> new MediaType(AMBIGUOUS, AMBIGUOUS);
    };
  }

  /** What one line says; a character set declared twice, or in parts, is none that is known. */
  public static MediaType of(@Nullable String line) {
    String said = line == null ? "" : line;
    int semicolon = said.indexOf(';');
    return semicolon < 0
        ? new MediaType(type(said), null)
        : new MediaType(type(said.substring(0, semicolon)), charset(said.substring(semicolon + 1)));
  }

  private static String type(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  private static @Nullable String charset(String parameters) {
    String charset = null;
    for (String parameter : parameters.split(";", -1)) {
      String[] pair = parameter.strip().split("=", 2);
      String name = pair[0].strip().toLowerCase(Locale.ROOT);
      if (name.equals("charset") || name.startsWith("charset*")) { // RFC 2231 spells it so, too
        boolean alone = charset == null && pair.length == 2 && name.equals("charset");
        charset = alone ? pair[1].strip().replace("\"", "") : AMBIGUOUS;
      }
    }
    return charset;
  }

  /** Whether it is {@code application/json}, or JSON by its suffix (RFC 6839 section 3.1). */
  public boolean isJson() {
    return type.equals("application/json")
        || type.startsWith("application/") && type.endsWith("+json");
  }

  /** Whether the message has several parts. */
  public boolean isMultipart() {
    return type.startsWith("multipart/");
  }

  /** Whether UTF-8 is declared, or nothing, which means the same to JSON. */
  public boolean isUtf8() {
    return charset == null || charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("utf8");
  }

  /** Whether a reader of UTF-8 reads what is written: ASCII is part of it. */
  public boolean readsAsUtf8() {
    return isUtf8() || "us-ascii".equalsIgnoreCase(charset) || "ascii".equalsIgnoreCase(charset);
  }
}
