package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Locale;
import java.util.Set;

/**
 * Dates of birth in tables without a head: in a line of cells with the name of a person, and their
 * sex or an address. {@code Ann Lee,1984-03-12,F,Springfield}.
 */
final class BirthCellDetector extends Detector {
  private static final int REACH = 96; // characters of a line on either side
  private static final int LONGEST_HEAD = 200;
  private static final int LAST_YEAR = 2019;
  private static final int GROWN_UP = 2005; // who has an address is no child
  private static final String MARKS = ",;|\t";
  private static final Set<String> SEXES = Set.of("m", "f", "w", "k", "male", "female");

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.NUMBER);
  }

  @Override
  public boolean fits(int length, Row row) {
    return row.goesOn() && (length <= 2 || length == 4);
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    int mark = text.at(at - 1) == '"' ? at - 2 : at - 1;
    if (MARKS.indexOf(text.at(mark)) < 0 || text.at(mark) == 0) {
      return false;
    }
    Digits digits = reading.digits();
    if (digits.isLenient()
        || !digits.startAt(at)
        || !Dates.startsWith(digits)
        || !digits.standAlone(3)) {
      return false;
    }
    long year = digits.value(digits.size(0) == 4 ? 0 : 2, digits.size(0) == 4 ? 0 : 2);
    if (year > LAST_YEAR) {
      return false;
    }
    int from = border(text, at, -1);
    int to = border(text, digits.to(2), 1);
    boolean born =
        !hasHead(text, text.at(mark), at) && isOfPerson(text, from, to, text.at(mark), year);
    if (!born) {
      reading.skipTo(to);
    }
    return born && reading.add(at, digits.to(2), Strength.FAIR, Topic.BIRTH.why());
  }

  /** Where the line starts or ends, or what is looked at of it. */
  private static int border(NormalText text, int from, int step) {
    int at = from;
    while (Math.abs(at - from) < REACH) {
      char next = text.at(step > 0 ? at : at - 1);
      if (next == '\n' || next == 0) {
        break;
      }
      at += step;
    }
    return at;
  }

  /** Whether words stand above the cells of a column: they say what is in it. */
  private static boolean hasHead(NormalText text, char mark, int before) {
    int marks = 0;
    int at = 0;
    while (at < LONGEST_HEAD && at < before && text.at(at) != '\n' && !text.isDigit(at)) {
      marks += text.at(at) == mark ? 1 : 0;
      at++;
    }
    return marks > 0 && text.at(at) == '\n';
  }

  private static boolean isOfPerson(NormalText text, int from, int to, char mark, long year) {
    boolean name = false;
    boolean sex = false;
    boolean address = false;
    int names = 0; // cells of one word with a capital in front of this one
    for (int start = from; start <= to; ) {
      int end = start;
      while (end < to && text.at(end) != mark) {
        end++;
      }
      String cell = text.text(start, end).replace('"', ' ').strip();
      int words = names(cell);
      names = words == 1 ? names + 1 : 0;
      name |= words > 1 || names > 1;
      sex |= SEXES.contains(cell.toLowerCase(Locale.ROOT));
      address |= cell.indexOf('@') > 0;
      start = end + 1;
    }
    return name && (sex || address && year <= GROWN_UP);
  }

  /** How many words a cell has if all are spelled as names are; else 0. */
  private static int names(String cell) {
    int words = 0;
    for (int at = 0; at < cell.length(); at++) {
      char c = cell.charAt(at);
      boolean starts = at == 0 || " -.'".indexOf(cell.charAt(at - 1)) >= 0;
      if (Character.isLetter(c)) {
        if (starts != Character.isUpperCase(c)) {
          return 0;
        }
        words += starts ? 1 : 0;
      } else if (" -.'".indexOf(c) < 0) {
        return 0;
      }
    }
    return cell.length() > 2 ? words : 0;
  }
}
