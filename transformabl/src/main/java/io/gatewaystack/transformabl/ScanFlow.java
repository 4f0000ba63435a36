package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.detect.Reading;
import io.gatewaystack.transformabl.text.Name;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Redacts matches in a text that comes in pieces, also those that are cut in two. What left last is
 * remembered, because the words in front of a number say what it is.
 */
final class ScanFlow implements TextFlow {
  private final Redactor redactor;
  private final String pointer;
  private final @Nullable JsonFragment json;
  private String left = "";
  private String pending = "";
  private boolean replaced; // what left last, a match in full or in part

  /**
   * A flow at its beginning.
   *
   * @param pointer where the text stands
   * @param json whether the text is JSON
   */
  ScanFlow(Redactor redactor, String pointer, boolean json) {
    this.redactor = redactor;
    this.pointer = pointer;
    this.json = json ? new JsonFragment() : null;
  }

  @Override
  public String more(String piece) {
    String text = left + pending + piece;
    Reading reading = new Reading();
    String seen = text.substring(0, HoldBack.readable(text, left.length()));
    reading.text().read(seen);
    List<Match> matches = redactor.scanner().matches(reading, Name.NONE);
    int hold = HoldBack.position(seen, reading.text(), left.length(), matches);
    return release(text, matches, hold);
  }

  @Override
  public String rest() {
    String text = left + pending;
    return release(text, redactor.scanner().matches(text, ""), text.length());
  }

  @Override
  public int held() {
    return pending.length();
  }

  @Override
  public int remembered() {
    return left.length();
  }

  private String release(String text, List<Match> matches, int to) {
    int from = left.length();
    for (Match match : matches) {
      if (match.end() > from && match.end() <= to) {
        redactor.count(List.of(match));
      }
    }
    String chunk = text.substring(from, to);
    List<TextEdit> edits = edits(text, matches, to);
    pending = text.substring(to);
    left = Remembered.of(text.substring(0, to));
    if (json != null) {
      return TextEdit.apply(chunk, json.fitted(chunk, edits, redactor.redactsKeys()));
    }
    return edits.isEmpty() ? chunk : settled(TextEdit.apply(chunk, edits));
  }

  /** Edits of what leaves now; positions count from its beginning. */
  private List<TextEdit> edits(String text, List<Match> matches, int to) {
    int from = left.length();
    List<TextEdit> edits = new ArrayList<>(0);
    boolean goesOn = false;
    for (Match span : redactor.spans(matches, pointer)) {
      if (span.end() > from && span.start() < to) {
        boolean again = replaced && span.start() < from;
        String with = redactor.replacement(span.type(), span.value(text), pointer);
        if (with != null) {
          int start = Math.max(span.start(), from) - from;
          edits.add(new TextEdit(start, Math.min(span.end(), to) - from, again ? "" : with));
          goesOn = span.end() >= to;
        }
      }
    }
    replaced = goesOn || replaced && to == from;
    return edits;
  }

  private String settled(String chunk) {
    List<Match> more = redactor.scanner().matches(chunk, "");
    return more.isEmpty() ? chunk : TextEdit.apply(chunk, redactor.edits(chunk, "", pointer, more));
  }
}
