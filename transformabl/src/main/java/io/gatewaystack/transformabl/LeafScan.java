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
     * @return what was read, if it may be told again where the same name is met again; else null
     */
    default @Nullable ReadName reads(Leaf leaf, NormalText normal, @Nullable String original) {
      return ReadName.UNREAD;
    }

    /** Called for a name in which nothing was found when it was {@link #reads read} before. */
    default void readsAgain(ReadName name) {}

    /** Called in document order. */
    void found(FoundLeaf leaf);
  }

  private final TextScanner scanner;
  private final byte[] json;
  private final int cap;
  private final Sink sink;
  private final Reading reading = new Reading();
  private final LeafName name;
  private final KnownNames names;

  private LeafScan(TextScanner scanner, byte[] json, int cap, Sink sink) {
    this.scanner = scanner;
    this.json = json;
    this.cap = cap;
    this.sink = sink;
    this.names = new KnownNames(json);
    this.name = new LeafName(json, names);
  }

  /**
   * Reads a document.
   *
   * @param cap bytes of the document that are looked at
   */
  static void read(TextScanner scanner, JsonDocument document, int cap, Sink sink) {
    document.walk(new LeafScan(scanner, document.bytes(), cap, sink));
  }

  @Override
  public void visit(Leaf leaf) {
    name.visit(leaf);
    boolean literal = leaf.kind() == Leaf.Kind.BOOLEAN || leaf.kind() == Leaf.Kind.NULL;
    if (sink.wants(leaf) && !literal && leaf.from() < cap) {
      look(leaf);
    }
    if (leaf.kind() != Leaf.Kind.KEY) {
      name.leave(leaf);
    }
  }

  private void look(Leaf leaf) {
    boolean number = leaf.kind() == Leaf.Kind.NUMBER;
    int from = number ? leaf.from() : leaf.from() + 1;
    int to = Math.min(cap, number ? leaf.to() : leaf.to() - 1);
    boolean key = leaf.kind() == Leaf.Kind.KEY;
    ReadName known = key ? names.find(from, to) : null;
    if (known != null) {
      sink.readsAgain(known);
      return;
    }
    String original = null;
    if (number ? PlainNumber.isPlain(json, from, to) : PlainBytes.are(json, from, to)) {
      reading.text().read(json, from, to);
    } else {
      original = seen(leaf);
      reading.text().read(original);
    }
    ReadName read = sink.reads(leaf, reading.text(), original);
    List<Match> matches = scanner.matches(reading, key ? Name.NONE : name);
    if (matches.isEmpty() && key && read != null) {
      names.put(from, to, read);
    } else if (!matches.isEmpty()) {
      String context = key ? "" : name.words().toString();
      sink.found(
          new FoundLeaf(
              leaf.kind(), leaf.from(), leaf.to(), leaf.pointer(), context, text(leaf), matches));
    }
  }

  private static String text(Leaf leaf) {
    return leaf.kind() == Leaf.Kind.NUMBER ? PlainNumber.of(leaf.text()) : leaf.text();
  }

  private String seen(Leaf leaf) {
    String text = text(leaf);
    return text.substring(0, Math.min(text.length(), cap - leaf.from()));
  }
}
