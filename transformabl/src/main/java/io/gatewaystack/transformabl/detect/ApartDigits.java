package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Map;
import java.util.Set;

/**
 * Numbers whose digits are kept apart by marks that nobody writes in numbers, the same between all:
 * {@code 407|67|9353}, {@code 4:1:5:5:5:5:2:6:7:1}, {@code "519" "13" "1889"}. They need the word
 * for what they are, and stand in single digits or in the groups of their kind. Not safe for use by
 * several threads.
 */
final class ApartDigits {
  private static final int LONGEST_GAP = 4;
  private static final int LONGEST_GROUP = 6;
  private static final int MOST_GROUPS = 20;
  private static final int LEAST = 8;
  private static final int LONGEST_PHONE = 12;
  private static final int MOST = 19;

  /** Sizes of groups, and what a number so written can be. */
  private static final Map<String, Topic> SHAPES =
      Map.of(
          "324", Topic.SSN,
          "334", Topic.PHONE,
          "1334", Topic.PHONE,
          "4444", Topic.CARD,
          "465", Topic.CARD,
          "464", Topic.CARD,
          "224", Topic.BIRTH,
          "422", Topic.BIRTH);

  /** What a number so written may be, as bits. */
  static final int TOPICS =
      Topic.bits(Set.of(Topic.SSN, Topic.TAXPAYER, Topic.PHONE, Topic.CARD, Topic.BIRTH));

  private final StringBuilder digits = new StringBuilder(MOST);
  private final StringBuilder shape = new StringBuilder(MOST_GROUPS);
  private final int[] starts = new int[MOST_GROUPS];
  private int end;

  /** Whether something unusual stands right behind digits that end at a position. */
  static boolean mayGoOn(NormalText text, int end) {
    int gap = gapSize(text, end);
    char c = text.at(end);
    return gap > 1 || gap == 1 && c != ' ' && c != '-' && c != '.';
  }

  private static boolean isBreak(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
  }

  /** Reads the groups that start at a place; whether they may be a number. */
  boolean read(NormalText text, int start) {
    int groups = 0;
    int total = 0;
    int gap = 0;
    int at = start;
    int gapFrom = 0;
    while (groups < MOST_GROUPS && total <= MOST) {
      end = digitsEnd(text, at);
      if (end == at || end - at > LONGEST_GROUP || text.isLetter(end)) {
        return false;
      }
      starts[groups++] = at;
      total += end - at;
      if (gap == 0) {
        gapFrom = end;
        gap = gapSize(text, end);
        if (gap == 0 || isSame(text, gapFrom, start - gap, gap) && text.isDigit(start - gap - 1)) {
          return false; // one group is too short, and what goes on was read where it began
        }
      }
      if (!isSame(text, gapFrom, end, gap)) {
        break;
      }
      at = end + gap;
    }
    return total >= LEAST && total <= MOST && write(text, groups);
  }

  private static int digitsEnd(NormalText text, int from) {
    int end = from;
    while (text.isDigit(end) && end - from <= LONGEST_GROUP) {
      end++;
    }
    return end;
  }

  private boolean write(NormalText text, int groups) {
    digits.setLength(0);
    shape.setLength(0);
    for (int group = 0; group < groups; group++) {
      int before = digits.length();
      for (int at = starts[group]; text.isDigit(at); at++) {
        digits.append(text.at(at));
      }
      shape.append(digits.length() - before);
    }
    return true;
  }

  /** How many marks stand at a position, up to a digit; 0 when something else does. */
  private static int gapSize(NormalText text, int from) {
    int gap = 0;
    while (gap < LONGEST_GAP && isMark(text.at(from + gap))) {
      gap++;
    }
    return text.isDigit(from + gap) ? gap : 0;
  }

  private static boolean isMark(char c) {
    boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    return c >= ' ' && c < 0x80 && !letter && (c < '0' || c > '9') || isBreak(c);
  }

  private static boolean isSame(NormalText text, int one, int other, int length) {
    for (int i = 0; i < length; i++) {
      if (text.at(one + i) != text.at(other + i)) {
        return false;
      }
    }
    return text.isDigit(other + length);
  }

  /** What the number is by the word beside it; NONE when its groups do not fit that. */
  Topic topic(Reading reading, int start) {
    Topic near = reading.words().nearest(start, end);
    boolean shaped = SHAPES.get(shape.toString()) == near;
    Topic topic = near == Topic.CARD || shaped ? near : reading.words().label(start);
    Topic said = topic == Topic.TAXPAYER ? Topic.SSN : topic;
    boolean dialled = said == Topic.PHONE && digits.length() <= LONGEST_PHONE;
    boolean born = said == Topic.BIRTH && digits.length() == LEAST;
    boolean known = said == Topic.SSN || dialled || said == Topic.CARD || born;
    boolean singles = shape.indexOf("1") == 0 && shape.length() == digits.length();
    return known && (singles || SHAPES.get(shape.toString()) == said) ? topic : Topic.NONE;
  }

  /** What was read, as digits. */
  CharSequence digits() {
    return digits;
  }

  /** Position behind the last digit that was read. */
  int end() {
    return end;
  }
}
