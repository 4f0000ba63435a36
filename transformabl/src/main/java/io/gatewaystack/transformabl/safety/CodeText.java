package io.gatewaystack.transformabl.safety;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A text as {@link CodeScan} reads it: what stands before and behind a place in it. */
final class CodeText {
  private static final int FAR = 200;
  private static final int BLANK = 96; // the most white space and comments between two words
  private static final int LISTING = 4000; // characters that are looked at to know a program

  /** A text that starts with one of these is a program, a query or a session as a whole. */
  private static final Set<String> STARTS =
      Set.of(
          """
          select with insert update delete create alter drop explain begin merge ls cd
          git npm npx yarn docker kubectl mvn make cat echo export mkdir sudo apt
          apt-get brew pip set for if while cp mv tar grep find ssh curl wget chmod go
          cargo python python3 node bash sh rm import from def class public package
          const let var function #!/bin/bash #!/bin/sh <!doctype <html <html> $ use
          touch source gradle truncate grant revoke declare rsync psql mysql helm terraform
          systemctl sed awk run run: entrypoint command: script: begin; alias
          [ [[
          """
              .split("\\s+"));

  private final char[] chars;
  private final int length;
  private @Nullable Boolean program;
  private boolean inBlock;
  private boolean inLine;
  private int tag = -1; // where the tag starts that is open
  private int braces = -1; // where the braces of a template were opened last
  private int apostrophes;

  CodeText(char[] chars, int length) {
    this.chars = chars;
    this.length = length;
  }

  private String firstWord() {
    int from = 0;
    while (from < length && chars[from] <= ' ') {
      from++;
    }
    int to = from;
    while (to < length && to - from < 16 && chars[to] > ' ') {
      to++;
    }
    return new String(chars, from, to - from).toLowerCase(Locale.ROOT);
  }

  int length() {
    return length;
  }

  /** The characters between two positions in lower case. */
  String part(int from, int to) {
    return new String(chars, from, to - from).toLowerCase(Locale.ROOT);
  }

  /** The character at a position in lower case; NUL outside. */
  char lower(int at) {
    if (at < 0 || at >= length) {
      return 0;
    }
    char c = chars[at];
    return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
  }

  /** Notes what the character at a position opens or closes; called for each in order. */
  void pass(int at) {
    switch (chars[at]) {
      case '`' -> {
        boolean fence = lower(at + 1) == '`' && lower(at + 2) == '`' && lower(at - 1) != '`';
        if (fence) {
          inBlock = !inBlock;
          inLine = false;
        } else if (lower(at - 1) != '`' && lower(at + 1) != '`') {
          inLine = !inLine && !glued(at) && !wraps(at);
        }
      }
      case '\n' -> inLine = false;
      case '<' -> tag = at;
      case '>' -> tag = -1;
      case '{' ->
          braces =
              "{$#".indexOf(lower(at - 1)) >= 0 && at > 0 || lower(at + 1) == '%' ? at : braces;
      case '}' -> braces = -1;
      case '\'' -> apostrophes += isWord(at - 1) && isWord(at + 1) ? 0 : 1;
      default -> {}
    }
  }

  /** A backtick right behind a word or an operator quotes nothing. */
  boolean glued(int at) {
    return isWord(at - 1) || "=;|&\"'$".indexOf(lower(at - 1)) >= 0 && at > 0;
  }

  /** Nor do those around all of a text that is one command. */
  private boolean wraps(int at) {
    return (at == 0 || at == length - 1)
        && length > 1
        && chars[0] == '`'
        && chars[length - 1] == '`';
  }

  boolean isInBlock() {
    return inBlock || inLine;
  }

  /** Whether the text is a program, a query or a session from its start. */
  boolean isProgram() {
    Boolean known = program;
    if (known == null) {
      known = STARTS.contains(firstWord()) || isListing();
      program = known;
    }
    return known;
  }

  /** Whether most of several lines end as lines of programs do. */
  private boolean isListing() {
    int lines = 0;
    int code = 0;
    for (int i = 1; i <= Math.min(length, LISTING); i++) {
      boolean ends = i == length || chars[i] == '\n';
      if (ends && chars[i - 1] > ' ') {
        lines++;
        code += "{};:,()\\".indexOf(chars[i - 1]) >= 0 ? 1 : 0;
      }
    }
    return lines >= 3 && code * 2 >= lines;
  }

