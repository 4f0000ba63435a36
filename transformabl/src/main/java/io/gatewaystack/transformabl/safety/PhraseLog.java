package io.gatewaystack.transformabl.safety;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the words of a scan mean, in order, and which phrases of the grammar they can make up at
 * all. Of an ordinary document that is none: of every phrase some step is never spoken, and then
 * nothing is matched. Where phrases are possible, {@link PhraseSteps} matches those alone, once the
 * evidence is asked for. Confined to one scan.
 *
 * <p>Of what was matched, and of what is too much, the last words are kept, more than a phrase and
 * what bears on it can reach back: when further phrases become possible, they are read once more,
 * without telling twice what was told. Where words are few, or labels are asked for twice, all
 * phrases are matched, and from then on as the words come.
 */
final class PhraseLog {
  private static final int MOST = 1 << 13; // entries: 64 KiB
  private static final int KEPT = 256; // words
  private static final int MANY = 1 << 10; // entries from which it pays to sort out phrases

  private static final int LENT = 3; // no more is lent than twice what was found

  // An entry: a set or, where that is 0, a mark of the layout; its place.
  private static final int SET = (1 << 13) - 1;
  private static final int ADDRESS = 1 << 13;
  private static final int SENTENCE_AT = 14; // how far the next word is behind its first; or a mark
  private static final int CLAUSE_AT = 29; // the same of the clause; or what the mark is about
  private static final int WORDS_AT = 44; // how many words came since the entry before
  private static final int FAR = 0x7FFF; // words; no phrase is longer
  private static final int MOST_WORDS = (1 << 19) - 1;

  private static final int NONE = 0; // marks of the layout: words only
  private static final int HIDDEN = 1;
  private static final int SHOWN = 2;
  private static final int QUOTED = 3;
  private static final int LITERAL = 4; // quoted as programs quote
  private static final int WEIGHED = 5; // what follows is weighed without what was said before

  private final Grammar grammar;
  private final Evidence evidence;
  private int start; // the word before the first entry
  private long[] entries = new long[64];
  private int size;
  private int last; // the word of the last entry
  private boolean hidden;
  private final List<String> reasons = new ArrayList<>(0); // why something is hidden

  private @Nullable PossiblePhrases possible; // null once all are matched, as words come
  private @Nullable PhraseSteps matcher;
  private int matched; // entries
  private int matchedWord; // the word of the last of them
  private int matchedFor; // how many phrases were possible then
  private boolean asked; // for labels

  /**
   * Nothing was said so far.
   *
   * @param start the number before that of the first word
   */
  PhraseLog(Grammar grammar, Evidence evidence, int start) {
    this.grammar = grammar;
    this.evidence = evidence;
    this.start = start;
    last = start;
    matchedWord = start;
    possible = new PossiblePhrases(grammar);
  }

  /**
   * A word, or a sign.
   *
   * @param set what it means
   * @param now its number
   * @param inAddress whether it is part of an address
   * @param sentence how far the next word stands behind the first of the sentence
   * @param clause the same of the clause
   */
  void add(int set, int now, boolean inAddress, int sentence, int clause) {
    if (isDirect() && matcher != null) {
      matcher.word(set, now, inAddress, now + 1 - sentence, now + 1 - clause);
      return;
    }
    PossiblePhrases phrases = possible;
    if (phrases != null) {
      phrases.speak(set);
    }
    put(inAddress ? set | ADDRESS : set, now, Math.min(sentence, FAR), Math.min(clause, FAR));
  }

  /** Whether the words so far, and what words around lend where they are few, can make a label. */
  boolean mayLabel() {
    PossiblePhrases phrases = possible;
    return phrases == null
        || phrases.canReach(SafetyScan.LIKELY)
        || last - start <= Leaning.WIDTH && phrases.canReach(SafetyScan.LIKELY / LENT);
  }

  /** What is found behind this word stands where a person does not see it. */
  void hide(int now, String reason) {
    hidden = true;
    if (isDirect()) {
      evidence.hide(now, reason);
      return;
    }
    if (!reasons.contains(reason)) {
      reasons.add(reason);
    }
    put(0, now, HIDDEN, reasons.indexOf(reason));
  }

  /** What is found from now on can be seen. */
  void show(int now) {
    if (!hidden) {
      return;
    }
    hidden = false;
    if (isDirect()) {
      evidence.show();
    } else {
      put(0, now, SHOWN, 0);
    }
  }

  /** A quotation ended that began behind a word. */
  void quoted(int now, int word, boolean literal) {
    if (isDirect()) {
      evidence.quoted(word, literal);
    } else {
      put(0, now, literal ? LITERAL : QUOTED, now - word);
    }
  }

  private boolean isDirect() {
    PossiblePhrases phrases = possible;
    if (size >= MOST && phrases != null) {
      makeRoom(phrases);
    }
    return possible == null;
  }

  private void makeRoom(PossiblePhrases phrases) {
    if (!phrases.areEvidence()) {
      forget();
      return;
    }
    if (matcher == null && reasons.isEmpty() && !phrases.canReach(SafetyScan.LIKELY)) {
      thin(new WantedSteps(grammar, phrases.phrases()));
    }
    if (size > MOST / 2) {
      match(phrases);
    }
  }

