package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.expression.RegexToken;
import io.gatewaystack.context.expression.RegexToken.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What stands plainly in an expression: texts that lack it need not be matched, and that is much
 * cheaper to tell.
 *
 * @param beginning what every match begins with
 * @param part the longest text that every match holds
 */
record PlainParts(String beginning, String part) {
  private static final PlainParts NONE = new PlainParts("", "");

  /**
   * Finds them.
   *
   * @param tokens a valid expression
   * @param anchored whether its first token only anchors it
   */
  static PlainParts of(List<RegexToken> tokens, boolean anchored) {
    if (tokens.stream().anyMatch(t -> t.kind() == Kind.BAR || t.kind() == Kind.FLAGS)) {
      return NONE;
    }
    List<String> runs = runs(anchored ? tokens.subList(1, tokens.size()) : tokens);
    return new PlainParts(
        runs.get(0), runs.stream().max(Comparator.comparingInt(String::length)).orElseThrow());
  }

  boolean in(String text) {
    return text.startsWith(beginning)
        && (part.length() == beginning.length() || text.contains(part));
  }

  /** The plain runs outside of groups, each of which every match holds; the first may be empty. */
  private static List<String> runs(List<RegexToken> tokens) {
    List<String> runs = new ArrayList<>();
    StringBuilder run = new StringBuilder();
    int depth = 0;
    for (RegexToken token : tokens) {
      depth += token.kind() == Kind.OPEN ? 1 : token.kind() == Kind.CLOSE ? -1 : 0;
      if (depth == 0 && !token.character().isEmpty()) {
        run.append(token.character());
        continue;
      }
      if (token.kind() == Kind.REPEAT && !token.text().startsWith("+")) {
        dropLast(run);
      }
      runs.add(run.toString());
      run.setLength(0);
    }
    runs.add(run.toString());
    return runs;
  }

  /** The last character may be missing; it may be half of a pair. */
  private static void dropLast(StringBuilder text) {
    if (text.length() > 0) {
      text.setLength(text.offsetByCodePoints(text.length(), -1));
    }
  }
}
