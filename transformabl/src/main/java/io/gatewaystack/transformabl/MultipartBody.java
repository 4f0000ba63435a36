package io.gatewaystack.transformabl;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a form ({@code multipart/form-data}, RFC 7578 and RFC 2046 section 5.1), read strictly:
 * nothing before the first boundary, nothing behind the last, and nothing beside a boundary in its
 * line. Text and JSON in the parts is looked at, other parts are labelled as not scanned.
 */
final class MultipartBody {
  private static final String LINE = "\r\n";

  private final String body; // one character for each byte
  private final TextParts parts;
  private final Tally tally;
  private final StringBuilder edited;

  private MultipartBody(byte[] body, TextParts parts) {
    this.body = new String(body, StandardCharsets.ISO_8859_1);
    this.parts = parts;
    this.tally = parts.redactor().tally();
    this.edited = new StringBuilder(body.length);
  }

  /**
   * The body with matches replaced; what is not touched keeps its bytes.
   *
   * @param boundary what separates the parts
   * @return {@code bytes} itself when nothing was replaced; null when the body is malformed, or
   *     would have other parts with what was replaced
   */
  static byte @Nullable [] edited(byte[] bytes, @Nullable String boundary, TextParts parts) {
    if (boundary == null || boundary.isEmpty() || boundary.length() > 70) {
      return null;
    }
    MultipartBody multipart = new MultipartBody(bytes, parts);
    if (!multipart.read("--" + boundary)) {
      return null;
    }
    String edited = multipart.edited.toString();
    if (edited.equals(multipart.body)) {
      return bytes;
    }
    String delimiter = LINE + "--" + boundary;
    boolean same = count(edited, delimiter) == count(multipart.body, delimiter);
    return same ? edited.getBytes(StandardCharsets.ISO_8859_1) : null;
  }

  private static int count(String text, String part) {
    int count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
      count++;
    }
    return count;
  }

  private boolean read(String delimiter) {
    if (!body.startsWith(delimiter)) {
      return false;
    }
    edited.append(delimiter);
    int at = delimiter.length();
    while (body.startsWith(LINE, at)) {
      int start = at + LINE.length();
      int end = body.indexOf(LINE + delimiter, start);
      if (end < 0) {
        return false;
      }
      edited.append(LINE);
      if (!part(start, end)) {
        return false;
      }
      edited.append(LINE).append(delimiter);
      at = end + LINE.length() + delimiter.length();
    }
    String rest = body.substring(at);
    edited.append(rest);
    return rest.equals("--") || rest.equals("--" + LINE);
  }

  private boolean part(int start, int end) {
    int blank = body.indexOf(LINE + LINE, start);
    if (blank < 0 || blank + 2 * LINE.length() > end) {
      return false;
    }
    String head = body.substring(start, blank);
    Map<String, String> fields = fields(head);
    String name = fields == null ? null : name(fields);
    if (fields == null || name == null) {
      return false;
    }
    parts.redactor().labelled(utf8(head));
    edited.append(head).append(LINE).append(LINE);
    edited.append(content(fields, name, body.substring(blank + 2 * LINE.length(), end)));
    return true;
  }

  private String content(Map<String, String> fields, String name, String raw) {
    ContentType type = ContentType.parse(fields.getOrDefault("content-type", "text/plain"));
    byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
    boolean readable = type.isText() || type.isJson();
    boolean encoded = fields.containsKey("content-transfer-encoding");
    BodyText text = readable && !encoded ? type.read(bytes, bytes.length) : null;
    if (text == null) {
      tally.label(Tally.UNSCANNED);
      return raw;
    }
    String now = parts.edited(text.content(), name, TextParts.pointer(name));
    return new String(text.with(now), StandardCharsets.ISO_8859_1);
  }

  private static @Nullable String name(Map<String, String> fields) {
    ContentType disposition = // the same grammar
        ContentType.parse(fields.getOrDefault("content-disposition", ""));
    String name = disposition.parameters().get("name");
    return disposition.type().equals("form-data") && name != null ? utf8(name) : null;
  }

  /** The fields of a part by name in lower case; null when one is malformed or comes twice. */
  private static @Nullable Map<String, String> fields(String head) {
    Map<String, String> fields = new HashMap<>();
    for (String line : head.split(LINE, -1)) {
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
      boolean token = !name.isEmpty() && name.chars().noneMatch(c -> c <= ' ');
      if (!token || fields.put(name, line.substring(colon + 1).strip()) != null) {
        return null;
      }
    }
    return fields;
  }

  private static String utf8(String bytes) {
    return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }
}
