package io.gatewaystack.transformabl.safety;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the words of a scan mean, in order, and which phrases of the grammar they can make up at
 * all. Of an ordinary text that is none: of every phrase some step is never spoken, and then
 * nothing is matched. Where labels are possible, {@link PhraseSteps} matches the phrases, once the
 * evidence is asked for. A long text is judged stretch by stretch, each by what is said in it
 * alone. Confined to one scan.
 *
 * <p>Of a stretch that was judged the last words are kept, more than a phrase and what bears on it
 * can reach back: the next one may go on with a phrase, and nothing is told twice. Where labels are
 * asked for twice, phrases are matched as the words come from then on.
 */
final class PhraseLog {
  private static final int MOST = 1 << 13; // entries: 64 KiB
  private static final int KEPT = 256; // words
  private static final int ENOUGH = 1 << 9; // entries of a stretch that is judged

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

  private @Nullable PossiblePhrases possible; // null once phrases are matched as words come
  private @Nullable PhraseSteps steps; // once there was a use for them
  private boolean behind; // the steps missed entries
  private int matched; // entries
  private int matchedWord; // the word of the last of them
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
    PhraseSteps direct = direct();
    if (direct != null) {
      direct.word(set, now, inAddress, now + 1 - sentence, now + 1 - clause);
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
    return phrases == null || canLabel(phrases, SafetyScan.LIKELY);
  }

  private boolean canLabel(PossiblePhrases phrases, int least) {
    return phrases.canReach(least)
        || last - start <= Leaning.WIDTH && phrases.canReach(least / LENT);
  }

  /** What is found behind this word stands where a person does not see it. */
  void hide(int now, String reason) {
    hidden = true;
    if (direct() != null) {
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
    if (direct() != null) {
      evidence.show();
    } else {
      put(0, now, SHOWN, 0);
    }
  }

  /** A quotation ended that began behind a word. */
  void quoted(int now, int word, boolean literal) {
    if (direct() != null) {
      evidence.quoted(word, literal);
    } else {
      put(0, now, literal ? LITERAL : QUOTED, now - word);
    }
  }

  /** What matches words as they come; null as long as they are kept. */
  private @Nullable PhraseSteps direct() {
    PossiblePhrases phrases = possible;
    if (phrases == null) {
      return steps;
    }
    if (size >= MOST) {
      judge(phrases);
      if (size > MOST / 2) { // signs, and hardly a word
        matchDirectly();
        return steps;
      }
    }
    return null;
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
    PossiblePhrases phrases = possible;
    if (phrases == null) {
      return;
    }
    boolean again = asked && least > 0;
    asked |= least > 0;
    if (again) {
      matchDirectly();
    } else if (isWorth(phrases, least)) {
      match();
    } else if (size > 0) {
      put(0, last, WEIGHED, 0);
    }
  }

  /**
   * A stretch of text ends. Once enough was said it is judged: what is said elsewhere in a long
   * document makes no label more likely.
   */
  void endStretch() {
    PossiblePhrases phrases = possible;
    if (phrases != null && size >= ENOUGH) {
      judge(phrases);
    }
  }

  /** What stands close to the end is weighed when it is known what follows. */
  private void judge(PossiblePhrases phrases) {
    if (isWorth(phrases, SafetyScan.LIKELY)) {
      match();
      evidence.weighUpTo(last - Leaning.AROUND);
    } else if (evidence.isPending()) {
      evidence.weigh();
    }
    forget();
    PossiblePhrases kept = new PossiblePhrases(grammar);
    for (int i = 0; i < size; i++) {
      int set = (int) entries[i] & SET;
      if (set != 0) {
        kept.speak(set);
      }
    }
    possible = kept;
  }

  /** Whether phrases can make a label, by their weight or because they are hidden. */
  private boolean isWorth(PossiblePhrases phrases, int least) {
    return least == 0 || !reasons.isEmpty() ? phrases.areEvidence() : canLabel(phrases, least);
  }

  private void matchDirectly() {
    match();
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
      if (gone >= matched) {
        behind = true;
        if (((int) entry & SET) == 0) {
          mark(entry, word);
        }
      }
    }
    System.arraycopy(entries, gone, entries, 0, size - gone);
    start = word;
    size -= gone;
    matched = Math.max(0, matched - gone);
  }

  /** Matches what was not matched yet; from the first word kept if some before was passed over. */
  private void match() {
    PhraseSteps into = steps;
    if (into == null) {
      into = new PhraseSteps(grammar, evidence);
      steps = into;
    } else if (behind) {
      into.forget();
    }
    boolean anew = behind || matched == 0;
    behind = false;
    int word = anew ? start : matchedWord;
    for (int i = anew ? 0 : matched; i < size; i++) {
      long entry = entries[i];
      int set = (int) entry & SET;
      word += (int) (entry >>> WORDS_AT);
      into.mute(i < matched);
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