  /** Whether an odd number of apostrophes stands up to here: one is open. */
  boolean quoteIsOpen() {
    return apostrophes % 2 == 1;
  }

  /**
   * Where white space and comments of SQL end that start here, or a limit; the position when none
   * does.
   */
  int behindSpace(int at) {
    int end = at;
    while (end < length && end - at < BLANK) {
      int next = chars[end] <= ' ' ? end + 1 : behindComment(end);
      if (next == end) {
        break;
      }
      end = next;
    }
    return end;
  }

  /** Whether white space or a comment may start at a position in the text. */
  boolean maySpace(int at) {
    return chars[at] <= ' ' || chars[at] == '/';
  }

  private int behindComment(int at) {
    if (chars[at] != '/' || lower(at + 1) != '*') {
      return at;
    }
    for (int close = at + 2; close < length && close - at < FAR; close++) {
      if (chars[close] == '*' && lower(close + 1) == '/') {
        return close + 2;
      }
    }
    return at;
  }

  /** The last position before one that holds no white space; -1 for none. */
  int beforeSpace(int at) {
    int before = at - 1;
    while (before >= 0 && chars[before] <= ' ' && at - before < FAR) {
      before--;
    }
    return before;
  }

  boolean isWord(int at) {
    char c = lower(at);
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_';
  }

  boolean endsWord(int to) {
    return !Character.isLetter(lower(to - 1)) || !isWord(to);
  }

  /**
   * Whether a call is not of something else's method, has an argument, and names no manual page.
   */
  boolean isCall(int from, int to) {
    boolean page = lower(to) >= '0' && lower(to) <= '9' && lower(to + 1) == ')';
    return lower(from - 1) != '.' && lower(to) != ')' && !page;
  }

  boolean isStart(int from) {
    return beforeSpace(from) < 0;
  }

  /** Whether a separator of shell commands, or a substitution, stands right before. */
  boolean followsCommand(int from) {
    int before = beforeSpace(from);
    char c = lower(before);
    return switch (c) {
      case ';', '|' -> true;
      case '&' -> lower(before - 1) == '&' || from - before <= 2;
      case '(' -> lower(before - 1) == '$' || lower(before - 1) == '<';
      case '`' -> glued(before) || wraps(before);
      default -> false;
    };
  }

  boolean followsStatement(int from) {
    return lower(beforeSpace(from)) == ';';
  }

  /** Whether a value could end right before: a quote, a bracket, a number, a comment. */
  boolean breaksOut(int from) {
    char c = lower(beforeSpace(from));
    return !isProgram()
        && (c == '\'' || c == '"' || c == ')' || c == '/' || c >= '0' && c <= '9' || from == 0);
  }

  /** Whether columns follow: a figure, a mark, or words with a comma or a table behind them. */
  boolean selects(int to) {
    int first = behindSpace(to);
    int at = first;
    while (at < length && at - first < FAR && chars[at] != ',' && chars[at] != '\n') {
      if (startsWith("from", at) && !isWord(at - 1)) {
        return true;
      }
      at++;
    }
    return !Character.isLetter(lower(first)) || at < length && chars[at] == ',';
  }

  boolean isInTag(int from) {
    return tag >= 0 && from - tag < FAR;
  }

  boolean isInTemplate(int from) {
    return braces >= 0 && from - braces < FAR;
  }

  /** Whether a text of lower-case letters stands somewhere between two positions. */
  boolean contains(String text, int from, int to) {
    int at = from;
    while (at + text.length() <= to && !startsWith(text, at)) {
      at++;
    }
    return at + text.length() <= to;
  }

  /** Whether a text of lower-case letters stands at a position. */
  boolean startsWith(String text, int at) {
    for (int i = 0; i < text.length(); i++) {
      if (lower(at + i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether nothing follows but the end, of the text or of the command. */
  boolean endsCommand(int to) {
    int next = behindSpace(to);
    return next >= length || ")};&`#\"'".indexOf(lower(next)) >= 0;
  }
}
