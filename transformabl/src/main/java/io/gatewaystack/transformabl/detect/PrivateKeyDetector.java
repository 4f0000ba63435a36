package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.Set;

/** Private keys in PEM armour (RFC 7468, RFC 9580), up to their end or as far as they go. */
final class PrivateKeyDetector extends Detector {
  private static final String BEGIN = "-----begin ";
  private static final String END = "-----end ";
  private static final String DASHES = "-----";
  private static final int LONGEST_LABEL = 40;
  private static final int SHORTEST = 20;

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.DASHES);
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    if (text.at(at + 1) != '-' || !text.startsWith(BEGIN, at)) {
      return false;
    }
    int label = at + BEGIN.length();
    int labelEnd = labelEnd(text, label);
    String name = text.text(label, labelEnd);
    if (!name.contains("PRIVATE KEY") || !text.startsWith(DASHES, labelEnd)) {
      return false;
    }
    int end = bodyEnd(text, labelEnd + DASHES.length());
    if (end - labelEnd < SHORTEST) {
      return false; // only the name of the armour
    }
    if (text.startsWith(END, end)) {
      int close = labelEnd(text, end + END.length());
      end = text.startsWith(DASHES, close) ? close + DASHES.length() : close;
    }
    return reading.add(at, end, Strength.STRONG, "armour");
  }

  private static int labelEnd(NormalText text, int from) {
    int end = from;
    while (end - from < LONGEST_LABEL && (text.isLetter(end) || text.at(end) == ' ')) {
      end++;
    }
    return end;
  }

  /** Where the end marker stands, or where base64 and line breaks, also escaped ones, end. */
  private static int bodyEnd(NormalText text, int from) {
    int at = from;
    while (at < text.length() && isBody(text, at, "+/=:,. \t\r\n\\")) {
      at++;
    }
    if (text.startsWith(END, at)) {
      return at;
    }
    at = from;
    while (at < text.length() && isBody(text, at, "+/= \t\r\n\\")) {
      at++;
    }
    while (at > from && Character.isWhitespace(text.at(at - 1))) {
      at--;
    }
    return at;
  }

  private static boolean isBody(NormalText text, int at, String marks) {
    char c = text.at(at);
    boolean dash = c == '-' && text.at(at + 1) != '-';
    return text.isAlphanumeric(at) || dash || marks.indexOf(c) >= 0;
  }
}
