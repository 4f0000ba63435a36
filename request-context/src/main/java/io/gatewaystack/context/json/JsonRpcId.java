package io.gatewaystack.context.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The id of a JSON-RPC 2.0 request: a string or a number, kept as JSON text so that it is answered
 * exactly as it was asked (section 4 of the JSON-RPC 2.0 specification; MCP forbids {@code null}).
 *
 * @param json the JSON text of the id, e.g. {@code 7} or {@code "a-1"}
 */
public record JsonRpcId(String json) {

  /** Longest id accepted, in characters of its JSON text. */
  public static final int MAX_LENGTH = 1024;

  private static final int MAX_COMPARED = 100;

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

  /**
   * Whether some reader may take another id for this one: they compare numbers by their value, and
   * some take a text for the number it spells.
   *
   * @param written the other id as JSON text
   */
  public boolean mayBe(String written) {
    if (json.equals(written)) {
      return true;
    }
    Optional<BigDecimal> number = number(json);
    return number.isPresent()
        && (isLongNumber(written)
            || number(written).filter(n -> n.compareTo(number.get()) == 0).isPresent());
  }

  /** Nobody compares so many digits here. */
  private static boolean isLongNumber(String written) {
    return written.length() > MAX_COMPARED && !written.startsWith("\"");
  }

  private static Optional<BigDecimal> number(String written) {
    String text = written.startsWith("\"") ? written.substring(1, written.length() - 1) : written;
    if (text.length() > MAX_COMPARED) {
      return Optional.empty();
    }
    try {
      return Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
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
