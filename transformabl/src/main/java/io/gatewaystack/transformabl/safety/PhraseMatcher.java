package io.gatewaystack.transformabl.safety;

/**
 * Follows the words of a text and tells a {@link PhraseLog} which of them mean something, and where
 * each stands: how many words, sentences and values lie between them. Confined to one scan.
 */
final class PhraseMatcher {
  private static final int FAR = 200;
  private static final int START = 1000; // further from 0, which is "never", than any gap

  private final Grammar grammar;
  private final PhraseLog log;
  private final int rot13;
  private final int backwards;
  private int now = START;
  private int sentence = START + 1;
  private int clause = START + 1;
  private int words;
  private boolean address;
  private int offset; // where the word starts that is read
  private final Stretches turned = new Stretches();
  private final Stretches reversed = new Stretches();

  PhraseMatcher(Grammar grammar, Evidence evidence) {
    this.grammar = grammar;
    this.log = new PhraseLog(grammar, evidence, START);
    rot13 = grammar.set(Sign.ROT13);
    backwards = grammar.set(Sign.REVERSED);
  }

  /** Whether the words so far can make a label. */
  boolean mayLabel() {
    return log.mayLabel();
  }

  /** The number of the last word. */
  int now() {
    return now;
  }

  /** The next word. */
  void word(int meaning) {
    now++;
    words++;
    if (meaning > Lexicon.UNKNOWN) {
      if (now <= clause && grammar.leads(meaning)) { // leaves the next word the start: please, now
        sentence += now == sentence ? 1 : 0;
        clause += now == clause ? 1 : 0;
      }
      rejoin(meaning);
    }
  }

  /** Where words in ROT13 were known. */
  Stretches turned() {
    return turned;
  }

  /** Where words that are spelled backwards were known. */
  Stretches reversed() {
    return reversed;
  }

  /** Another text is read, in which disguises may or may not be. */
  void forgetDisguises() {
    turned.clear();
    reversed.clear();
  }

  /** The last word goes on: this is what it means as a whole. */
  void rejoin(int meaning) {
    if (meaning == rot13) {
      turned.add(offset);
    } else if (meaning == backwards) {
      reversed.add(offset);
    }
    log(meaning);
  }

  /** A word starts at an offset. */
  void begin(int at, boolean partOfAddress) {
    offset = at;
    address = partOfAddress;
  }

  /** Whether the words that follow are parts of an address: names there say nothing of the text. */
  void inAddress(boolean now) {
    address = now;
  }

  /** What belongs to the word before, or to the one behind. */
  void sign(Sign sign) {
    log(grammar.set(sign));
  }

  /** Words that mean nothing here. */
  void pass(int count) {
    now += count;
    words += count;
  }

  /**
   * The sentence ends: what follows is further away than the next word. A sentence of one or two
   * words is none.
   */
  void endSentence(int distance) {
    if (words > 2) {
      now += distance;
    }
    beginSentence();
  }

  /** What follows may start like a sentence although none has ended. */
  void beginClause() {
    clause = now + 1;
  }

  /** Another value of the same document begins. */
  void endValue(int distance) {
    now += distance;
    beginSentence();
  }

  /** Another text begins, to which nothing of this one belongs. */
  void endText() {
    endValue(FAR);
  }

  private void beginSentence() {
    words = 0;
    sentence = now + 1;
    clause = now + 1;
  }

  private void log(int set) {
    log.add(set, now, address, now + 1 - sentence, now + 1 - clause);
  }

  /** What is found behind this word stands where a person does not see it. */
  void hide(String reason) {
    log.hide(now, reason);
  }

  /** What is found from now on can be seen. */
  void show() {
    log.show(now);
  }

  /** A quotation ended that began behind a word. */
  void quoted(int word, boolean literal) {
    log.quoted(now, word, literal);
  }

  /**
   * A stretch of text ends: when enough was said, it is judged for itself, and but for the last
   * words it is forgotten.
   */
  void endStretch() {
    log.endStretch();
  }

  /**
   * The evidence is asked for: what phrases there were so far are told.
   *
   * @param least what it has to weigh to be worth it
   */
  void settle(int least) {
    log.settle(least);
  }
}
