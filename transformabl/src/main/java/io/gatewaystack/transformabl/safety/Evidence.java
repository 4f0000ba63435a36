package io.gatewaystack.transformabl.safety;

import io.gatewaystack.transformabl.safety.Grammar.Kind;
import io.gatewaystack.transformabl.safety.Grammar.Phrase;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Weighs the phrases found. Those of one family count once, those of several add up when they stand
 * near each other. Talk about such texts nearby counts against; less where a sentence starts with
 * the phrase, because that is how orders are given; more where the phrase is quoted.
 */
final class Evidence {
  /** The phrase starts a sentence, as orders do. */
  static final int ORDER = 1;

  /** The phrase starts behind a colon or a bracket, as orders and reports do. */
  static final int CLAUSE = 2;

  private static final int QUOTED = 4;
  private static final int LITERAL = 8; // quoted as programs quote
  private static final int CAPACITY = 512;
  private static final int SUBSTANTIAL = 40;
  private static final int TELLING = 30; // of a phrase alone, where a person does not see it
  private static final int SURE = 55;
  private static final int SUPPORTABLE = 45;
  private static final int TOLD = 50; // less may be talk of machines: whom, where to, with what
  private static final int BONUS = 10; // of a substantial phrase, where it stands as orders do
  private static final int QUOTATION = 24;
  private static final int IN_PROGRAM = 50;
  private static final int TALK_BEFORE = 36;
  private static final int TALK_AFTER = 18;
  private static final int NEAR = 12; // phrases found before and behind one that takes back

  private final Grammar grammar;
  private final Leaning leaning;
  private Phrase[] phrases = new Phrase[16];
  private int[] from = new int[16];
  private int[] to = new int[16];
  private int[] marks = new int[16];
  private int count;
  private int hiddenFrom = Integer.MAX_VALUE;
  private String hiddenReason = "";
  private final Set<String> hiding = new TreeSet<>();
  private boolean hidesForSure;

  private final Score inject;
  private final Score jail;

  Evidence(Grammar grammar) {
    this(grammar, new Leaning(grammar));
  }

  Evidence(Grammar grammar, Leaning leaning) {
    this.grammar = grammar;
    this.leaning = leaning;
    this.inject = new Score(grammar.familyCount(), TOLD);
    this.jail = new Score(grammar.familyCount(), 0);
  }

  /** A word means something, whether or not it is part of a phrase. */
  void spoken(int set, int word) {
    leaning.add(set, word);
  }

  /** The words as they are written. */
  Wording wording() {
    return leaning.wording();
  }

  /** A phrase was found. */
  void add(Phrase phrase, int first, int last, int place) {
    if (count == CAPACITY) {
      weigh();
    }
    if (count == phrases.length) {
      int size = count * 2;
      phrases = Arrays.copyOf(phrases, size);
      from = Arrays.copyOf(from, size);
      to = Arrays.copyOf(to, size);
      marks = Arrays.copyOf(marks, size);
    }
    phrases[count] = phrase;
    from[count] = first;
    to[count] = last;
    marks[count] = place;
    count++;
    if (first > hiddenFrom && !phrase.kind().isTalk() && phrase.weight() >= TELLING) {
      hiding.add(hiddenReason);
      hidesForSure |= phrase.weight() >= SURE;
    }
  }

  /** What is found behind this word stands where a person does not see it. */
  void hide(int word, String reason) {
    hiddenFrom = word;
    hiddenReason = reason;
  }

  /** Something that is made to be overlooked. */
  void hides(String reason) {
    hiding.add(reason);
    hidesForSure = true;
  }

  /** What is found from now on can be seen. */
  void show() {
    hiddenFrom = Integer.MAX_VALUE;
  }

  /** A quotation ended that began behind this word. */
  void quoted(int word, boolean literal) {
    for (int i = count - 1; i >= 0 && from[i] > word; i--) {
      marks[i] |= literal ? QUOTED | LITERAL : QUOTED;
    }
  }

  /** Weighs what was found since the last time. */
  void weigh() {
    weighUpTo(Integer.MAX_VALUE);
  }

  /** The same of what ends no later than at a word; the rest is weighed the next time. */
  void weighUpTo(int word) {
    takeBack();
    Talk talk = new Talk();
    int kept = 0;
    for (int i = 0; i < count; i++) {
      talk.move(to[i]);
      if (to[i] <= word) {
        judge(i, talk);
      }
    }
    for (int i = 0; i < count; i++) {
      if (to[i] > word || phrases[i].kind().isTalk() && to[i] > word - TALK_BEFORE) {
        phrases[kept] = phrases[i];
        from[kept] = from[i];
        to[kept] = to[i];
        marks[kept] = marks[i];
        kept++;
      }
    }
    count = kept;
    leaning.trim(kept > 0);
  }

