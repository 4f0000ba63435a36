package io.gatewaystack.transformabl.safety;

import io.gatewaystack.transformabl.text.NormalText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One scan of what belongs together: the values of a document, the results of a call. Weak signs in
 * several texts add up when they stand near each other. Not safe for use by several threads.
 */
public final class SafetyScan {
  private static final int APART = 8; // words that the end of a value is worth

  /** What evidence has to weigh to make a label. */
  static final int LIKELY = 60;

  static final int CLEAR = 90;

  private final int cap;
  private final Evidence evidence = new Evidence(Grammar.INSTANCE);
  private final PhraseMatcher matcher = new PhraseMatcher(Grammar.INSTANCE, evidence);
  private final Payloads payloads = new Payloads();
  private final WordReader reader;
  private final CodeScan code = new CodeScan();
  private PlainText plain = new PlainText();
  private PlainText undone = new PlainText();
  private final Set<String> hidden = new TreeSet<>();
  private boolean hiddenForSure;
  private boolean encoded;
  private boolean truncated;
  private int seen;

  /**
   * A scan of nothing so far.
   *
   * @param cap characters that are looked at
   * @param used words that are known
   */
  SafetyScan(int cap, UsedWords used) {
    this.cap = cap;
    this.reader = new WordReader(matcher, evidence, payloads, used);
  }

  /**
   * Looks at a value of its own.
   *
   * @return this
   */
  public SafetyScan value(String text) {
    matcher.endValue(APART);
    return look(text);
  }

  /**
   * Looks at what goes on where the last value ended: the next element of an array, the next piece
   * of a text that comes in pieces. Words are not put together across the border, sentences are.
   *
   * @return this
   */
  public SafetyScan more(String text) {
    return look(text);
  }

  /**
   * Looks at a text whose disguises are off: as {@link #value}, or {@link #more} where it goes on.
   *
   * @param normal the text; not longer than what is left of the cap
   * @param original the same text as it was written; null for printable ASCII
   */
  public void read(NormalText normal, @Nullable String original, boolean goesOn) {
    if (!goesOn) {
      matcher.endValue(APART);
    }
    if (normal.length() > cap - seen) {
      truncated = true;
    } else if (normal.length() > 0) {
      seen += normal.length();
      if (original != null) {
        read(plain.read(normal), original);
        payloads();
      } else {
        readAscii(normal);
      }
    }
  }

  private void readAscii(NormalText text) {
    int words = ReadName.words(text);
    if (words == 1 && text.length() > 1) {
      matcher.begin(0, false);
      matcher.word(reader.meaning(text));
      text.wordsEnd(reader.calmEnd());
    } else if (words > 0) {
      tell(ReadName.of(text, words));
    } else if (!isFigure(text)) {
      text.wordsEnd(read(plain.ascii(text), null));
      payloads();
    }
  }

  /** Looks at a name that was read before, as at a value of its own. */
  public void again(ReadName name) {
    matcher.endValue(APART);
    if (name.length() > cap - seen) {
      truncated = true;
    } else {
      seen += name.length();
      tell(name);
    }
  }

  private void tell(ReadName name) {
    matcher.begin(0, false);
    for (int meaning : name.meanings()) {
      matcher.word(meaning);
    }
  }

  private boolean isFigure(NormalText text) {
    int numbers = Figures.count(text);
    matcher.pass(Math.max(0, numbers));
    return numbers != Figures.NONE;
  }

  private SafetyScan look(String text) {
    int left = cap - seen;
    truncated |= text.length() > left;
    String whole = text.length() > left ? text.substring(0, left) : text;
    seen += whole.length();
    if (!whole.isEmpty()) {
      read(whole);
      payloads();
    }
    return this;
  }

  private void payloads() {
    String inner = payloads.next();
    if (inner == null) {
      return;
    }
    weigh(0);
    int before = evidence.best();
    for (; inner != null; inner = payloads.next()) {
      matcher.endText();
      read(inner);
    }
    matcher.endText();
    weigh(0);
    encoded |= evidence.best() > before;
  }

  private void weigh(int least) {
    matcher.settle(least);
    evidence.weigh();
  }

  private void read(String text) {
    read(plain.read(text), text);
  }

