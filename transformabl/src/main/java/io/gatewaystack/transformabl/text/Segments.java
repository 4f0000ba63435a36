package io.gatewaystack.transformabl.text;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Messages in which a place says what a value is: fields of HL7 version 2 segments ({@code PID|…},
 * chapters 3 and 6) and elements of X12 segments behind their qualifier ({@code DMG*D8*…}).
 */
final class Segments {
  private static final int LONGEST = 400; // characters of a segment in front of a value
  private static final Marks MARKS = Marks.of("|^~*");
  private static final int BITS =
      Topic.BIRTH.bit()
          | Topic.PHONE.bit()
          | Topic.SSN.bit()
          | Topic.NPI.bit()
          | Topic.DIAGNOSIS.bit();

  private static final int NAME = 3; // characters

  /** Segments of HL7, each with what some of its fields hold. */
  private static final String[] FIELDS = {
    "pid 7:B 13:P 14:P 19:S",
    "nk1 5:P 6:P 16:B 37:S",
    "gt1 6:P 7:P 8:B 12:S",
    "in1 18:B",
    "dg1 3:D",
    "in2 2:S 63:P",
    "stf 6:B 10:P"
  };

  /** Qualifiers of X12, with what stands behind them. */
  private static final String[] QUALIFIERS = {
    "dmg*d8*:B", "ref*sy*:S", "*34*:S", "*te*:P", "*hp*:P", "*wp*:P", "*cp*:P", "*fx*:P", "*xx*:N"
  };

  private static final Set<String> NAMES =
      Stream.concat(
              Stream.of(FIELDS).map(fields -> fields.substring(0, NAME).toUpperCase(Locale.ROOT)),
              Stream.of("DMG", "REF", "PER", "NM1"))
          .collect(Collectors.toUnmodifiableSet());

  private Segments() {}

  /** The topics that places say something of, as bits. */
  static int topics() {
    return BITS;
  }

  /** Whether a word is the name of a segment whose fields follow. */
  static boolean start(char[] chars, int from, int to, int length) {
    int end = to < length && to - from == 2 && isDigit(chars[to]) ? to + 1 : to;
    return end - from == NAME
        && end < length
        && (chars[end] == '|' || chars[end] == '*')
        && NAMES.contains(new String(chars, from, NAME));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** What the place of a value says; NONE when it says nothing. */
  static Topic at(NormalText text, int from) {
    int start = text.at(from - 1) == '(' || text.at(from - 1) == '+' ? from - 1 : from;
    char before = text.at(start - 1);
    if (before == '*') {
      return qualified(text, start);
    }
    return MARKS.have(before) ? field(text, start) : Topic.NONE;
  }

  private static Topic qualified(NormalText text, int from) {
    for (String qualifier : QUALIFIERS) {
      int size = qualifier.length() - 2;
      if (text.startsWith(qualifier.substring(0, size), from - size)) {
        return topic(qualifier.charAt(size + 1));
      }
    }
    return Topic.NONE;
  }

  private static Topic field(NormalText text, int from) {
    int field = 0;
    for (int at = from - 1; at >= 3 && from - at < LONGEST && text.at(at) != '\n'; at--) {
      if (text.at(at) == '|') {
        field++;
        String fields = fields(text, at - 3);
        if (fields != null) {
          return topic(fields, field);
        }
      }
    }
    return Topic.NONE;
  }

  private static @Nullable String fields(NormalText text, int name) {
    if (text.isAlphanumeric(name - 1) || text.at(name + 3) != '|') {
      return null;
    }
    for (String fields : FIELDS) {
      if (text.startsWith(fields.substring(0, 3), name)) {
        return fields;
      }
    }
    return null;
  }

  private static Topic topic(String fields, int field) {
    String wanted = " " + field + ":";
    int at = fields.indexOf(wanted);
    return at < 0 ? Topic.OTHER : topic(fields.charAt(at + wanted.length()));
  }

  private static Topic topic(char letter) {
    return switch (letter) {
      case 'B' -> Topic.BIRTH;
      case 'P' -> Topic.PHONE;
      case 'D' -> Topic.DIAGNOSIS;
      case 'S' -> Topic.SSN;
      default -> Topic.NPI;
    };
  }
}
