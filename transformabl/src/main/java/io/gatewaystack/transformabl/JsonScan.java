package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.transformabl.safety.ReadName;
import io.gatewaystack.transformabl.text.NormalText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One scan of a JSON document: its keys, strings and numbers, JSON documents inside strings, and
 * numbers spread over the elements of an array. Not safe for use by several threads.
 */
final class JsonScan implements LeafScan.Sink {
  private final Redactor redactor;
  private final byte[] json;
  private final Place place;
  private final SplitNumbers split;
  private final List<JsonDocument.Edit> edits = new ArrayList<>(0);
  private final KeyNames names = new KeyNames();
  private boolean truncated;

  /**
   * Where a document stands and what of it concerns us.
   *
   * @param prefix the pointer of the document
   * @param wanted the pointers of values to look at; null for all
   * @param fixed the pointers of values that must stay as they are
   * @param cap bytes that are looked at
   * @param depth documents around it
   */
  record Place(
      String prefix,
      @Nullable Predicate<String> wanted,
      Predicate<String> fixed,
      int cap,
      int depth) {

    /** A whole body. */
    static Place body(Predicate<String> fixed) {
      return new Place("", null, fixed, Integer.MAX_VALUE, 0);
    }

    Place inside(String pointer) {
      return new Place(pointer, null, fixed, Integer.MAX_VALUE, depth + 1);
    }
  }

  /** Scans a document. */
  JsonScan(Redactor redactor, JsonDocument document, Place place) {
    this.redactor = redactor;
    this.json = document.bytes();
    this.place = place;
    this.split = new SplitNumbers(json);
    LeafScan.read(redactor.scanner(), document, place.cap(), this);
    endOfSplit();
  }

  @Override
  public boolean wants(Leaf leaf) {
    truncated |= leaf.to() > place.cap();
    Predicate<String> wanted = place.wanted();
    if (wanted != null && !wanted.test(place.prefix() + leaf.pointer())) {
      split.clear();
      return false;
    }
    if (!split.goesOn(leaf)) {
      endOfSplit();
      split.start(leaf);
    }
    return true;
  }

  @Override
  public @Nullable ReadName reads(Leaf leaf, NormalText normal, @Nullable String original) {
    return place.depth() == 0 // what is inside of a string was looked at with it
        ? redactor.watch().leaf(leaf.kind(), normal, original)
        : ReadName.UNREAD;
  }

  @Override
  public void readsAgain(ReadName name) {
    if (place.depth() == 0) {
      redactor.watch().again(name);
    }
  }

  @Override
  public void found(FoundLeaf leaf) {
    split.clear();
    if (place.depth() == 0) {
      redactor.count(leaf.matches());
    }
    String pointer = place.prefix() + leaf.pointer();
    if (!redactor.redacts() || place.fixed().test(pointer)) {
      return;
    }
    switch (leaf.kind()) {
      case KEY -> key(leaf, pointer);
      case STRING -> splice(leaf, string(leaf, pointer));
      case NUMBER -> number(leaf, pointer);
      case BOOLEAN, NULL -> {}
    }
  }

  private void key(FoundLeaf leaf, String pointer) {
    if (redactor.redactsKeys()) {
      List<TextEdit> changes = redactor.edits(leaf.text(), leaf.context(), pointer, leaf.matches());
      if (!changes.isEmpty()) {
        String name = names.unique(TextEdit.apply(leaf.text(), changes));
        replace(leaf.from(), leaf.to(), name);
      }
    }
  }

  private void number(FoundLeaf leaf, String pointer) {
    List<TextEdit> changes = redactor.edits(leaf.text(), leaf.context(), pointer, leaf.matches());
    if (!changes.isEmpty()) {
      replace(leaf.from(), leaf.to(), TextEdit.apply(leaf.text(), changes));
    }
  }

  private List<TextEdit> string(FoundLeaf leaf, String pointer) {
    List<TextEdit> nested = null;
    if (place.depth() < NestedJson.MAX_DEPTH) {
      nested =
          NestedJson.edits(
              leaf.text(), inner -> new JsonScan(redactor, inner, place.inside(pointer)).edits());
    }
    if (nested == null) {
      return redactor.edits(leaf.text(), leaf.context(), pointer, leaf.matches());
    }
    return redactor.knowsPlaces() ? nested : completed(leaf, pointer, nested);
  }

  /**
   * What only the whole text gives away: a word in one member that explains the digits of another.
   */
  private List<TextEdit> completed(FoundLeaf leaf, String pointer, List<TextEdit> nested) {
    String once = TextEdit.apply(leaf.text(), nested);
    List<Match> left = redactor.left(once, leaf.context());
    List<TextEdit> more =
        new JsonFragment()
            .fitted(
                once, redactor.edits(once, leaf.context(), pointer, left), redactor.redactsKeys());
    return more.isEmpty()
        ? nested
        : List.of(new TextEdit(0, leaf.text().length(), TextEdit.apply(once, more)));
  }

  /** Makes changes of a string in its literal. */
  private void splice(FoundLeaf leaf, List<TextEdit> changes) {
    LiteralCursor.splice(json, leaf.from(), changes, edits);
  }

  private void replace(int from, int to, String text) {
    edits.add(new JsonDocument.Edit(from, to, JsonDocument.quote(text)));
  }

  private void endOfSplit() {
    if (split.mayBeNumber()) {
      splitNumber();
    }
    split.clear();
  }

  /** Short numbers side by side are common: they must be one number as a whole, and a sure one. */
  private void splitNumber() {
    String number = split.number();
    boolean strings = split.areStrings();
    String context = place.prefix() + split.array();
    for (Match match : redactor.left(number, context.substring(context.lastIndexOf('/') + 1))) {
      boolean whole = match.start() == 0 && match.end() == number.length();
      if (whole
          && (strings || match.confidence() == Confidence.HIGH || split.mayBe(match.type()))) {
        redactor.count(List.of(match));
        replaceSplit(match.type(), number, place.prefix() + split.first());
        return;
      }
    }
  }

  private void replaceSplit(PiiType type, String number, String pointer) {
    String with = place.fixed().test(pointer) ? null : redactor.replacement(type, number, pointer);
    if (with != null) {
      for (SplitNumbers.Element element : split.elements()) {
        replace(element.from(), element.to(), with);
        with = "";
      }
    }
  }

  /** Whether the document is longer than what was looked at. */
  boolean truncated() {
    return truncated;
  }

  /** What to change so that no match is left that is to be redacted; in order. */
  List<JsonDocument.Edit> edits() {
    return edits;
  }
}
