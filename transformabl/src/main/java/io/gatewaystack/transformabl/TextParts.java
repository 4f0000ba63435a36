package io.gatewaystack.transformabl;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Texts that are not JSON by their type: a text body, the field of a form. One that is a JSON
 * document all the same is treated as such.
 *
 * @param redactor says what becomes of matches
 * @param wanted the pointers of texts to look at; null for all
 */
record TextParts(Redactor redactor, @Nullable Predicate<String> wanted) {

  /**
   * What becomes of a text.
   *
   * @param context its name, empty when it has none
   * @param pointer its place
   * @return {@code text} itself when it stays
   */
  String edited(String text, String context, String pointer) {
    List<TextEdit> edits = edits(text, context, pointer);
    return edits.isEmpty() ? text : TextEdit.apply(text, edits);
  }

  /** What to change in a text; see {@link #edited}. */
  List<TextEdit> edits(String text, String context, String pointer) {
    if (wanted != null && !wanted.test(pointer)) {
      return List.of();
    }
    List<TextEdit> edits =
        NestedJson.edits(
            text,
            document ->
                new JsonScan(
                        redactor,
                        document,
                        new JsonScan.Place(
                            pointer, wanted, anywhere -> false, Integer.MAX_VALUE, 0))
                    .edits());
    return edits != null ? edits : redactor.edits(text, context, pointer);
  }

  /** The pointer of a named field. */
  static String pointer(String name) {
    return "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
