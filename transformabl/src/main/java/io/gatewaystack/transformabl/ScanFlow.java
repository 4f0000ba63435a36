package io.gatewaystack.transformabl;

import io.gatewaystack.transformabl.detect.Reading;
import io.gatewaystack.transformabl.text.Name;
import java.util.ArrayList;
import java.util.List;

/**
 * Redacts matches in a text that comes in pieces, also those that are cut in two. What left last is
 * remembered, because the words in front of a number say what it is.
 */
final class ScanFlow implements TextFlow {
  private static final int SHORTEST_STEP = 8; // characters from look to look
  private static final int LONGEST_STEP = 128;
  private static final int PART = 8; // of what is held back, a step is at least one
  private static final int SMALL_PART = 256; // of what has come

  private final Redactor redactor;
  private final String pointer;
  private JsonLayers json = new JsonLayers();
  private String left = "";
  private String said = ""; // what left, as it came to be
  private String pending = "";
  private int unread; // characters at the end of what is pending
  private int undecided; // characters in front of them
  private int come; // characters, as far as they count
  private boolean replaced; // what left last, a match in full or in part

  /**
   * A flow at its beginning.
   *
   * @param pointer where the text stands
   */
  ScanFlow(Redactor redactor, String pointer) {
    this.redactor = redactor;
    this.pointer = pointer;
  }

  /** Called at the beginning, where a text is known to be no JSON although it starts like it. */
  void isNoJson() {
    json = JsonLayers.plain();
  }

  /** The text itself says where it is looked at, so that it does not matter how it is cut. */
  @Override
  public String more(String piece) {
    StringBuilder now = new StringBuilder();
    int from = 0;
    for (int i = 0; i < piece.length(); i++) {
      unread++;
      come = Math.min(come + 1, LONGEST_STEP * SMALL_PART);
      if (isDue(piece.charAt(i))) {
        pending += piece.substring(from, i + 1);
        from = i + 1;
        now.append(look());
        unread = 0;
        undecided = pending.length();
      }
    }
    pending += piece.substring(from);
    return now.toString();
  }

  /**
   * A text is looked at behind each word at first, later less often, as who reads a long one does
   * not notice; and the less often the more is held back, since that is read again each time.
   */
  private boolean isDue(char last) {
    int step = Math.max(SHORTEST_STEP, Math.max(come / SMALL_PART, undecided / PART));
    boolean word = step == SHORTEST_STEP && Character.isWhitespace(last);
    return (word || unread >= step) && !Character.isHighSurrogate(last);
  }

  private String look() {
    String text = left + pending;
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
  public boolean mayEnd() {
    return pending.isEmpty() && !json.isOpen();
  }

  @Override
  public int memory() {
    int saidToo = isSaid() ? Footprint.of(said) : 0;
    return Footprint.LARGE_OBJECT
        + Footprint.of(pending)
        + Footprint.of(left)
        + saidToo
        + json.memory();
  }

  /** Whether something else left than came, as far as it is remembered. */
  private boolean isSaid() {
    return !said.equals(left);
  }

  private String release(String text, List<Match> matches, int to) {
    int from = left.length();
    if (to == from) {
      pending = text.substring(from);
      return "";
    }
    String chunk = text.substring(from, to);
    JsonLayers before = json.isPlain() ? json : new JsonLayers(json);
    boolean within = replaced;
    List<TextEdit> edits = edits(text, matches, to);
    String now = TextEdit.apply(chunk, json.fitted(chunk, edits, redactor.redactsKeys()));
    pending = text.substring(to);
    String ahead = ahead(text, matches, to);
    boolean changed = !edits.isEmpty() || isSaid();
    if (!ahead.equals(pending) && text.length() - from <= HoldBack.UNDECIDED && joins(now, ahead)) {
      json = before;
      replaced = within;
      pending = text.substring(from);
      return "";
    }
    count(matches, from, to);
    if (changed || !ahead.equals(pending)) {
      String settled = settled(now, ahead, before);
      changed |= !settled.equals(now);
      now = settled;
    }
    left = Remembered.of(text.substring(0, to));
    said = changed ? Remembered.of(said + now) : left;
    return now;
  }

  private void count(List<Match> matches, int from, int to) {
    for (Match match : matches) {
      if (match.end() > from && match.end() <= to) {
        redactor.count(List.of(match));
      }
    }
  }

  /** Whether what becomes of what does not leave yet makes a match with what is to leave. */
  private boolean joins(String now, String ahead) {
    int border = said.length() + now.length();
    List<Match> matches = redactor.scanner().matches(said + now + ahead, "");
    for (Match span : redactor.spans(matches, pointer)) {
      if (span.start() < border && span.end() > border) {
        return true;
      }
    }
    return false;
  }

  /** What is known to become of what does not leave yet. */
  private String ahead(String text, List<Match> matches, int from) {
    List<TextEdit> edits = new ArrayList<>(0);
    for (Match span : redactor.spans(matches, pointer)) {
      String with =
          span.start() >= from
              ? redactor.replacement(span.type(), span.value(text), pointer)
              : null;
      if (with != null) {
        edits.add(new TextEdit(span.start() - from, span.end() - from, with));
      }
    }
    return edits.isEmpty() ? pending : TextEdit.apply(pending, edits);
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
    replaced = goesOn;
    return edits;
  }

  /** Replaces what comes to light when matches are gone, as {@link Redactor#edits} does. */
  private String settled(String once, String ahead, JsonLayers before) {
    boolean names = redactor.redactsKeys();
    String now = once;
    for (int pass = 0; pass < Redactor.MAX_PASSES; pass++) {
      List<TextEdit> more = new JsonLayers(before).fitted(now, left(now, ahead), names);
      if (more.isEmpty()) {
        return now;
      }
      now = TextEdit.apply(now, more);
    }
    List<TextEdit> all = List.of(new TextEdit(0, now.length(), ""));
    return TextEdit.apply(now, new JsonLayers(before).fitted(now, all, names));
  }

  /** Edits of matches that are found between what left before and what is to leave later. */
  private List<TextEdit> left(String now, String ahead) {
    int from = said.length();
    int to = from + now.length();
    String text = said + now + ahead;
    List<TextEdit> edits = new ArrayList<>(0);
    for (Match span : redactor.spans(redactor.scanner().matches(text, ""), pointer)) {
      if (span.end() > from && span.start() < to) {
        String value = span.value(text);
        String with = redactor.replacement(span.type(), value, pointer);
        if (!value.equals(with)) { // else it is at rest
          int start = Math.max(from, span.start()) - from;
          edits.add(new TextEdit(start, Math.min(to, span.end()) - from, with == null ? "" : with));
        }
      }
    }
    return edits;
  }
}
