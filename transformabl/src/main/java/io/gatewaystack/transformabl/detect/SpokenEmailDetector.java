package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.text.Domains;
import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import java.util.Set;

/**
 * E-mail addresses as they are dictated: {@code joe at example dot com}, {@code
 * joe-at-example-dot-com}, {@code joe.bloggs AT example.com}; the words in other languages, too.
 */
final class SpokenEmailDetector extends Detector {
  private static final int LONGEST = 64;
  private static final int MOST_JOINTS = 4;

  @Override
  public Set<Trigger> triggers() {
    return Set.of(Trigger.DOT);
  }

  @Override
  public boolean at(Reading reading, int at) {
    NormalText text = reading.text();
    int word = text.wordEnd(at);
    boolean sign = text.startsWith("-sign", word) || text.startsWith(" sign", word);
    int end = sign && !text.isAlphanumeric(word + 5) ? word + 5 : word;
    int gap = SpokenMarks.gapBefore(text, at);
    if (gap == 0 || !SpokenMarks.isFramed(text, at, end, gap)) {
      gap = gap == 2 && SpokenMarks.isFramed(text, at, end, 1) ? 1 : 0;
    }
    if (gap == 0) {
      return false;
    }
    return SpokenMarks.isDot(text, at, end)
        ? dictated(reading, at, end, gap)
        : SpokenMarks.isSign(text, at, end) && written(reading, at, end, gap);
  }

  /** Around the word for the first dot of a domain. */
  private static boolean dictated(Reading reading, int dot, int dotEnd, int gap) {
    NormalText text = reading.text();
    int label = labelStart(text, dot - gap, gap > 1 ? ' ' : text.at(dot - 1));
    int sign = label < dot - gap ? signStart(text, label) : label;
    int local = sign < label ? localStart(text, sign) : sign;
    if (local == sign) {
      return false;
    }
    int end = domainEnd(text, dot, dotEnd, gap);
    return end > 0
        && (Domains.isCommon(lastLabel(text, end))
            || Mailboxes.isProvider(text.text(label, dot - gap) + '.' + lastLabel(text, end))
            || isSure(reading, local, sign, label, gap))
        && reading.add(local, end, Strength.FAIR, "domain");
  }

  /** Whether it is an address although its domain ends like a sentence. */
  private static boolean isSure(Reading reading, int local, int sign, int label, int gap) {
    NormalText text = reading.text();
    int word = SpokenMarks.gapBefore(text, label) == 1 ? label - 1 : label;
    return text.at(label - 1) != ' '
        || SpokenMarks.isSureSign(text, SpokenMarks.start(text, word), word)
        || gap > 1
        || Mailboxes.isMarked(text, local, sign)
        || isCalled(reading, local);
  }

  private static boolean isCalled(Reading reading, int from) {
    Topic topic = reading.words().label(from);
    return topic == Topic.EMAIL || topic == Topic.PHONE; // as in: contact me at
  }

  private static String lastLabel(NormalText text, int end) {
    return text.text(text.wordStart(end), end);
  }

  /** Where the local part ends: in front of the sign, or the word for it; the label if neither. */
  private static int signStart(NormalText text, int label) {
    if (text.at(label - 1) == '@') {
      return label - 1;
    }
    int gap = SpokenMarks.gapBefore(text, label);
    int word = SpokenMarks.start(text, label - gap);
    if (gap == 1 && text.startsWith("at sign ", word - 3)) {
      word -= 3;
    }
    int before = Math.min(gap, SpokenMarks.gapBefore(text, word));
    boolean sign = before > 0 && SpokenMarks.isSign(text, word, word + wordLength(text, word));
    return sign ? word - before : label;
  }

  private static int wordLength(NormalText text, int from) {
    int end = from;
    while (Character.isLetter(text.at(end)) && end - from <= SpokenMarks.LONGEST) {
      end++;
    }
    return end - from;
  }

