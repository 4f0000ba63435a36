package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.transformabl.safety.ReadName;
import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.Topic;
import io.gatewaystack.transformabl.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One scan of a JSON document: its keys, strings and numbers, and numbers spread over the elements
 * of an array. A string that is a document is scanned like one that stands in its place: names say
 * what values are, rules go by place, numbers become strings. Then it is looked at as a text, for
 * what only the whole gives away: see {@link WholeText}. Not safe for use by several threads.
 */
final class JsonScan implements LeafScan.Sink {
  private final Redactor redactor;
  private final byte[] json;
  private final Place place;
  private final SplitNumbers split;
  private final List<JsonDocument.Edit> edits = new ArrayList<>(0);
  private final List<Match> seen = new ArrayList<>(0); // in a document in a string
  private final KeyNames names;
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

    /** The document in a string; what must stay stays as a whole. */
    Place inside(String pointer) {
      Predicate<String> still = fixed.test(pointer) ? inner -> true : fixed;
      return new Place(pointer, null, still, Integer.MAX_VALUE, depth + 1);
    }

    /** Whether what stands somewhere may be changed. */
    boolean lets(String pointer) {
      return (wanted == null || wanted.test(pointer)) && !fixed.test(pointer);
    }

    /** Whether documents in strings are scanned. */
    boolean descends() {
      return depth < NestedJson.MAX_DEPTH;
    }
  }

  /** Scans a document. */
  JsonScan(Redactor redactor, JsonDocument document, Place place) {
    this(redactor, document, place, null);
  }

  /**
   * Takes what was found in the text of a document as a whole to its leaves.
   *
   * @param text the text that the document is
   * @param matches what was found in it, by start
   */
  JsonScan(
      Redactor redactor, JsonDocument document, Place place, String text, List<Match> matches) {
    this(redactor, document, place, new MatchedLeaves(document, place.descends(), text, matches));
  }

  private JsonScan(
      Redactor redactor, JsonDocument document, Place place, @Nullable MatchedLeaves matched) {
    this.redactor = redactor;
    this.json = document.bytes();
    this.place = place;
    this.split = new SplitNumbers(json);
    this.names = new KeyNames(document);
    if (matched == null) {
      LeafScan.read(redactor.scanner(), document, place, this);
    } else {
      matched.read(this);
    }
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
  public void reads(Leaf leaf, NormalText normal, @Nullable String original) {
    if (place.depth() == 0) { // what is inside of a string was looked at with it
      redactor.watch().leaf(leaf.kind(), normal, original);
    }
  }

  @Override
  public void readsAgain(ReadName name) {
    if (place.depth() == 0) {
      redactor.watch().again(name);
    }
  }

  @Override
  public @Nullable String found(FoundLeaf leaf) {
    split.clear();
    String pointer = place.prefix() + leaf.pointer();
    List<TextEdit> changes = List.of();
    if (leaf.document() != null) {
      changes = document(leaf, leaf.document(), pointer);
    } else {
      count(leaf.matches());
      boolean may = leaf.kind() != Leaf.Kind.KEY || redactor.redactsKeys();
      if (may && redactor.redacts() && !place.fixed().test(pointer)) {
        changes = redactor.edits(leaf.text(), leaf.context(), pointer, leaf.matches());
      }
    }
    return changes.isEmpty() ? null : edit(leaf, changes);
  }

  /** In a document in a string, what was found counts together with that in the whole text. */
  private void count(List<Match> matches) {
    if (place.depth() == 0) {
      redactor.count(matches);
    } else {
      seen.addAll(matches);
    }
  }

  private List<TextEdit> document(FoundLeaf leaf, JsonDocument inner, String pointer) {
    Place inside = place.inside(pointer);
    boolean parts = place.depth() > 0 && !leaf.matches().isEmpty();
    JsonScan scan =
        parts
            ? new JsonScan(redactor, inner, inside, leaf.text(), leaf.matches())
            : new JsonScan(redactor, inner, inside);
    count(scan.seen);
    List<TextEdit> changes = NestedJson.edits(leaf.text(), scan.edits);
    if (place.depth() > 0) {
      return changes;
    }
    count(WholeText.unseen(leaf.matches(), scan.seen));
    return redactor.redacts() ? new WholeText(redactor, leaf, inside).completed(changes) : changes;
  }

  /** What becomes of a leaf; its text afterwards. */
  private String edit(FoundLeaf leaf, List<TextEdit> changes) {
    String now = TextEdit.apply(leaf.text(), changes);
    switch (leaf.kind()) {
      case KEY -> {
        String object = leaf.pointer().substring(0, leaf.pointer().lastIndexOf('/'));
        now = names.unique(object, now);
        replace(leaf.from(), leaf.to(), now);
      }
      case STRING -> LiteralCursor.splice(json, leaf.from(), changes, edits);
      case NUMBER -> replace(leaf.from(), leaf.to(), now);
      case BOOLEAN, NULL -> {}
    }
    return now;
  }

  @Override
  public String ahead(String pointer, String name, String text) {
    String there = place.prefix() + pointer;
    if (!redactor.redacts() || !place.lets(there)) {
      return text;
    }
    List<Match> matches = redactor.left(text, name);
    return TextEdit.apply(text, redactor.edits(text, name, there, matches));
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

  /**
   * Short numbers side by side are common: they must be one number as a whole, and a sure one;
   * those with marks in them, or in groups as none is printed, must be called one; ids are none.
   */
  private void splitNumber() {
    String array = place.prefix() + split.array();
    String context = array.substring(array.lastIndexOf('/') + 1);
    Topic said = said(context);
    boolean personal = said.isPersonal();
    if (said == Topic.ID || said == Topic.REFERENCE || split.isUnusual() && !personal) {
      return;
    }
    for (String number : split.numbers()) {
      for (Match match : redactor.left(number, context)) {
        boolean whole = match.start() == 0 && match.end() == number.length();
        if (whole && (split.mayBeText(match.type()) || isSureNumber(match, personal))) {
          count(List.of(match));
          replaceSplit(match.type(), number, place.prefix() + split.first());
          return;
        }
      }
    }
  }

  private static Topic said(String name) {
    StringBuilder letters = new StringBuilder();
    name.codePoints().filter(Character::isLetter).forEach(letters::appendCodePoint);
    return Words.meaning(letters.toString().toLowerCase(Locale.ROOT));
  }

  /** Three numbers that could be dialled are most often none: they must be called a telephone. */
  private boolean isSureNumber(Match match, boolean personal) {
    boolean sure =
        match.confidence() == Confidence.HIGH && (!match.type().equals(PiiType.PHONE) || personal);
    return !split.hasText() && (sure || split.mayBe(match.type()));
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