  /** Whether something that was found is not weighed yet. */
  boolean isPending() {
    return count > 0;
  }

  /** What talk there is around a place. What one family weighs counts once. */
  private final class Talk {
    private final int[] near = new int[grammar.familyCount()];
    private int first;
    private int next;
    private int strong;
    private int weak;

    void move(int place) {
      while (next < count && to[next] <= place + TALK_AFTER) {
        change(next++, 1);
      }
      while (to[first] < place - TALK_BEFORE) {
        change(first++, -1);
      }
    }

    private void change(int i, int by) {
      Phrase phrase = phrases[i];
      if (!phrase.kind().isTalk()) {
        return;
      }
      int before = near[phrase.family()];
      near[phrase.family()] = before + by;
      if (before == 0 || before + by == 0) {
        int weight = by * phrase.weight();
        strong += phrase.kind() == Kind.MENTION ? weight : 0;
        weak += phrase.kind() == Kind.WEAK ? weight : 0;
      }
    }

    /** How much it counts against a phrase that is quoted, gives an order, or neither. */
    int against(int marks) {
      if ((marks & LITERAL) != 0) {
        return (strong + weak) * 2 + IN_PROGRAM;
      }
      if ((marks & QUOTED) != 0) {
        return strong + weak == 0 ? 0 : (strong + weak) * 3 / 2 + QUOTATION;
      }
      if ((marks & ORDER) != 0) {
        return (strong + weak) / 5;
      }
      return (marks & CLAUSE) != 0 ? strong * 5 / 4 + weak / 2 : strong + weak / 2;
    }
  }

  private void judge(int i, Talk talk) {
    Phrase phrase = phrases[i];
    if (phrase.kind().isTalk() || phrase.weight() <= 0) {
      return;
    }
    boolean order = (marks[i] & (ORDER | CLAUSE)) != 0 && (marks[i] & QUOTED) == 0;
    int weight = weightOf(i) + (order ? bonus(phrase) : 0) - talk.against(marks[i]);
    if (weight > 0) {
      int around = leaning.around(from[i], to[i]);
      (phrase.kind() == Kind.INJECT ? inject : jail).add(phrase.family(), weight, to[i], around);
    }
  }

  private static int bonus(Phrase phrase) {
    return phrase.weight() >= SUBSTANTIAL ? BONUS : 0;
  }

  /** The most that a phrase can weigh. */
  static int most(Phrase phrase) {
    return phrase.weight() + bonus(phrase);
  }

  private int weightOf(int i) {
    return Math.max(0, phrases[i].weight() - (marks[i] >> 8));
  }

  /** What a phrase of negative weight takes back from those of its family that it overlaps. */
  private void takeBack() {
    for (int i = 0; i < count; i++) {
      if (phrases[i].weight() >= 0) {
        continue;
      }
      for (int j = Math.max(0, i - NEAR); j < Math.min(count, i + NEAR); j++) {
        boolean same = phrases[j].family() == phrases[i].family() && phrases[j].weight() > 0;
        if (same && from[j] <= to[i] && from[i] <= to[j]) {
          int taken = Math.max(marks[j] >> 8, -phrases[i].weight());
          marks[j] = marks[j] & 0xFF | taken << 8;
        }
      }
    }
  }

  int best() {
    return Math.max(inject.best(), jail.best());
  }

  /** How sure it is that the text gives orders to a model. */
  int inject() {
    return supported(inject, jail);
  }

  /** How sure it is that the text talks a model out of its rules. */
  int jail() {
    return supported(jail, inject);
  }

  /**
   * What is almost enough alone is more where the other kind is there, too. What words lend goes to
   * the kind that was found, where the other is a hint at most.
   */
  private static int supported(Score score, Score other) {
    boolean hint = score.found() < SUPPORTABLE && other.found() > 2 * score.found();
    int own = hint ? Math.min(score.best(), score.found()) : score.best();
    return own >= SUPPORTABLE ? own + other.best() / 4 : own;
  }

  /** Whether one of them was more than a hint. */
  boolean hidesForSure() {
    return hidesForSure;
  }

  /** Where phrases of some weight stood that a person does not see. */
  Set<String> hiding() {
    return hiding;
  }

  Set<String> injectReasons() {
    return names(inject);
  }

  Set<String> jailReasons() {
    return names(jail);
  }

  private Set<String> names(Score score) {
    Set<String> names = new TreeSet<>();
    score.families().forEach(family -> names.add(grammar.family(family)));
    return names;
  }
}
