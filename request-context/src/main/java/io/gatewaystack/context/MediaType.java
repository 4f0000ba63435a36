package io.gatewaystack.context;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The parts of a {@code Content-Type} that decide whether a body may be read as JSON. */
record MediaType(String type, @Nullable String charset) {

  static MediaType of(Headers headers) {
    return parse(headers.first("Content-Type").orElse(""));
  }

  private static MediaType parse(String contentType) {
    int semicolon = contentType.indexOf(';');
    if (semicolon < 0) {
      return new MediaType(contentType.strip().toLowerCase(Locale.ROOT), null);
    }
    String charset = null;
    for (String parameter : contentType.substring(semicolon + 1).split(";", 16)) {
      String[] pair = parameter.strip().split("=", 2);
      if (pair.length == 2 && pair[0].strip().equalsIgnoreCase("charset")) {
        charset = charset == null ? pair[1].strip().replace("\"", "") : "ambiguous";
      }
    }
    return new MediaType(
        contentType.substring(0, semicolon).strip().toLowerCase(Locale.ROOT), charset);
  }

  boolean isJson() {
    return type.equals("application/json")
        || type.startsWith("application/") && type.endsWith("+json");
  }

  boolean isMultipart() {
    return type.startsWith("multipart/");
  }

  boolean isUtf8() {
    return charset == null || charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("utf8");
  }
}
