package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.detect.Reading;
import io.gatewaystack.transformabl.safety.SafetyRules;
import io.gatewaystack.transformabl.safety.SafetyScanner;
import io.gatewaystack.transformabl.text.Name;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Says what becomes of the matches in one body or answer, and counts them. Not safe for use by
 * several threads.
 *
 * @param scanner finds the matches
 * @param rules what is redacted; null when nothing is
 * @param pseudonyms where pseudonyms come from; null when there are none
 * @param tally counts
 * @param watch looks for what is unsafe
 * @param again reads what is left when something was replaced
 */
record Redactor(
    TextScanner scanner,
    @Nullable RedactionRules rules,
    @Nullable PseudonymScope pseudonyms,
    Tally tally,
    Watch watch,
    Reading again) {

  /** How often what is left is read once more. */
  static final int MAX_PASSES = 3;

  Redactor(
      TextScanner scanner,
      @Nullable RedactionRules rules,
      @Nullable PseudonymScope pseudonyms,
      Tally tally,
      Watch watch) {
    this(scanner, rules, pseudonyms, tally, watch, new Reading());
  }

  /** Looks for nothing unsafe. */
  Redactor(
      TextScanner scanner,
      @Nullable RedactionRules rules,
      @Nullable PseudonymScope pseudonyms,
      Tally tally) {
    this(
        scanner,
        rules,
        pseudonyms,
        tally,
        new Watch(SafetyRules.off(), SafetyScanner.standard(), tally));
  }

  boolean redacts() {
    return rules != null;
  }

  boolean redactsKeys() {
    return rules != null && rules.redactsKeys();
  }

  void count(List<Match> matches) {
    matches.forEach(match -> tally.add(match.type()));
  }

  /** Counts what stands in a text that is not to be changed. */
  void labelled(String text) {
    watch.text(text);
    count(scanner.matches(text, ""));
  }

  /** Counts what stands in a text and says what to change in it. */
  List<TextEdit> edits(String text, String context, String pointer) {
    watch.text(text);
    List<Match> matches = scanner.matches(text, context);
    count(matches);
    return edits(text, context, pointer, matches);
  }

  /**
   * What to change in a text so that no match is left in it that is to be redacted. Replacing a
   * match can bring another to light, a number that had stood right beside it, say; a text that
   * does not come to rest is replaced as a whole. What would be replaced by itself, since an
   * owner's pattern matches its own mask, is at rest.
   *
   * @param context the name of the text, empty when it has none
   * @param pointer where it stands
   * @param matches what was found in it
   */
  List<TextEdit> edits(String text, String context, String pointer, List<Match> matches) {
    List<Match> spans = spans(matches, pointer);
    if (spans.isEmpty()) {
      return List.of();
    }
    List<TextEdit> edits = replaced(text, spans, pointer);
    String settled = TextEdit.apply(text, edits);
    for (int pass = 0; pass < MAX_PASSES; pass++) {
      List<TextEdit> more = replaced(settled, spans(left(settled, context), pointer), pointer);
      if (more.isEmpty()) {
        return pass == 0 ? edits : List.of(new TextEdit(0, text.length(), settled));
      }
      settled = TextEdit.apply(settled, more);
    }
    String whole = replacement(spans.get(0).type(), text, pointer);
    return List.of(new TextEdit(0, text.length(), whole == null ? "" : whole));
  }

  /** What is found in a text in which something was replaced. */
  List<Match> left(String text, String context) {
    again.text().read(text);
    return scanner.matches(again, Name.of(context));
  }

  /** The maximal spans of the matches that are to be redacted. */
  List<Match> spans(List<Match> matches, String pointer) {
    if (rules == null || matches.isEmpty()) {
      return List.of();
    }
    List<Match> wanted = new ArrayList<>(matches.size());
    for (Match match : matches) {
      if (rules.find(match.type(), pointer) != null) {
        wanted.add(match);
      }
    }
    return wanted.isEmpty() ? wanted : Overlaps.merged(wanted);
  }

  private List<TextEdit> replaced(String text, List<Match> spans, String pointer) {
    List<TextEdit> edits = new ArrayList<>(spans.size());
    for (Match span : spans) {
      String value = span.value(text);
      String with = replacement(span.type(), value, pointer);
      if (with != null && !with.equals(value)) {
        edits.add(new TextEdit(span.start(), span.end(), with));
      }
    }
    return edits;
  }

  /** What is put in the place of a value; null when it stays. */
  @Nullable String replacement(PiiType type, String value, String pointer) {
    Redaction redaction = rules == null ? null : rules.find(type, pointer);
    if (redaction == null) {
      return null;
    }
    tally.replaced(redaction.mode());
    if (redaction instanceof Pseudonym && pseudonyms != null) {
      String whole = restored(value, pseudonyms);
      String token = pseudonyms.token(type, whole);
      if (token != null) {
        return token;
      }
    }
    return redaction.replace(type, value);
  }

  /** A value in which something was replaced already would come back with a token in it. */
  private static String restored(String value, PseudonymScope pseudonyms) {
    Restorer restorer = new Restorer(pseudonyms);
    return TextEdit.apply(value, restorer.edits(value, restorer.growth()));
  }
}
