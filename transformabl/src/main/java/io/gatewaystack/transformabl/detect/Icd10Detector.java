package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.check.IcdCodes;
import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/**
 * Diagnoses after ICD-10 and ICD-10-CM, {@code F32.9}, {@code Z00}, beside a word that says so. The
 * category must exist; a code without a point must be called a diagnosis.
 */
final class Icd10Detector extends Detector {
  private static final int CATEGORY = 3;
  private static final int LONGEST = 7;

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.CODE);
  }

  @Override
  public boolean fits(int length, Row row) {
    return length >= CATEGORY && length <= LONGEST;
  }

  @Override
  public Set<Topic> topics() {
    return Set.of(Topic.DIAGNOSIS, Topic.MEDICAL);
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    int end = text.wordEnd(at);
    int size = end - at;
    if (size > LONGEST || size < CATEGORY || !isCategory(text, at)) {
      return false;
    }
    boolean exact = size == CATEGORY && text.at(end) == '.' && text.isAlphanumeric(end + 1);
    if (exact) {
      end = text.wordEnd(end + 1);
    }
    if (end - at > LONGEST + 1 || isInside(text, at - 1) || isInside(text, end)) {
      return false;
    }
    Topic topic = reading.words().nearest(at, end);
    boolean bracketed =
        text.at(at - 1) == '(' && text.at(end) == ')' && reading.words().label(at) == Topic.MEDICAL;
    boolean named = topic == Topic.DIAGNOSIS || topic == Topic.MEDICAL && exact || bracketed;
    return named
        && !Things.standBefore(text, at)
        && !Quantities.areMeant(text, at, end)
        && reading.add(at, end, Strength.FAIR, topic.why());
  }

  private static boolean isCategory(NormalText text, int at) {
    return text.isLetter(at)
        && text.isDigit(at + 1)
        && IcdCodes.isCategory(text.at(at), text.at(at + 1), text.at(at + 2));
  }

  private static boolean isInside(NormalText text, int at) {
    char c = text.at(at);
    return c == '-' || c == '_' || c == '/' || c == '.' && text.isAlphanumeric(at + 1);
  }
}
