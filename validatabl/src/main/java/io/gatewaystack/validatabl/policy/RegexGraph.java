package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.expression.RegexToken;
import io.gatewaystack.context.expression.RegexToken.Kind;
import io.gatewaystack.validatabl.policy.TextGraph.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Turns expressions into graphs. What a class, an escape or a letter of either case stands for is
 * asked of the engine that will match them, so that both always agree.
 */
final class RegexGraph {
  /** What names no character beyond ASCII. */
  private static final Pattern ASCII =
      Pattern.compile("([\\x00-\\x7F&&[^\\\\]]|\\\\[\\x00-\\x7F&&[^pPx0-7]])*");

  /** What it costs to ask about every character there is. */
  private static final int ALL_CHARACTERS = 500_000;

  /** What it costs to ask about every character that may be another one's case. */
  private static final int CASED = 2_000;

  private final Effort effort;
  private final Map<String, CharSet> asked = new HashMap<>();

  RegexGraph(Effort effort) {
    this.effort = effort;
  }

  /** The texts that an expression matches from the first character on. */
  TextGraph of(TextPattern pattern) {
    return of(RegexToken.read(pattern.expression()));
  }

  /** The same for an expression that is known to be valid. */
  TextGraph of(List<RegexToken> expression) {
    TextGraph graph = TextGraph.of(new Parser(expression).alternatives());
    effort.spend(50L * graph.size()); // nodes are kept
    return graph;
  }

  /** Reads one expression that is known to be valid. */
  private final class Parser {
    private final List<RegexToken> tokens;
    private int at;
    private Flags flags = new Flags(false, false, true);

    Parser(List<RegexToken> tokens) {
      this.tokens = tokens;
    }

    /** To the end of the group, or of the expression. */
    Piece alternatives() {
      List<Piece> alternatives = new ArrayList<>();
      List<Piece> sequence = new ArrayList<>();
      while (at < tokens.size() && tokens.get(at).kind() != Kind.CLOSE) {
        RegexToken token = tokens.get(at++);
        switch (token.kind()) {
          case BAR -> {
            alternatives.add(Piece.sequence(List.copyOf(sequence)));
            sequence.clear();
          }
          case FLAGS -> flags = flags.changed(token.text());
          case OPEN -> sequence.add(group(token));
          case QUOTE -> quoted(token.text()).forEach(sequence::add);
          case REPEAT -> sequence.add(repeated(sequence.remove(sequence.size() - 1), token));
          case CHARACTER -> sequence.add(character(token.text().codePointAt(0)));
          case STEP -> sequence.add(step(token.text()));
          case CLOSE -> throw new IllegalStateException("not reached");
        }
      }
      alternatives.add(Piece.sequence(List.copyOf(sequence)));
      return Piece.either(alternatives);
    }

    private Piece repeated(Piece piece, RegexToken token) {
      return token.most().isEmpty()
          ? piece.repeated(token.least())
          : piece.repeated(token.least(), token.most().getAsInt());
    }

    private Piece group(RegexToken open) {
      Flags outside = flags;
      if (open.text().endsWith(":")) {
        flags = flags.changed(open.text());
      }
      Piece inside = alternatives();
      at++;
      flags = outside;
      return inside;
    }

    private List<Piece> quoted(String quote) {
      String text = quote.substring(2, quote.length() - (quote.endsWith("\\E") ? 2 : 0));
      return text.codePoints().mapToObj(this::character).toList();
    }

    private Piece character(int character) {
      return Piece.of(flags.anyCase() ? anyCase(character) : CharSet.of(character));
    }

    private CharSet anyCase(int character) {
      String letter = Character.toString(character);
      if (character < CharSet.FIRST_BEYOND_ASCII) {
        return ask(com.google.re2j.Pattern.quote(letter));
      }
      if (!CharSet.isCased(character)) {
        return CharSet.of(character);
      }
      String expression = flags.expression() + letter;
      CharSet known = asked.get(expression);
      if (known == null) {
        effort.spend(CASED);
        known = CharSet.anyCase(character);
        asked.put(expression, known);
      }
      return known;
    }

    private Piece step(String step) {
      return Bound.of(step, flags.lines()).map(Piece::of).orElseGet(() -> Piece.of(ask(step)));
    }

    private CharSet ask(String step) {
      String expression = flags.expression() + step;
      CharSet known = asked.get(expression);
      if (known == null) {
        boolean ascii = ASCII.matcher(step).matches();
        effort.spend(ascii ? 1 : ALL_CHARACTERS);
        known = CharSet.matching(expression, ascii);
        asked.put(expression, known);
      }
      return known;
    }
  }

  /** What {@code i}, {@code m} and {@code s} say; whether to match greedily makes no difference. */
  private record Flags(boolean anyCase, boolean lines, boolean dotIsAll) {
    /** These flags behind {@code (?i-s)} or the like. */
    Flags changed(String group) {
      int minus = group.indexOf('-');
      String on = minus < 0 ? group : group.substring(0, minus);
      String off = minus < 0 ? "" : group.substring(minus);
      return new Flags(
          is('i', anyCase, on, off), is('m', lines, on, off), is('s', dotIsAll, on, off));
    }

    private static boolean is(char flag, boolean now, String on, String off) {
      return on.indexOf(flag) >= 0 || now && off.indexOf(flag) < 0;
    }

    String expression() {
      return (anyCase ? "(?i)" : "") + (dotIsAll ? "" : "(?-s)");
    }
  }
}
