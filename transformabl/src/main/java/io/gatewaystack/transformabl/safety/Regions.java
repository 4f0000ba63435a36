package io.gatewaystack.transformabl.safety;

import java.util.Locale;

/**
 * Finds where a text goes on unseen once it is rendered: comments, elements styled away, the text
 * of images. One region at a time; where the end is missing, the rest is hidden.
 */
final class Regions {
  private static final int LONGEST_TAG = 400;
  private static final String[] STYLES = {
    "display:none", "visibility:hidden", "font-size:0", "font-size:1px", "opacity:0", "color:white",
    "color:#fff", "color:transparent", "left:-", "text-indent:-", "max-height:0", "clip:rect(0",
    "color=\"white", "color=white", "color=\"#fff"
  };

  private char[] chars = {};
  private int length;
  private int end;
  private String reason = "";

  /** Another text is read. */
  void of(char[] newChars, int newLength) {
    chars = newChars;
    length = newLength;
    end = 0;
    reason = "";
  }

  /** The stable word for the region that {@link #opens} found last. */
  String reason() {
    return reason;
  }

  /** Offset behind the region that was found last. */
  int end() {
    return end;
  }

  /** Whether a hidden region starts here. */
  boolean opens(int at) {
    if (at < end) {
      return false;
    }
    return chars[at] == '<' ? element(at) : bracket(at);
  }

  private boolean element(int at) {
    if (startsWith("<!--", at)) {
      return found("html_comment", endOf("-->", at + 4));
    }
    if (at + 1 >= length || !isLetter(chars[at + 1])) {
      return false;
    }
    int close = at + 1;
    while (close < length && close - at < LONGEST_TAG && chars[close] != '>') {
      if (chars[close] == '<') {
        return false;
      }
      close++;
    }
    String tag = new String(chars, at + 1, close - at - 1).toLowerCase(Locale.ROOT);
    if (!hides(tag)) {
      return false;
    }
    int name = 0;
    while (name < tag.length() && isLetter(tag.charAt(name))) {
      name++;
    }
    return found("hidden_style", endOf("</" + tag.substring(0, name), close));
  }

  private static boolean hides(String tag) {
    if (tag.indexOf("style") < 0 && tag.indexOf(" hidden") < 0 && tag.indexOf("color=") < 0) {
      return false;
    }
    String close = tag.replace(" ", "");
    for (String style : STYLES) {
      if (close.contains(style)) {
        return true;
      }
    }
    return tag.endsWith(" hidden") || tag.contains(" hidden ");
  }

  private boolean bracket(int at) {
    if (startsWith("[//]:", at) || startsWith("[comment]:", at) || startsWith("[_]:", at)) {
      return found("markdown_comment", endOf("\n", at));
    }
    if (at > 0 && chars[at - 1] == '!') {
      return found("image_text", endOf("]", at));
    }
    return false;
  }

  private boolean found(String why, int behind) {
    reason = why;
    end = behind;
    return true;
  }

  private boolean startsWith(String text, int at) {
    if (at + text.length() > length) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (lower(chars[at + i]) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private int endOf(String text, int from) {
    for (int at = from; at + text.length() <= length; at++) {
      if (startsWith(text, at)) {
        return at;
      }
    }
    return length;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
  }

  private static boolean isLetter(char c) {
    return lower(c) >= 'a' && lower(c) <= 'z';
  }
}
