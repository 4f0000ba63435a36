package io.gatewaystack.transformabl.safety;

import io.gatewaystack.transformabl.safety.CodeSigns.Mark;
import java.util.Set;
import java.util.TreeSet;

/**
 * Looks for code that would run where a value is pasted. Signs count where they break out of a
 * value; what stands in a code block, or in a program that is written out from its start, is what
 * developers write all day, and counts for less. One pass; from each place at most the longest sign
 * is read. Confined to one scan.
 */
final class CodeScan {
  private static final int IN_BLOCK = 45; // taken off what stands in a code block
  private static final int IN_PROGRAM = 20; // taken off what hardly any program needs
  private static final int RARE = 90;
  private static final int MORE = 15; // added for each further kind of sign

  /** What a character of ASCII is to this scan, together with the next: some of the bits below. */
  private static final byte[] PAIRS = pairs();

  private static final int LETTER = 1;
  private static final int WORD = 2; // a digit or a low line
  private static final int OPENS = 4;
  private static final int SIGN = 8;
  private static final int SHAPE = 16;
  private static final int LAST = 127; // with which nothing starts: stands for all beyond ASCII

  private final CodeSigns signs = CodeSigns.INSTANCE;
  private final Set<String> reasons = new TreeSet<>();
  private int best;

  private static byte[] pairs() {
    boolean[] starts = CodeSigns.INSTANCE.starts();
    byte[] pairs = new byte[starts.length];
    for (int pair = 0; pair < pairs.length; pair++) {
      char c = (char) (pair >> 7);
      boolean word = CharKind.of(c) == CharKind.WORD || c == '_';
      int kind = CharKind.isLetter(c) ? LETTER : word ? WORD : 0;
      int opens = "`\n<>'{}".indexOf(c) >= 0 ? OPENS : 0;
      int sign = starts[pair] ? SIGN : 0;
      int shape = CodeShapes.mayStart(c, (char) (pair & LAST)) ? SHAPE : 0;
      pairs[pair] = (byte) (kind | opens | sign | shape);
    }
    return pairs;
  }

  /** Looks at a text. */
  void read(char[] chars, int length) {
    CodeText text = new CodeText(chars, length);
    CodeShapes shapes = new CodeShapes(text);
    boolean inWord = false;
    for (int at = 0; at < length; at++) {
      char c = chars[at];
      char next = at + 1 < length ? chars[at + 1] : 0;
      int kind = c <= LAST ? PAIRS[c << 7 | Math.min(next, LAST)] : 0;
      if (kind > WORD && !(inWord && (kind & LETTER) != 0)) { // nothing starts inside a word
        look(at, kind, shapes, text);
      }
      inWord = (kind & (LETTER | WORD)) != 0;
    }
  }

  private void look(int at, int kind, CodeShapes shapes, CodeText text) {
    if ((kind & OPENS) != 0) {
      text.pass(at);
    }
    if ((kind & SIGN) != 0) {
      walk(text, at);
    }
    if ((kind & SHAPE) != 0) {
      shape(shapes.weight(at), shapes, text);
    }
  }

  /**
   * Looks at a text of ASCII that holds no marks but {@code , . - : / _}: most signs have others.
   *
   * @param starts where those that have none can start, in order
   */
  void read(char[] chars, int length, CodeStarts starts) {
    if (starts.count() == 0) {
      return;
    }
    CodeText text = new CodeText(chars, length);
    CodeShapes shapes = new CodeShapes(text);
    for (int i = 0; i < starts.count(); i++) {
      int at = starts.at(i);
      walk(text, at);
      if (chars[at] == '.') {
        shape(shapes.weight(at), shapes, text);
      }
    }
  }

  private void shape(int weight, CodeShapes shapes, CodeText text) {
    if (weight > 0) {
      found(weight, shapes.reason(), text);
    }
  }

  private void walk(CodeText text, int at) {
    int node = Lexicon.ROOT;
    int i = at;
    while (i < text.length()) {
      int next = text.maySpace(i) ? text.behindSpace(i) : i;
      node = signs.step(node, next > i ? ' ' : text.lower(i));
      if (node == Lexicon.DEAD) {
        return;
      }
      i = next > i ? next : i + 1;
      if (signs.ends(node)) {
        for (Mark mark : signs.marks(node)) {
          judge(mark, text, at, i);
        }
      }
    }
  }

  private void judge(Mark mark, CodeText text, int from, int to) {
    boolean counts =
        switch (mark.place()) {
          case ANY -> true;
          case CALL -> text.isCall(from, to);
          case COMMAND -> text.followsCommand(from) && text.endsWord(to);
          case BARE -> text.followsCommand(from) && text.endsCommand(to);
          case START -> text.isStart(from);
          case STATEMENT -> text.followsStatement(from) && text.endsWord(to);
          case UNION -> text.breaksOut(from) && text.endsWord(to) && text.selects(to);
          case TAG -> text.isInTag(from) && !new ScriptTags(text).isNoScript(to);
          case SCRIPT -> new ScriptTags(text).holdsScript(to);
          case TEMPLATE -> text.isInTemplate(from);
        };
    if (counts && mark.place() == CodeSigns.Place.START) {
      count(mark.weight(), mark.reason());
    } else if (counts) {
      found(mark.weight(), mark.reason(), text);
    }
  }

  private void found(int weight, String reason, CodeText text) {
    int counts = weight;
    if (text.isInBlock()) {
      counts -= IN_BLOCK;
    } else if (text.isProgram()) {
      counts -= weight >= RARE ? IN_PROGRAM : IN_BLOCK;
    }
    count(counts, reason);
  }

  private void count(int counts, String reason) {
    if (counts <= 0) {
      return;
    }
    boolean more = !reasons.isEmpty() && !reasons.contains(reason) && counts >= 40;
    best = Math.max(best, counts) + (more ? MORE : 0);
    reasons.add(reason);
  }

  /** What was found beyond a score counts for so much less. */
  void doubt(int score, int talk) {
    best = Math.max(score, Math.min(best, RARE + MORE / 2) - talk);
  }

  /** How sure it is that a text holds code that would run. */
  int score() {
    return best;
  }

  /** The kinds of signs found. */
  Set<String> reasons() {
    return reasons;
  }
}
