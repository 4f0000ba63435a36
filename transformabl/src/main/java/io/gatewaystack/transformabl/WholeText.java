package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The text of a document in a string, in which more may be found than in its leaves: a word in one
 * member explains the digits in another. What is found there is redacted in the leaves where it
 * stands, so that the document stays one. Not safe for use by several threads.
 */
final class WholeText {
  private static final int MAX_PASSES = 4;

  private final Redactor redactor;
  private final FoundLeaf leaf;
  private final JsonScan.Place place;

  /**
   * A text.
   *
   * @param leaf the string
   * @param place where the document in it stands
   */
  WholeText(Redactor redactor, FoundLeaf leaf, JsonScan.Place place) {
    this.redactor = redactor;
    this.leaf = leaf;
    this.place = place;
  }

  /** What was found in a text and not in its parts: as many of each type as were not seen there. */
  static List<Match> unseen(List<Match> whole, List<Match> seen) {
    Map<PiiType, Integer> left = new HashMap<>();
    seen.forEach(match -> left.merge(match.type(), 1, Integer::sum));
    return whole.stream().filter(match -> left.merge(match.type(), -1, Integer::sum) < 0).toList();
  }

  /**
   * All edits of the text. A text that does not come to rest is replaced as a whole.
   *
   * @param changes those of its leaves
   */
  List<TextEdit> completed(List<TextEdit> changes) {
    String before = leaf.text();
    String text = TextEdit.apply(before, changes);
    List<Match> left = changes.isEmpty() ? leaf.matches() : redactor.left(text, leaf.context());
    if (left.isEmpty()) {
      return changes;
    }
    String now = settled(text, left);
    return now.equals(text) ? changes : List.of(TextEdit.between(before, now));
  }

  private String settled(String text, List<Match> found) {
    String now = text;
    List<Match> left = found;
    for (int pass = 0; pass < MAX_PASSES; pass++) {
      String next = edited(now, left);
      if (next.equals(now)) {
        return now; // what is left is to stay
      }
      now = edited(next, List.of());
      left = redactor.left(now, leaf.context());
      if (left.isEmpty()) {
        return now;
      }
    }
    String whole = redactor.replacement(found.get(0).type(), leaf.text(), place.prefix());
    return whole == null ? "" : whole;
  }

  /**
   * The text with its document edited.
   *
   * @param matches what to edit; none for what its leaves hold
   */
  private String edited(String text, List<Match> matches) {
    JsonDocument document = NestedJson.document(text);
    if (document == null) { // a name that was redacted became too long for one
      return "";
    }
    JsonScan scan =
        matches.isEmpty()
            ? new JsonScan(redactor, document, place)
            : new JsonScan(redactor, document, place, text, matches);
    return TextEdit.apply(text, NestedJson.edits(text, scan.edits()));
  }
}
