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
  private static final boolean[] OPENS = table("`\n<>'{}");
  private static final boolean[] SHAPES = table("{$#<'\".oOaA");
  private static final int MORE = 15; // added for each further kind of sign

  private final CodeSigns signs = CodeSigns.INSTANCE;
  private final Set<String> reasons = new TreeSet<>();
  private int best;

  private static boolean[] table(String chars) {
    boolean[] table = new boolean[128];
    chars.chars().forEach(c -> table[c] = true);
    return table;
  }

  /** Looks at a text. */
  void read(char[] chars, int length) {
    CodeText text = new CodeText(chars, length);
    CodeShapes shapes = new CodeShapes(text);
    boolean inWord = false;
    for (int at = 0; at < length; at++) {
      char c = chars[at];
      boolean letter = CharKind.isLetter(c);
      if (letter && inWord) {
        continue; // nothing starts inside a word
      }
      inWord = letter || text.isWord(at);
      if (c < 128 && OPENS[c]) {
        text.pass(at);
      }
      if (signs.canStart(text.lower(at), text.lower(at + 1))) {
        walk(text, at);
      }
      if (c < 128 && SHAPES[c]) {
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
      int next = text.behindSpace(i);
      node = signs.step(node, next > i ? ' ' : text.lower(i));
      if (node == Lexicon.DEAD) {
        return;
      }
      i = next > i ? next : i + 1;
      for (Mark mark : signs.marks(node)) {
        judge(mark, text, at, i);
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
          case UNION -> text.breaksOut(from) && text.endsWord(to);
          case TAG -> text.isInTag(from);
          case SCRIPT -> text.holdsScript(to);
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

  /** How sure it is that a text holds code that would run. */
  int score() {
    return best;
  }

  /** The kinds of signs found. */
  Set<String> reasons() {
    return reasons;
  }
}
