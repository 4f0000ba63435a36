package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.Set;

/**
 * Tokens of bots, which have no prefix but a form: Telegram's {@code 123456789:AA…} and Discord's
 * three parts in base64url, the first of which is a number.
 */
final class BotTokenDetector extends Detector {
  private static final int LEAST_BOT_ID = 8;
  private static final int MOST_BOT_ID = 10;
  private static final int TELEGRAM_SECRET = 35;

  private static final int LEAST_USER = 23;
  private static final int MOST_USER = 28;
  private static final int TIME = 6;
  private static final int LEAST_MAC = 27;
  private static final int MOST_MAC = 43;

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.COLON, Trigger.KEY);
  }

  @Override
  public boolean startsWith(char first) {
    return first == 'M' || first == 'N' || first == 'O';
  }

  @Override
  public boolean at(Reading reading, int at) {
    return reading.text().at(at) == ':' ? telegram(reading, at) : discord(reading, at);
  }

  private static boolean telegram(Reading reading, int colon) {
    NormalText text = reading.text();
    int start = colon;
    while (colon - start <= MOST_BOT_ID && text.isDigit(start - 1)) {
      start--;
    }
    int id = colon - start;
    if (id < LEAST_BOT_ID || id > MOST_BOT_ID || !isToken(text, colon)) {
      return false;
    }
    boolean path = text.startsWith("/bot", start - 4);
    return (path || !text.isLetter(start - 1))
        && reading.add(start, colon + 1 + TELEGRAM_SECRET, Strength.STRONG, "shape");
  }

  /** Whether a colon and the secret of a bot stand at a place, the number of which ends there. */
  static boolean isToken(NormalText text, int colon) {
    return text.at(colon) == ':'
        && text.at(colon + 1) == 'A'
        && end(text, colon + 1, TELEGRAM_SECRET) - colon - 1 == TELEGRAM_SECRET;
  }

  private static boolean discord(Reading reading, int at) {
    NormalText text = reading.text();
    char first = text.at(at);
    if (first != 'M' && first != 'N' && first != 'O') { // what starts with a digit is encoded so
      return false;
    }
    int user = end(text, at, MOST_USER);
    if (user - at < LEAST_USER || text.at(user) != '.') {
      return false;
    }
    int time = end(text, user + 1, TIME);
    if (time - user - 1 != TIME || text.at(time) != '.') {
      return false;
    }
    int mac = end(text, time + 1, MOST_MAC);
    int length = mac - time - 1;
    return length >= LEAST_MAC
        && length <= MOST_MAC
        && reading.add(at, mac, Strength.STRONG, "shape");
  }

  /** Behind the characters of base64url that stand at a place, or behind too many of them. */
  private static int end(NormalText text, int from, int most) {
    int end = from;
    while (end - from <= most && isPart(text, end)) {
      end++;
    }
    return end;
  }

  private static boolean isPart(NormalText text, int at) {
    return text.isAlphanumeric(at) || text.at(at) == '-' || text.at(at) == '_';
  }
}
