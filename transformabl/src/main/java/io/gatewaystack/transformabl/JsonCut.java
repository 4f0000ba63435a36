package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import org.jspecify.annotations.Nullable;

/**
 * Where the beginning of a JSON document can be cut in two documents: behind the last value that
 * another follows.
 *
 * @param at where the comma stands
 * @param closing what makes a document of what is before
 * @param opening what makes the beginning of one of the comma and what is behind, in its place
 */
record JsonCut(int at, String closing, String opening) {

  /** The cut of a text; null when no value in it is followed by another. */
  static @Nullable JsonCut of(String text) {
    int at = lastComma(text);
    if (at < 0) {
      return null;
    }
    JsonSyntax syntax = new JsonSyntax();
    String[] names = new String[JsonDocument.MAX_DEPTH + 1];
    int string = 0;
    for (int i = 0; i < at; i++) {
      boolean inString = syntax.isInString();
      syntax.next(text.charAt(i));
      if (inString != syntax.isInString()) {
        string = inString ? string : i;
        if (inString && syntax.isInName()) {
          names[syntax.depth()] = text.substring(string, i + 1);
        }
      }
    }
    return new JsonCut(at, closing(syntax), opening(syntax, names));
  }

  private static int lastComma(String text) {
    JsonSyntax syntax = new JsonSyntax();
    int last = -1;
    for (int i = 0; i < text.length(); i++) {
      boolean comma = text.charAt(i) == ',' && !syntax.isInString();
      syntax.next(text.charAt(i));
      last = comma && !syntax.isNone() ? i : last;
    }
    return last;
  }

  private static String closing(JsonSyntax syntax) {
    StringBuilder closing = new StringBuilder();
    for (int level = syntax.depth(); level > 0; level--) {
      closing.append(syntax.isObject(level) ? '}' : ']');
    }
    return closing.toString();
  }

  /** Objects and arrays around the cut, the innermost with something for the comma to follow. */
  private static String opening(JsonSyntax syntax, String[] names) {
    StringBuilder opening = new StringBuilder();
    for (int level = 1; level <= syntax.depth(); level++) {
      boolean innermost = level == syntax.depth();
      if (syntax.isObject(level)) {
        opening.append('{').append(innermost ? "\"\":0" : names[level] + ":");
      } else {
        opening.append(innermost ? "[0" : "[");
      }
    }
    return opening.toString();
  }
}
