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
 * <p>Entries are kept until the end. When phrases become possible after some were matched, or when
 * there are too many entries, everything is read once more for all phrases, without telling twice
 * what was told; from then on words are matched as they come.
 */
final class PhraseLog {
  private static final int MOST = 1 << 17; // entries: a megabyte
  private static final int MANY = 1 << 10; // entries from which it pays to sort out phrases

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

  private final Grammar grammar;
  private final Evidence evidence;
  private final int start;
  private long[] entries = new long[64];
  private int size;
  private int last; // the word of the last entry
  private boolean hidden;
  private final List<String> reasons = new ArrayList<>(0); // why something is hidden

  private @Nullable PossiblePhrases possible;
  private int spoken; // entries that were asked for it
  private @Nullable PhraseSteps matcher;
  private int matched; // entries
  private int matchedWord; // the word of the last of them
  private int matchedFor; // how many phrases were possible then
  private boolean direct; // words are matched as they come

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
    if (size >= MOST) {
      matchAll();
    }
    if (direct && matcher != null) {
      matcher.word(set, now, inAddress, now + 1 - sentence, now + 1 - clause);
      return;
    }
    put(inAddress ? set | ADDRESS : set, now, Math.min(sentence, FAR), Math.min(clause, FAR));
  }

  /** What is found behind this word stands where a person does not see it. */
  void hide(int now, String reason) {
    hidden = true;
    if (direct) {
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
    if (direct) {
      evidence.show();
    } else {
      put(0, now, SHOWN, 0);
    }
  }

  /** A quotation ended that began behind a word. */
  void quoted(int now, int word, boolean literal) {
    if (direct) {
      evidence.quoted(word, literal);
    } else {
      put(0, now, literal ? LITERAL : QUOTED, now - word);
    }
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
   * Tells the evidence of all phrases that stand in what was said so far.
   *
   * @param least what evidence has to weigh to be worth it; 0 when any is, or something is hidden
   */
  void settle(int least) {
    if (direct || size == 0) {
      return;
    }
    PossiblePhrases current = possible();
    PhraseSteps before = matcher;
    if (before == null) {
      if (least > 0 && reasons.isEmpty() ? current.canReach(least) : current.areEvidence()) {
        before = steps(current);
        matcher = before;
        matchedFor = current.count();
        match(before, 0, start);
      }
    } else if (current.count() == matchedFor) {
      match(before, matched, matchedWord);
    } else {
      matchAll();
    }
  }

  private PossiblePhrases possible() {
    PossiblePhrases current = possible;
    if (current == null) {
      current = new PossiblePhrases(grammar);
      possible = current;
    }
    for (; spoken < size; spoken++) {
      int set = (int) entries[spoken] & SET;
      if (set != 0) {
        current.speak(set);
      }
    }
    return current;
  }

  private PhraseSteps steps(PossiblePhrases phrases) {
    WantedSteps steps =
        size < MANY ? new WantedSteps(grammar) : new WantedSteps(grammar, phrases.phrases());
    return new PhraseSteps(grammar, evidence, steps);
  }

  private void matchAll() {
    PhraseSteps all = new PhraseSteps(grammar, evidence, new WantedSteps(grammar));
    match(all, 0, start);
    matcher = all;
    direct = true;
    entries = new long[0];
    size = 0;
    possible = null;
  }

  private void match(PhraseSteps into, int from, int before) {
    int word = before;
    for (int i = from; i < size; i++) {
      long entry = entries[i];
      int set = (int) entry & SET;
      int sentence = (int) (entry >>> SENTENCE_AT) & FAR;
      int clause = (int) (entry >>> CLAUSE_AT) & FAR;
      word += (int) (entry >>> WORDS_AT);
      into.mute(i < matched);
      if (set != 0) {
        into.word(set, word, (entry & ADDRESS) != 0, word + 1 - sentence, word + 1 - clause);
      } else if (i >= matched) {
        mark(sentence, clause, word);
      }
    }
    matched = size;
    matchedWord = word;
  }

  private void mark(int mark, int about, int word) {
    switch (mark) {
      case HIDDEN -> evidence.hide(word, reasons.get(about));
      case SHOWN -> evidence.show();
      case QUOTED, LITERAL -> evidence.quoted(word - about, mark == LITERAL);
      default -> {}
    }
  }
}
