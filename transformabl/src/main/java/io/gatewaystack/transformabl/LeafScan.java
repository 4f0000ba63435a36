package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.context.json.LeafVisitor;
import io.gatewaystack.transformabl.detect.Reading;
import io.gatewaystack.transformabl.safety.ReadName;
import io.gatewaystack.transformabl.text.Name;
import io.gatewaystack.transformabl.text.NormalText;
import io.gatewaystack.transformabl.text.PlainBytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JSON document leaf by leaf, as its reader will: a value together with the name of its
 * member. Not safe for use by several threads.
 */
final class LeafScan implements LeafVisitor {

  /** Chooses the leaves to look at and takes those in which something was found. */
  interface Sink {

    /** Whether to look at a leaf; called for each, in document order. */
    boolean wants(Leaf leaf);

    /**
     * Called for each name, string and number that is looked at, in document order.
     *
     * @param normal its text without disguises
     * @param original its text as it was written; null for printable ASCII
     */
    default void reads(Leaf leaf, NormalText normal, @Nullable String original) {}

    /** Called instead for a name in which nothing was found when it was read before. */
    default void readsAgain(ReadName name) {}

    /**
     * Called in document order, also for a string in which nothing was found if it is a document.
     *
     * @return what becomes of its text, which may be the name of others; null when it stays
     */
    @Nullable String found(FoundLeaf leaf);

    /**
     * What becomes of a value that says what the value in front of it is, and was not yet looked
     * at.
     *
     * @param pointer its place
     * @param name the name of its member
     */
    default String ahead(String pointer, String name, String text) {
      return text;
    }
  }

  private final TextScanner scanner;
  private final byte[] json;
  private final JsonScan.Place place;
  private final Sink sink;
  private final Reading reading = new Reading();
  private final LeafName name;

  private LeafScan(TextScanner scanner, byte[] json, JsonScan.Place place, Sink sink) {
    this.scanner = scanner;
    this.json = json;
    this.place = place;
    this.sink = sink;
    this.name = new LeafName(json, scanner.names(), place.prefix(), sink);
  }

  /**
   * Reads a document. Documents in its strings are told, not read.
   *
   * @param place where it stands, and how much of it is looked at
   */
  static void read(TextScanner scanner, JsonDocument document, JsonScan.Place place, Sink sink) {
    document.walk(new LeafScan(scanner, document.bytes(), place, sink));
  }

  @Override
  public void visit(Leaf leaf) {
    name.visit(leaf);
    boolean literal = leaf.kind() == Leaf.Kind.BOOLEAN || leaf.kind() == Leaf.Kind.NULL;
    boolean looks = sink.wants(leaf) && !literal && leaf.from() < place.cap();
    String now = looks ? look(leaf) : null;
    if (leaf.kind() != Leaf.Kind.KEY) {
      name.leave(leaf, now);
    } else if (now != null) {
      name.renamed(leaf.text(), now);
    }
  }

  /** What becomes of the text of a leaf; null when it stays. */
  private @Nullable String look(Leaf leaf) {
    boolean number = leaf.kind() == Leaf.Kind.NUMBER;
    int from = number ? leaf.from() : leaf.from() + 1;
    int to = Math.min(place.cap(), number ? leaf.to() : leaf.to() - 1);
    if (leaf.kind() == Leaf.Kind.KEY) {
      return key(leaf, from, to);
    }
    JsonDocument inner = number ? null : document(leaf, from, to);
    if (inner != null && place.depth() > 0) { // was looked at with the text around it
      return sink.found(found(leaf, text(leaf), List.of(), inner));
    }
    String text = read(leaf, from, to);
    List<Match> matches = scanner.matches(reading, name);
    return matches.isEmpty() && inner == null
        ? null
        : sink.found(found(leaf, text, matches, inner));
  }

  private @Nullable String key(Leaf leaf, int from, int to) {
    boolean whole = to == leaf.to() - 1;
    KnownName known = name.kept();
    if (known != null && whole) {
      sink.readsAgain(known.words());
      return null;
    }
    String text = read(leaf, from, to);
    List<Match> matches = scanner.matches(reading, Name.NONE);
    if (!matches.isEmpty()) {
      return sink.found(found(leaf, text, matches, null));
    }
    if (whole) {
      name.keep(ReadName.of(reading.text()));
    }
    return null;
  }

  /** Reads a leaf; returns the whole of its text if that had to be made, else null. */
  private @Nullable String read(Leaf leaf, int from, int to) {
    boolean number = leaf.kind() == Leaf.Kind.NUMBER;
    if (number ? PlainNumber.isPlain(json, from, to) : PlainBytes.are(json, from, to)) {
      reading.text().read(json, from, to);
      sink.reads(leaf, reading.text(), null);
      return null;
    }
    String text = text(leaf);
    String seen = text.substring(0, Math.min(text.length(), place.cap() - leaf.from()));
    reading.text().read(seen);
    sink.reads(leaf, reading.text(), seen);
    return text;
  }

  private FoundLeaf found(
      Leaf leaf, @Nullable String known, List<Match> matches, @Nullable JsonDocument inner) {
    boolean key = leaf.kind() == Leaf.Kind.KEY;
    String context = key ? "" : name.words().toString();
    String text = known == null ? text(leaf) : known;
    return new FoundLeaf(
        leaf.kind(), leaf.from(), leaf.to(), leaf.pointer(), context, text, matches, inner);
  }

  /** The document a string is, unless it is none, too deep, or not seen to its end. */
  private @Nullable JsonDocument document(Leaf leaf, int from, int to) {
    boolean may = place.descends() && leaf.to() <= place.cap() && mayStartDocument(from, to);
    return may ? NestedJson.document(leaf.text()) : null;
  }

  /** Told by one byte for nearly any text; white space but for the blank is an escape. */
  private boolean mayStartDocument(int from, int to) {
    int at = from;
    while (at < to && json[at] == ' ') {
      at++;
    }
    return at < to && (json[at] == '{' || json[at] == '[' || json[at] == '\\');
  }

  private static String text(Leaf leaf) {
    return leaf.kind() == Leaf.Kind.NUMBER ? PlainNumber.of(leaf.text()) : leaf.text();
  }
}
