package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import io.gatewaystack.transformabl.text.Words;
import java.util.Locale;
import java.util.Set;

/** Telephone numbers of the United States and Canada in their usual groups. */
final class NorthAmericanPhone {
  private static final int SHORTEST_NOUN = 3; // letters

  private static final Set<String> NUMBERS =
      Set.of(
          "code", "id", "no", "nr", "num", "number", "numbers", "numero", "nummer", "ref", "tag");

  /** Whose numbers are those of telephones. */
  private static final Set<String> CALLED =
      Set.of(
          """
          agent alt alternate alternative assistance backup best branch business call caller
          complete company contact daytime desk destination dialed dialled direct display e164
          emergency evening extension formatted free from full help home hotel incoming input
          international line local main my national new night office old organization originating
          other outgoing primary private raw reception recipient reply rep seller sender
          secondary service shop source spouse staff store support target the their toll twilio
          user valid verified virtual vendor work your"""
              .strip()
              .split("\\s+"));

  private NorthAmericanPhone() {}

  /** Area, exchange and line, or all in one: {@code (555) 123-4567}. */
  static boolean startsWith(Digits digits, int first) {
    return digits.size(first) == 3
        && digits.size(first + 1) == 3
        && digits.size(first + 2) == 4
        && digits.digit(digits.from(first)) > 0
        && (first == 0 || PhoneGroups.isJoint(digits, 0))
        && (PhoneGroups.isJoint(digits, first) || isLoose(digits.gap(first)))
        && (PhoneGroups.isJoint(digits, first + 1) || isLoose(digits.gap(first + 1)))
        && !digits.gapHas(first + 1, '(')
        && (digits.gap(first) != '.' || digits.gap(first + 1) == '.');
  }

  /** Low lines join the parts of names, and numbers on lines of their own are those of a list. */
  private static boolean isLoose(char gap) {
    return gap == '_' || gap == '\n';
  }

  /**
   * Adds the number, unless what stands around it says that it is none.
   *
   * @param first the group of its area
   */
  static boolean add(Reading reading, Digits digits, int first) {
    int last = first + 2;
    NormalText text = reading.text();
    boolean bracket = text.at(digits.from(first) - 1) == '(' && text.at(digits.to(first)) == ')';
    int from = digits.from(0) - (bracket && first == 0 ? 1 : 0);
    int to = digits.to(last);
    Topic label = reading.words().label(from);
    if (!digits.standAlone(last + 1)) {
      return false;
    }
    if (label == Topic.REFERENCE || label == Topic.VERSION || label == Topic.SECRET) {
      reading.kin().reference(from);
      return false;
    }
    if (label != Topic.PHONE
        && (reading.kin().isReference(text, from, digits.to(last - 1) - from)
            || Kin.areRevised(text, to))) {
      return false;
    }
    if (label != Topic.PHONE && Bearers.areParts(reading, from)
        || !label.isPersonal() && isOfThing(reading, from)) {
      return false;
    }
    if (isOfRow(digits, text, last) && label != Topic.PHONE) {
      return false;
    }
    boolean numbered = text.at(from - 1) == '#' && (label != Topic.NONE || from == 1);
    boolean joined =
        isJoinedToName(reading, from) || isJoinedToLetter(text, to) || isOfFile(text, from, to);
    boolean counted =
        (label == Topic.OTHER || label == Topic.ID)
            && digits.gap(first) == ' '
            && !text.startsWith(" to ", from - 4); // sent to a number
    if ((numbered || joined || counted) && label != Topic.PHONE) {
      return false;
    }
    boolean loose = isLoose(digits.gap(first)) || isLoose(digits.gap(first + 1));
    if (loose && label != Topic.PHONE && reading.words().personal(from) != Topic.PHONE) {
      return false;
    }
    if (NumberingPlan.has(reading, digits.from(first), to)) {
      return reading.add(from, to, Strength.STRONG, NumberingPlan.WHY);
    }
    boolean dashed = bracket || digits.gap(first) == '-' && digits.gap(first + 1) == '-';
    boolean area = bracket || isArea(digits.value(first, first));
    boolean called = (!dashed && loose) || reading.words().nearest(from, to) == Topic.PHONE;
    return (dashed && area || called)
        && reading.add(from, to, Strength.FAIR, dashed ? NumberingPlan.SHAPE : Topic.PHONE.why());
  }

