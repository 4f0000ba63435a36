package io.gatewaystack.context;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parts of a {@code Content-Type} that decide whether a body may be read as JSON. */
record MediaType(String type, @Nullable String charset) {

  private static final String AMBIGUOUS = "ambiguous";

  static MediaType of(Headers headers) {
    List<String> values = headers.all("Content-Type");
    return switch (values.size()) {
      case 0 -> new MediaType("", null);
      case 1 -> parse(values.get(0));
      default -> new MediaType(AMBIGUOUS, AMBIGUOUS);
    };
  }

  private static MediaType parse(String contentType) {
    int semicolon = contentType.indexOf(';');
    if (semicolon < 0) {
      return new MediaType(contentType.strip().toLowerCase(Locale.ROOT), null);
    }
    String charset = null;
    for (String parameter : contentType.substring(semicolon + 1).split(";", -1)) {
      String[] pair = parameter.strip().split("=", 2);
      String name = pair[0].strip().toLowerCase(Locale.ROOT);
      if (name.equals("charset") || name.startsWith("charset*")) { // RFC 2231 spells it so, too
        boolean alone = charset == null && pair.length == 2 && name.equals("charset");
        charset = alone ? pair[1].strip().replace("\"", "") : AMBIGUOUS;
      }
    }
    return new MediaType(
        contentType.substring(0, semicolon).strip().toLowerCase(Locale.ROOT), charset);
  }

  boolean isMultipart() {
    return type.startsWith("multipart/");
  }

  boolean isUtf8() {
    return charset == null || charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("utf8");
  }
}
