package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.context.json.LeafVisitor;
import java.util.List;

/**
 * Reads a JSON document leaf by leaf, as its reader will: a value together with the name of its
 * member. Not safe for use by several threads.
 */
final class LeafScan implements LeafVisitor {

  /** Chooses the leaves to look at and takes those in which something was found. */
  interface Sink {

    /** Whether to look at a leaf; called for each, in document order. */
    boolean wants(Leaf leaf);

    /** Called in document order. */
    void found(FoundLeaf leaf);
  }

  private final TextScanner scanner;
  private final byte[] json;
  private final int cap;
  private final Sink sink;
  private String key = "";

  private LeafScan(TextScanner scanner, byte[] json, int cap, Sink sink) {
    this.scanner = scanner;
    this.json = json;
    this.cap = cap;
    this.sink = sink;
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
    if (leaf.kind() == Leaf.Kind.KEY) {
      key = leaf.text();
    }
    if (!sink.wants(leaf) || isLiteral(leaf) || leaf.from() >= cap) {
      return;
    }
    String text = text(leaf);
    String context = leaf.kind() == Leaf.Kind.KEY ? "" : key;
    List<Match> matches = scanner.matches(text.substring(0, seen(leaf, text)), context);
    if (!matches.isEmpty()) {
      sink.found(
          new FoundLeaf(
              leaf.kind(), leaf.from(), leaf.to(), leaf.pointer(), context, text, matches));
    }
  }

  private static boolean isLiteral(Leaf leaf) {
    return leaf.kind() == Leaf.Kind.BOOLEAN || leaf.kind() == Leaf.Kind.NULL;
  }

  private static String text(Leaf leaf) {
    return leaf.kind() == Leaf.Kind.NUMBER ? PlainNumber.of(leaf.text()) : leaf.text();
  }

  private int seen(Leaf leaf, String text) {
    return Math.min(text.length(), cap - leaf.from());
  }
}