  private static int labelStart(NormalText text, int end, char gap) {
    int start = end;
    while (end - start < LONGEST
        && (text.isAlphanumeric(start - 1) || text.at(start - 1) == '-' && gap != '-')) {
      start--;
    }
    return start;
  }

  /** Where a local part starts, with the words for marks between its words. */
  private static int localStart(NormalText text, int end) {
    int start = partStart(text, end);
    for (int joints = 0; joints < MOST_JOINTS && start < end; joints++) {
      int gap = SpokenMarks.gapBefore(text, start);
      int joint = SpokenMarks.start(text, start - gap);
      int part = joint;
      if (gap > 0 && SpokenMarks.isJoint(text, joint, start - gap)) {
        part = partStart(text, joint - SpokenMarks.gapBefore(text, joint));
      }
      if (part == joint || part == joint - SpokenMarks.gapBefore(text, joint)) {
        break;
      }
      start = part;
    }
    return start;
  }

  private static int partStart(NormalText text, int end) {
    int start = end;
    while (end - start < LONGEST && isPart(text, start - 1)) {
      start--;
    }
    while (start < end && !text.isAlphanumeric(start)) {
      start++; // a bullet in front of it
    }
    return start;
  }

  private static boolean isPart(NormalText text, int at) {
    char c = text.at(at);
    return text.isAlphanumeric(at) || c == '.' || c == '_' || c == '-' || c == '+';
  }

  /** Behind the last of the labels that follow each another word for a dot; -1 if no domain. */
  private static int domainEnd(NormalText text, int dot, int dotEnd, int gap) {
    int at = dot;
    int wordEnd = dotEnd;
    int end = -1;
    while (SpokenMarks.isDot(text, at, wordEnd)
        && SpokenMarks.isFramed(text, at, wordEnd, gap)
        && at - dot < LONGEST) {
      end = text.wordEnd(wordEnd + gap);
      at = end + gap;
      wordEnd = text.wordEnd(at);
    }
    return end > 0 && Domains.mayBe(lastLabel(text, end)) ? end : -1;
  }

  /** Around the word for the sign, with a domain as it is written. */
  private static boolean written(Reading reading, int at, int atEnd, int gap) {
    NormalText text = reading.text();
    int from = atEnd + gap;
    int local = partStart(text, at - gap);
    int end = local < at - gap ? writtenEnd(text, from) : -1;
    if (end < 0) {
      return false;
    }
    boolean marked = Mailboxes.isMarked(text, local, at - gap);
    boolean called = isCalled(reading, local) || "=<>\"'".indexOf(text.at(local - 1)) >= 0;
    boolean loud = text.at(at) == 'A' && text.at(at + 1) == 'T' && text.at(at - gap - 1) >= 'a';
    boolean named = SpokenMarks.isSureSign(text, at, atEnd);
    int signs = (named ? 1 : 0) + (marked ? 1 : 0) + (called ? 1 : 0) + (loud ? 1 : 0);
    boolean mailbox = Mailboxes.isProvider(text, from, end);
    return signs + (mailbox ? 1 : 0) >= 2 && reading.add(local, end, Strength.FAIR, "domain");
  }

  /** Where a domain of several labels ends, the last of which is a common one; -1 if none does. */
  private static int writtenEnd(NormalText text, int from) {
    int label = from;
    int end = from;
    while (end - from < LONGEST && isDomain(text, end, label)) {
      label = text.at(end) == '.' ? end + 1 : label;
      end++;
    }
    boolean ends = text.at(end) != '/' && text.at(end) != '(' && text.at(end) != '@';
    return label > from && ends && Domains.mayBe(text.text(label, end)) ? end : -1;
  }

  private static boolean isDomain(NormalText text, int at, int label) {
    return text.isAlphanumeric(at)
        || text.at(at) == '-'
        || text.at(at) == '.' && at > label && text.isAlphanumeric(at + 1);
  }
}
