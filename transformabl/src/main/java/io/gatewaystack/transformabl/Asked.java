package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the message in front of one asked for: {@code {"content":"Your date of birth?"},
 * {"content":"…"}}. A question counts as it is read afterwards. Not safe for use by several
 * threads.
 */
final class Asked {
  private static final String[] MESSAGES = {"content", "text", "message", "body", "msg", "value"};
  private static final int SHORTEST_NAME = 3;
  private static final int LONGEST_NAME = 7;
  private static final int LONGEST_QUESTION = 400; // bytes of its literal
  private static final int LONGEST_ANSWER = 80;

  private final byte[] json;
  private String question = ""; // the message before, if it asks
  private int nameFrom; // of the member that holds it
  private int nameTo;

  Asked(byte[] json) {
    this.json = json;
  }

  /**
   * Leaves a value behind.
   *
   * @param keyFrom where the name of its member starts, without the quote
   * @param keyTo where that ends
   * @param now what becomes of its text; null when it stays
   */
  void leave(int keyFrom, int keyTo, Leaf value, @Nullable String now) {
    if (value.kind() != Leaf.Kind.STRING || !isMessage(keyFrom, keyTo)) {
      return;
    }
    question = "";
    if (value.to() - value.from() <= LONGEST_QUESTION && mayAsk(value)) {
      String text = now != null ? now : value.text();
      question = asks(text) ? text : "";
      nameFrom = keyFrom;
      nameTo = keyTo;
    }
  }

  private boolean isMessage(int from, int to) {
    int length = to - from;
    if (length < SHORTEST_NAME || length > LONGEST_NAME) {
      return false;
    }
    for (String name : MESSAGES) {
      if (name.length() == length && name.charAt(0) == json[from] && name.equals(text(from, to))) {
        return true;
      }
    }
    return false;
  }

  private String text(int from, int to) {
    return new String(json, from, to - from, StandardCharsets.UTF_8);
  }

  /** By its last byte, before the text is made. */
  private boolean mayAsk(Leaf value) {
    byte last = json[value.to() - 2];
    return last == '?' || last == ':' || last == '.' || last < 0;
  }

  private static boolean asks(String text) {
    char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
    boolean mark = last == '?' || last == ':' || last == '？' || last == '؟' || last == '：';
    return mark || text.toLowerCase(Locale.ROOT).contains("your ");
  }

  /** The question in front of a value; empty when there is none, or its member is another. */
  String of(int keyFrom, int keyTo, Leaf value) {
    boolean answers =
        !question.isEmpty()
            && value.kind() == Leaf.Kind.STRING
            && value.to() - value.from() <= LONGEST_ANSWER
            && keyFrom != nameFrom
            && isSame(keyFrom, keyTo);
    return answers ? question : "";
  }

  private boolean isSame(int from, int to) {
    return to - from == nameTo - nameFrom && text(from, to).equals(text(nameFrom, nameTo));
  }
}
