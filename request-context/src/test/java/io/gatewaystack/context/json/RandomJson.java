package io.gatewaystack.context.json;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Writes random strict documents, in every spelling the grammar allows; a seed says which. */
final class RandomJson {
  private static final String[] NUMBERS = {
    "0",
    "-0",
    "7",
    "-12",
    "1.00",
    "0.10",
    "1e5",
    "1E+5",
    "-2.5e-3",
    "12345678901234567890123",
    "1e0"
  };
  private static final String[] TEXTS = {
    "",
    "a",
    "name",
    "/",
    "~",
    "~1",
    "a/b~c",
    "\\\"",
    "\\\\",
    "\\/",
    "\\b\\f\\n\\r\\t",
    "\\u0041",
    "\\u00e9",
    "é",
    "漢字",
    "😀",
    "\\ud83d\\ude00",
    "\\uD83D\\uDE00x",
    "\u2028",
    "\u007f",
    "{[,:]}",
    "\\u0000",
    "\\u001F",
    "100%",
    " ",
    "'",
    "\uFFFD",
    "\uFEFF",
    "\\uFFFF"
  };
  private static final String[] SPACES = {"", "", "", " ", "\n", "\t", "\r\n", "  "};

  private final Random random;
  private final StringBuilder json = new StringBuilder();
  private int keys;

  private RandomJson(long seed) {
    random = new Random(seed);
  }

  static byte[] document(long seed) {
    RandomJson writer = new RandomJson(seed);
    writer.value(0);
    return writer.json.toString().getBytes(StandardCharsets.UTF_8);
  }

  private void value(int depth) {
    space();
    int kind = random.nextInt(depth > 5 ? 5 : 9);
    switch (kind) {
      case 0 -> json.append(pick(NUMBERS));
      case 1 -> json.append(random.nextBoolean());
      case 2 -> json.append("null");
      case 3, 4 -> json.append('"').append(text()).append('"');
      case 5, 6 -> array(depth);
      default -> object(depth);
    }
    space();
  }

  private void array(int depth) {
    json.append('[');
    int size = random.nextInt(5);
    for (int i = 0; i < size; i++) {
      json.append(i == 0 ? "" : ",");
      value(depth + 1);
    }
    json.append(size == 0 ? pick(SPACES) : "").append(']');
  }

  private void object(int depth) {
    json.append('{');
    int size = random.nextInt(5);
    for (int i = 0; i < size; i++) {
      json.append(i == 0 ? "" : ",").append(pick(SPACES));
      String unique = i == 0 ? "" : "_" + keys++;
      json.append('"').append(text()).append(unique).append('"').append(pick(SPACES)).append(':');
      value(depth + 1);
    }
    json.append(size == 0 ? pick(SPACES) : "").append('}');
  }

  private String text() {
    return pick(TEXTS) + (random.nextBoolean() ? pick(TEXTS) : "");
  }

  private void space() {
    json.append(pick(SPACES));
  }

  private String pick(String[] choices) {
    return choices[random.nextInt(choices.length)];
  }
}
