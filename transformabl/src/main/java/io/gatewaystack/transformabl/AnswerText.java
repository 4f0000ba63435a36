package io.gatewaystack.transformabl;

import io.gatewaystack.context.Route;
import io.gatewaystack.context.json.JsonDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the text in one answer: first matches are redacted, then tokens restored. What is
 * found is counted over the whole answer. Not safe for use by several threads.
 */
final class AnswerText {
  private final Treatment treatment;
  private final @Nullable Restorer restorer;
  private final Predicate<String> fixed;
  private final Tally tally = new Tally();
  private final Watch watch;
  private final TextScanner scanner;
  private final Redactor ofPieces;

  /**
   * Text of an answer.
   *
   * @param treatment what happens to answers
   * @param scope whose tokens are restored; null when there are none
   */
  AnswerText(
      TextScanner scanner, Treatment treatment, @Nullable PseudonymScope scope, Route route) {
    this.treatment = treatment;
    this.restorer = scope == null ? null : new Restorer(scope);
    this.fixed = RoutingFields.ofAnswer(route.protocol());
    this.watch = treatment.watch(tally);
    this.scanner = scanner;
    this.ofPieces = redactor();
  }

  /** One for each use: what it reads with takes as much room as what it has read. */
  private Redactor redactor() {
    return new Redactor(scanner, treatment.rules(), null, tally, watch);
  }

  Tally tally() {
    return tally;
  }

  /** Something passes that was not looked at. */
  void unscanned() {
    if (treatment.looks()) {
      tally.label(Tally.UNSCANNED);
    }
  }

  /** Takes over the most bytes that one message may have. */
  void maxMessageBytes(int most) {
    if (restorer != null) {
      restorer.maxMessageBytes(most);
    }
  }

  Treatment treatment() {
    return treatment;
  }

  /** Bytes kept for pieces of texts to come. */
  int memory() {
    return watch.memory();
  }

  boolean restores() {
    return restorer != null;
  }

  /** A whole document; itself when nothing is changed. */
  JsonDocument edited(JsonDocument document) {
    JsonDocument redacted = document.splice(redactions(document, null));
    judge(redacted, null);
    return restored(redacted, null);
  }

  /**
   * The redactions of a document.
   *
   * @param skipped the pointers of values that are not looked at; null for none
   */
  List<JsonDocument.Edit> redactions(JsonDocument document, @Nullable Predicate<String> skipped) {
    if (!treatment.looks()) {
      return new ArrayList<>(0);
    }
    Predicate<String> wanted = skipped == null ? null : skipped.negate();
    JsonScan.Place place = new JsonScan.Place("", wanted, fixed, Integer.MAX_VALUE, 0);
    watch.envelopes(skipped != null);
    List<JsonDocument.Edit> edits = new JsonScan(redactor(), document, place).edits();
    watch.tell();
    return edits;
  }

  /**
   * Lets the classifier, if there is one, judge what was redacted.
   *
   * @param skipped the pointers of values that are judged elsewhere; null for none
   */
  void judge(JsonDocument redacted, @Nullable Predicate<String> skipped) {
    watch.judge(redacted, skipped);
  }

  /** A document with tokens restored; itself when there are none. */
  JsonDocument restored(JsonDocument document, @Nullable Predicate<String> skipped) {
    return restorer == null ? document : JsonRestore.restored(restorer, document, skipped);
  }

  /** A text that is looked at by itself. */
  String redacted(String plain) {
    if (!treatment.looks()) {
      return plain;
    }
    String redacted = TextEdit.apply(plain, redactor().edits(plain, "", ""));
    watch.tell();
    watch.judge(redacted);
    return redacted;
  }

  /** What the tokens of a text go through that comes in pieces. */
  List<TextFlow> restoring() {
    return restorer == null ? List.of() : List.of(new RestoreFlow(restorer));
  }

  /** What a text that comes in pieces goes through. */
  List<TextFlow> flows(String pointer) {
    List<TextFlow> flows = new ArrayList<>(3);
    if (treatment.looks()) {
      DocumentFlow scan = new DocumentFlow(ofPieces, pointer);
      flows.add(treatment.dependsOnMatches() ? scan : new CountFlow(scan));
      if (watch.looks()) {
        flows.add(new SafetyFlow(watch));
      }
    }
    if (restorer != null) {
      flows.add(new RestoreFlow(restorer));
    }
    return flows;
  }
}
