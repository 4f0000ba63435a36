package io.gatewaystack.context.json;

import java.nio.charset.StandardCharsets;

/**
 * The id of a JSON-RPC 2.0 request: a string or a number, kept as JSON text so that it is answered
 * exactly as it was asked (section 4 of the JSON-RPC 2.0 specification; MCP forbids {@code null}).
 *
 * @param json the JSON text of the id, e.g. {@code 7} or {@code "a-1"}
 */
public record JsonRpcId(String json) {

  /** Longest id accepted, in characters of its JSON text. */
  public static final int MAX_LENGTH = 1024;

  /** Refuses empty and oversized ids and what is neither a JSON string nor an integer. */
  public JsonRpcId {
    if (json.isEmpty() || json.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "id of " + json.length() + " characters: (expected: 1..1024)");
    }
    if (!isStringLiteral(json) && !isInteger(json)) {
      throw new IllegalArgumentException("id: (expected: a JSON string or an integer)");
    }
  }

  /** The text is written into answers as it is: a quote or line break inside would end it early. */
  private static boolean isStringLiteral(String json) {
    int last = json.length() - 1;
    if (last < 1 || json.charAt(0) != '"' || json.charAt(last) != '"') {
      return false;
    }
    int i = 1;
    while (i < last) {
      char c = json.charAt(i);
      if (c == '"' || c < 0x20) {
        return false;
      }
      i += c == '\\' ? 2 : 1;
    }
    return i == last;
  }

  private static boolean isInteger(String json) {
    int first = json.charAt(0) == '-' ? 1 : 0;
    return first < json.length() && json.chars().skip(first).allMatch(c -> c >= '0' && c <= '9');
  }

  /** An id that is a number, as written. */
  public static JsonRpcId ofNumber(String digits) {
    return new JsonRpcId(digits);
  }

  /** An id that is a string. */
  public static JsonRpcId ofString(String text) {
    return new JsonRpcId(new String(JsonDocument.quote(text), StandardCharsets.UTF_8));
  }
}