  /** Returns up to where no sweep stops at a text of ASCII. */
  private int read(PlainText plain, @Nullable String text) {
    matcher.forgetDisguises();
    int before = code.score();
    words(plain);
    int calm = reader.calmEnd();
    if (reader.isBare() && text == null) {
      code.read(plain.chars(), plain.length(), reader.starts());
    } else {
      code.read(plain.chars(), plain.length());
    }
    if (code.score() > Math.max(before, LIKELY - 1)) {
      int talk = CodeTalk.weight(plain.chars(), plain.length());
      if (talk > 0) {
        code.doubt(before, talk);
      }
    }
    undisguise(plain);
    if (text != null && mayHide(text)) {
      invisible(new Invisible(text));
    }
    return calm;
  }

  /** Reads once more, and rightly, what stands around words that were seen to be disguised. */
  private void undisguise(PlainText plain) {
    Stretches turned = matcher.turned();
    Stretches reversed = matcher.reversed();
    if (!turned.isEmpty() || !reversed.isEmpty()) {
      encoded = true;
      List<String> readings = new ArrayList<>();
      turned.forEach(plain.chars(), plain.length(), t -> readings.add(Disguises.rot13(t)));
      reversed.forEach(
          plain.chars(),
          plain.length(),
          text -> {
            readings.add(new StringBuilder(text).reverse().toString());
            readings.add(Disguises.wordsReversed(text));
          });
      readings.forEach(this::anew);
    }
  }

  private void words(PlainText text) {
    reader.start(text);
    boolean more;
    do {
      int from = reader.at();
      more = reader.readOn();
      if (matcher.mayLabel()) { // else nobody asks how its words are written
        evidence.wording().keep(text.chars(), from, reader.at(), matcher.now());
      }
      matcher.endStretch();
    } while (more);
  }

  private void anew(String text) {
    matcher.endText();
    words(undone.read(text));
    matcher.endText();
  }

  private static boolean mayHide(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        return true;
      }
    }
    return false;
  }

  private void invisible(Invisible invisible) {
    if (!invisible.tagText().isEmpty()) {
      hidden.add("tag_characters");
      hiddenForSure = true;
      anew(invisible.tagText());
    }
    if (invisible.carriesData()) {
      hidden.add("invisible_data");
      hiddenForSure = true;
    }
    hidden.addAll(invisible.doubts());
  }

  /** Gives back the room that reading took, until the next text comes. */
  public void release() {
    plain = new PlainText();
    undone = new PlainText();
    reader.release();
  }

  /** What was found so far. */
  public SafetyLabels labels() {
    weigh(LIKELY);
    List<SafetyLabel> labels = new ArrayList<>(0);
    spoken(SafetyCategory.PROMPT_INJECTION, evidence.inject(), evidence.injectReasons(), labels);
    spoken(SafetyCategory.JAILBREAK_ATTEMPT, evidence.jail(), evidence.jailReasons(), labels);
    scored(SafetyCategory.CODE_INJECTION, code.score(), code.reasons(), labels);
    concealed(labels);
    return labels.isEmpty() && !truncated ? SafetyLabels.NONE : new SafetyLabels(labels, truncated);
  }

  private void spoken(
      SafetyCategory category, int score, Set<String> reasons, List<SafetyLabel> labels) {
    Set<String> why = new TreeSet<>(reasons);
    if (encoded) {
      why.add("encoded");
    }
    scored(category, score, why, labels);
  }

  private static void scored(
      SafetyCategory category, int score, Set<String> reasons, List<SafetyLabel> labels) {
    if (score >= LIKELY) {
      Certainty certainty = score >= CLEAR ? Certainty.CLEAR : Certainty.LIKELY;
      labels.add(new SafetyLabel(category.label(), certainty, reasons));
    }
  }

  private void concealed(List<SafetyLabel> labels) {
    Set<String> why = new TreeSet<>(hidden);
    why.addAll(evidence.hiding());
    if (!why.isEmpty()) {
      boolean sure = hiddenForSure || evidence.hidesForSure();
      Certainty certainty = sure ? Certainty.CLEAR : Certainty.LIKELY;
      labels.add(new SafetyLabel(SafetyCategory.HIDDEN_INSTRUCTIONS.label(), certainty, why));
    }
  }
}