  /**
   * Keeps what the phrases that are possible so far consist of, and the last words: what becomes
   * possible later needs a word that comes later. Mostly that is next to nothing, and labels never
   * become possible.
   */
  private void thin(WantedSteps wanted) {
    int word = start;
    int kept = 0;
    int words = 0; // since the last entry kept
    for (int i = 0; i < size; i++) {
      long entry = entries[i];
      int set = (int) entry & SET;
      int since = (int) (entry >>> WORDS_AT);
      word += since;
      boolean idle = set != 0 && wanted.areIdle(set) && word <= last - KEPT;
      if (idle && words + since <= MOST_WORDS / 2) {
        words += since;
      } else {
        entries[kept++] = entry + ((long) words << WORDS_AT);
        words = 0;
      }
    }
    size = kept;
  }

  private void put(int set, int now, int sentence, int clause) {
    for (; now - last > MOST_WORDS; last += MOST_WORDS) {
      append((long) MOST_WORDS << WORDS_AT | (long) NONE << SENTENCE_AT);
    }
    long words = (long) now - last;
    append(words << WORDS_AT | (long) clause << CLAUSE_AT | (long) sentence << SENTENCE_AT | set);
    last = now;
  }

  private void append(long entry) {
    if (size == entries.length) {
      entries = Arrays.copyOf(entries, 4 * size);
    }
    entries[size++] = entry;
  }

  /**
   * Tells the evidence of all phrases that stand in what was said so far, before it is weighed.
   * Whoever asks for labels twice reads a text piece by piece: from then on nothing is kept.
   *
   * @param least what evidence has to weigh to make a label; 0 when there is another use for it
   */
  void settle(int least) {
    PossiblePhrases current = possible;
    if (current == null) {
      return;
    }
    boolean again = asked && least > 0;
    asked |= least > 0;
    if (again) {
      matchAll();
    } else if (matcher != null || isWorth(current, least)) {
      match(current);
    } else if (size > 0) {
      put(0, last, WEIGHED, 0);
    }
  }

  /** Whether phrases can make a label, by their weight or because they are hidden. */
  private boolean isWorth(PossiblePhrases phrases, int least) {
    if (least == 0 || !reasons.isEmpty()) {
      return phrases.areEvidence();
    }
    return phrases.canReach(least)
        || last - start <= Leaning.WIDTH && phrases.canReach(least / LENT);
  }

  private void match(PossiblePhrases phrases) {
    PhraseSteps steps = matcher;
    if (steps == null && size < MANY) {
      matchAll();
      return;
    }
    if (steps != null && phrases.count() == matchedFor) {
      match(steps, matched, matchedWord);
    } else {
      steps = new PhraseSteps(grammar, evidence, new WantedSteps(grammar, phrases.phrases()));
      matcher = steps;
      matchedFor = phrases.count();
      match(steps, 0, start);
    }
    forget();
  }

  private void matchAll() {
    PhraseSteps all = new PhraseSteps(grammar, evidence, new WantedSteps(grammar));
    match(all, 0, start);
    matcher = all;
    entries = new long[0];
    size = 0;
    possible = null;
  }

  /** Keeps the last words only. */
  private void forget() {
    int word = start;
    int gone = 0;
    for (; gone < size; gone++) {
      long entry = entries[gone];
      int next = word + (int) (entry >>> WORDS_AT);
      if (next > last - KEPT) {
        break;
      }
      word = next;
      if (gone >= matched && ((int) entry & SET) == 0) {
        mark(entry, word);
      }
    }
    System.arraycopy(entries, gone, entries, 0, size - gone);
    start = word;
    size -= gone;
    matched = Math.max(0, matched - gone);
    if (size > MOST / 2) { // signs, and hardly a word
      matchAll();
    }
  }

  private void match(PhraseSteps into, int from, int before) {
    int word = before;
    for (int i = from; i < size; i++) {
      long entry = entries[i];
      int set = (int) entry & SET;
      word += (int) (entry >>> WORDS_AT);
      into.mute(i < matched);
      if (set != 0 && into.isIdle(set)) {
        continue;
      }
      if (set != 0) {
        int sentence = (int) (entry >>> SENTENCE_AT) & FAR;
        int clause = (int) (entry >>> CLAUSE_AT) & FAR;
        into.word(set, word, (entry & ADDRESS) != 0, word + 1 - sentence, word + 1 - clause);
      } else if (i >= matched) {
        mark(entry, word);
      }
    }
    into.mute(false);
    matched = size;
    matchedWord = word;
  }

  private void mark(long entry, int word) {
    int mark = (int) (entry >>> SENTENCE_AT) & FAR;
    int about = (int) (entry >>> CLAUSE_AT) & FAR;
    switch (mark) {
      case HIDDEN -> evidence.hide(word, reasons.get(about));
      case SHOWN -> evidence.show();
      case WEIGHED -> evidence.weigh();
      case QUOTED, LITERAL -> evidence.quoted(word - about, mark == LITERAL);
      default -> {}
    }
  }
}
