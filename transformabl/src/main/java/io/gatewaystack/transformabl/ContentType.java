package io.gatewaystack.transformabl;

import io.gatewaystack.context.Headers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Content-Type} (RFC 9110 section 8.3).
 *
 * @param type the media type in lower case; empty when there is none, or several
 * @param parameters by name in lower case
 */
record ContentType(String type, Map<String, String> parameters) {
  private static final ContentType NONE = new ContentType("", Map.of());

  /** Those of a type that can be read in two ways: no character set is sure. */
  private static final Map<String, String> UNSURE = Map.of("charset", "");

  static ContentType of(Headers headers) {
    List<String> values = headers.all("Content-Type");
    return values.size() == 1 ? parse(values.get(0)) : NONE;
  }

  /** Reads a field; where its parameters could be read in two ways the media type alone counts. */
  static ContentType parse(String field) {
    int end = field.indexOf(';');
    String type =
        field.substring(0, end < 0 ? field.length() : end).strip().toLowerCase(Locale.ROOT);
    Map<String, String> parameters = new TreeMap<>();
    int at = end;
    while (at >= 0 && at < field.length()) {
      int equals = field.indexOf('=', at);
      if (equals < 0) {
        return field.substring(at + 1).isBlank() ? new ContentType(type, parameters) : unsure(type);
      }
      String name = field.substring(at + 1, equals).strip().toLowerCase(Locale.ROOT);
      Value value = value(field, equals + 1);
      if (value == null || parameters.put(name, value.text) != null) {
        return unsure(type);
      }
      at = value.end;
    }
    return new ContentType(type, parameters);
  }

  private static ContentType unsure(String type) {
    return new ContentType(type, UNSURE);
  }

  private record Value(String text, int end) {}

  /** The value that starts at a position, and where the next semicolon or the end is. */
  private static @Nullable Value value(String field, int start) {
    if (start < field.length() && field.charAt(start) == '"') {
      int quote = field.indexOf('"', start + 1);
      if (quote < 0 || field.substring(start, quote).indexOf('\\') >= 0) {
        return null;
      }
      int end = nextSemicolon(field, quote + 1);
      boolean alone = field.substring(quote + 1, end).isBlank();
      return alone ? new Value(field.substring(start + 1, quote), end) : null;
    }
    int end = nextSemicolon(field, start);
    return new Value(field.substring(start, end).strip(), end);
  }

  private static int nextSemicolon(String field, int from) {
    int semicolon = field.indexOf(';', from);
    return semicolon < 0 ? field.length() : semicolon;
  }

  boolean isJson() {
    return type.equals("application/json")
        || type.startsWith("application/") && type.endsWith("+json");
  }

  boolean isForm() {
    return type.equals("application/x-www-form-urlencoded");
  }

  boolean isFormData() {
    return type.equals("multipart/form-data");
  }

  boolean isText() {
    return type.startsWith("text/") || type.equals("application/xml") || type.endsWith("+xml");
  }

  boolean isUtf8() {
    String charset = parameters.getOrDefault("charset", "utf-8");
    return charset.equalsIgnoreCase("utf-8") || charset.equalsIgnoreCase("utf8");
  }

  /** What a body of this type says; see {@link BodyText#of}. */
  @Nullable BodyText read(byte[] bytes, int length) {
    return BodyText.of(bytes, length, parameters.get("charset"));
  }
}
