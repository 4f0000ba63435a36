package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/**
 * Diagnoses after ICD-9-CM, {@code 250.01}, {@code V70.0}, {@code E850.1}, beside a word that says
 * so. Three digits alone must be called a diagnosis right in front.
 */
final class Icd9Detector extends Detector {
  private static final String MARKS = " :=#\"'";
  private static final int MOST_MARKS = 4;

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.NUMBER, Trigger.CODE);
  }

  @Override
  public boolean fits(int length, Row row) {
    return length == 3 || length == 4;
  }

  @Override
  public Set<Topic> topics() {
    return Set.of(Topic.DIAGNOSIS, Topic.MEDICAL, Topic.STATUS);
  }

  @Override
  public boolean needsNearWord() {
    return false; // it reads the name of its list itself
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    char kind = Character.toUpperCase(text.at(at));
    boolean supplement = kind == 'V' || kind == 'E';
    int start = supplement ? at + 1 : at;
    int size = kind == 'V' ? 2 : 3;
    if (digits(text, start, size + 1) != size || isInside(text, at - 1, -1)) {
      return false;
    }
    int whole = start + size;
    int decimals = text.at(whole) == '.' ? digits(text, whole + 1, 3) : 0;
    int end = decimals > 0 ? whole + 1 + decimals : whole;
    return decimals <= (kind == 'E' ? 1 : 2)
        && !text.isAlphanumeric(end)
        && !isInside(text, end, 1)
        && (decimals > 0 || kind != 'E')
        && !Quantities.areMeant(text, at, end)
        && !(text.at(at - 1) == '(' && text.isLetter(at - 2)) // of a call
        && !Things.standBefore(text, at)
        && isNamed(reading, at, end, decimals > 0, kind);
  }

  private static boolean isNamed(Reading reading, int at, int end, boolean exact, char kind) {
    Topic topic =
        exact || kind == 'V' ? reading.words().nearest(at, end) : reading.words().label(at);
    boolean weak = topic == Topic.MEDICAL || topic == Topic.STATUS && kind == 'V';
    boolean named =
        topic == Topic.DIAGNOSIS
            || weak && exact && kind >= 'A'
            || isBehindEdition(reading.text(), at)
            || reading.listsAnother(at);
    return named && reading.add(at, end, Strength.FAIR, topic.why());
  }

  /** Whether the name of the list stands in front, with its number: {@code ICD-9: 496}. */
  private static boolean isBehindEdition(NormalText text, int at) {
    int end = at;
    while (at - end < MOST_MARKS && MARKS.indexOf(text.at(end - 1)) >= 0) {
      end--;
    }
    int joint = text.at(end - 2) == '-' || text.at(end - 2) == ' ' ? end - 2 : end - 1;
    return end < at
        && text.at(end - 1) == '9'
        && text.startsWith("icd", joint - 3)
        && !text.isAlphanumeric(joint - 4);
  }

  private static int digits(NormalText text, int from, int most) {
    int digits = 0;
    while (digits < most && text.isDigit(from + digits)) {
      digits++;
    }
    return digits;
  }

  /** Whether a longer number or name goes on at a joint. */
  private static boolean isInside(NormalText text, int joint, int direction) {
    return switch (text.at(joint)) {
      case '-', '_', '/', '$' -> true;
      case '.' -> text.isAlphanumeric(joint + direction);
      default -> false;
    };
  }
}