  /**
   * Whether a name or a compound says that it is the number of something, and of no telephone: the
   * member {@code materialNo}, the word {@code Inventarnummer}.
   */
  private static boolean isOfThing(Reading reading, int from) {
    NormalText text = reading.text();
    int end = from;
    while (from - end < 2 && (text.at(end - 1) == ' ' || text.at(end - 1) == ':')) {
      end--;
    }
    if (end > 0) {
      return Nouns.areCompounds(text, from);
    }
    CharSequence name = reading.name().words();
    if (isNumberOfThing(name)) {
      return true;
    }
    int last = name.length() - 1;
    while (last >= 0 && !Character.isLetter(name.charAt(last))) {
      last--;
    }
    return last > 1
        && name.charAt(last - 1) == 'N'
        && (name.charAt(last) == 'o' || name.charAt(last) == 'r')
        && Character.isLowerCase(name.charAt(last - 2));
  }

  /** Whether a name is that of the number of something that nobody calls: {@code meter_number}. */
  private static boolean isNumberOfThing(CharSequence name) {
    int end = Bearers.wordEnd(name, name.length());
    int start = Bearers.wordStart(name, end);
    if (!NUMBERS.contains(name.subSequence(start, end).toString().toLowerCase(Locale.ROOT))) {
      return false;
    }
    int nounEnd = Bearers.wordEnd(name, start);
    String noun =
        name.subSequence(Bearers.wordStart(name, nounEnd), nounEnd)
            .toString()
            .toLowerCase(Locale.ROOT);
    return noun.length() >= SHORTEST_NOUN
        && !CALLED.contains(noun)
        && !Births.isPerson(noun)
        && !Words.meaning(noun).isPersonal();
  }

  /** Whether an area may have a number, though not of the kind of 100 or 300. */
  private static boolean isArea(long number) {
    return number >= 200 && number % 100 > 0;
  }

  /**
   * Whether a dash joins a number to capitals, as those of parts and cases, or to a word for an id:
   * {@code RMA-415-…}, {@code id-415-…}.
   */
  private static boolean isJoinedToName(Reading reading, int from) {
    NormalText text = reading.text();
    if (text.at(from - 1) != '-') {
      return false;
    }
    boolean capitals =
        Character.isUpperCase(text.at(from - 2)) && Character.isUpperCase(text.at(from - 3));
    Topic word = capitals ? Topic.NONE : reading.words().endingAt(from - 1);
    return capitals || word != Topic.NONE && !word.isPersonal();
  }

  /** Whether a number is the name of a file, or the last step of a path. */
  private static boolean isOfFile(NormalText text, int from, int to) {
    int end = text.wordEnd(to + 1);
    boolean extension =
        text.at(to) == '.' && end - to == 4 && Character.isLowerCase(text.at(end - 1));
    boolean step = text.at(from - 1) == '/' && text.isAlphanumeric(from - 2);
    return extension || step && text.at(to) == '?';
  }

  /** Whether a dash joins a capital to a number: {@code 415-555-2671-A}. */
  private static boolean isJoinedToLetter(NormalText text, int to) {
    return text.at(to) == '-'
        && Character.isUpperCase(text.at(to + 1))
        && !text.isAlphanumeric(to + 2);
  }

  /** Whether groups that spaces part go on a row of numbers, or grow as those of one. */
  private static boolean isOfRow(Digits digits, NormalText text, int last) {
    int from = digits.from(0);
    boolean spaced = digits.gap(last - 2) == ' ' && digits.gap(last - 1) == ' ';
    boolean follows = text.at(from - 1) == ' ' && text.isDigit(from - 2);
    long one = digits.value(last - 2, last - 2);
    long two = digits.value(last - 1, last - 1);
    long three = digits.value(last, last);
    return spaced
        && (follows && (one + two == three || one < two && two < three)
            || one * 2 == three
            || two * 2 == three && one < two);
  }
}
