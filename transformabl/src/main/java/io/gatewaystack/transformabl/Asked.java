package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.transformabl.text.Marks;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the message in front of one asked for: {@code {"content":"Your date of birth?"},
 * {"content":"…"}}. A question counts as it is read afterwards. Not safe for use by several
 * threads.
 */
final class Asked {
  private static final String[] MESSAGES = {"content", "text", "message", "body", "msg", "value"};
  private static final Marks FIRST = Marks.of("ctmbv"); // letters of these
  private static final int SHORTEST_NAME = 3;
  private static final int LONGEST_NAME = 7;
  private static final int LONGEST_QUESTION = 400; // bytes of its literal
  private static final int LONGEST_ANSWER = 80;

  private final byte[] json;
  private int from; // of the last message that may ask
  private int to; // 0 when there is none
  private @Nullable String now; // what became of it
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
   * @param text what becomes of its text; null when it stays
   */
  void leave(int keyFrom, int keyTo, Leaf value, @Nullable String text) {
    if (value.kind() == Leaf.Kind.STRING && isMessage(keyFrom, keyTo)) {
      from = value.from();
      to = mayAsk(value) ? value.to() : 0;
      now = text;
      nameFrom = keyFrom;
      nameTo = keyTo;
    }
  }

  private boolean isMessage(int start, int end) {
    int length = end - start;
    if (length < SHORTEST_NAME || length > LONGEST_NAME || !FIRST.have((char) json[start])) {
      return false;
    }
    for (String name : MESSAGES) {
      if (name.length() == length && name.charAt(0) == json[start] && is(name, start)) {
        return true;
      }
    }
    return false;
  }

  private boolean is(String name, int start) {
    for (int i = 1; i < name.length(); i++) {
      if (json[start + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** By its length and its last byte, before its text is made. */
  private boolean mayAsk(Leaf value) {
    byte last = json[value.to() - 2];
    boolean mark = last == '?' || last == ':' || last == '.' || last < 0;
    return mark && value.to() - value.from() <= LONGEST_QUESTION;
  }

  private static boolean asks(String text) {
    char last = text.isEmpty() ? ' ' : text.charAt(text.length() - 1);
    boolean mark = last == '?' || last == ':' || last == '？' || last == '؟' || last == '：';
    return mark || text.toLowerCase(Locale.ROOT).contains("your ");
  }

  /**
   * The question in front of a value; empty when there is none, its member is another, or no figure
   * answers it.
   */
  String of(int keyFrom, int keyTo, Leaf value) {
    boolean answers =
        to > 0
            && value.kind() == Leaf.Kind.STRING
            && value.to() - value.from() <= LONGEST_ANSWER
            && keyFrom != nameFrom
            && Arrays.equals(json, keyFrom, keyTo, json, nameFrom, nameTo)
            && hasFigure(value);
    if (!answers) {
      return "";
    }
    String text = now;
    String question = text == null ? Labels.string(json, from, to) : text;
    return asks(question) ? question : "";
  }

  private boolean hasFigure(Leaf value) {
    for (int at = value.from(); at < value.to(); at++) {
      if (json[at] >= '0' && json[at] <= '9' || json[at] < 0) {
        return true;
      }
    }
    return false;
  }
}
