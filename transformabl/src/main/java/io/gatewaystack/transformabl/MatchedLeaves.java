package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the leaves of a document in which the matches stand that were found in its text as a whole.
 * A match that goes over several leaves has a part in each. Not safe for use by several threads.
 */
final class MatchedLeaves {
  private final JsonDocument document;
  private final boolean descends;
  private final List<Match> matches; // positions count bytes
  private final List<Match> open = new ArrayList<>(); // those that may reach into the leaf
  private int next;

  /**
   * Matches in a text.
   *
   * @param document the document that the text is
   * @param descends whether strings that are documents are told as such
   * @param text the text
   * @param found what was found in it, by start
   */
  MatchedLeaves(JsonDocument document, boolean descends, String text, List<Match> found) {
    int[] bytes = bytes(text);
    this.document = document;
    this.descends = descends;
    this.matches = found.stream().map(m -> at(m, bytes[m.start()], bytes[m.end()])).toList();
  }

  /** Where each character of a text stands among its bytes; the end behind the last. */
  private static int[] bytes(String text) {
    int[] bytes = new int[text.length() + 1];
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean two = c < 0x800 || Character.isSurrogate(c); // a pair has four
      bytes[i + 1] = bytes[i] + (c < 0x80 ? 1 : two ? 2 : 3);
    }
    return bytes;
  }

  private static Match at(Match match, int start, int end) {
    return new Match(match.type(), start, end, match.confidence(), match.why());
  }

  /** Tells the leaves, each with the parts of matches in it. */
  void read(LeafScan.Sink sink) {
    document.walk(leaf -> visit(leaf, sink));
  }

  private void visit(Leaf leaf, LeafScan.Sink sink) {
    boolean quoted = leaf.kind() == Leaf.Kind.STRING || leaf.kind() == Leaf.Kind.KEY;
    if (!quoted && leaf.kind() != Leaf.Kind.NUMBER) {
      return;
    }
    int from = quoted ? leaf.from() + 1 : leaf.from();
    int to = quoted ? leaf.to() - 1 : leaf.to();
    while (next < matches.size() && matches.get(next).start() < to) {
      open.add(matches.get(next++));
    }
    open.removeIf(match -> match.end() <= from);
    if (!open.isEmpty() && from < to) {
      String text = leaf.text();
      List<Match> parts = parts(quoted ? decoded(leaf, text) : written(leaf));
      JsonDocument inner =
          descends && leaf.kind() == Leaf.Kind.STRING ? NestedJson.document(text) : null;
      sink.found(
          new FoundLeaf(
              leaf.kind(), leaf.from(), leaf.to(), leaf.pointer(), "", text, parts, inner));
    }
  }

  /** Where each character of a string stands; the closing quote behind the last. */
  private int[] decoded(Leaf leaf, String text) {
    LiteralCursor cursor = new LiteralCursor(document.bytes(), leaf.from());
    int[] offsets = new int[text.length() + 1];
    Arrays.setAll(offsets, cursor::offset);
    return offsets;
  }

  private static int[] written(Leaf leaf) {
    int[] offsets = new int[leaf.to() - leaf.from() + 1];
    Arrays.setAll(offsets, i -> leaf.from() + i);
    return offsets;
  }

  private List<Match> parts(int[] offsets) {
    List<Match> parts = new ArrayList<>(open.size());
    for (Match match : open) {
      int start = Math.max(0, behind(offsets, match.start() + 1) - 1);
      parts.add(at(match, start, end(offsets, match.end())));
    }
    return parts;
  }

  /** The position behind what ends at an offset: a pair of surrogates stays together. */
  private static int end(int[] offsets, int offset) {
    int end = behind(offsets, offset);
    return end + 1 < offsets.length && offsets[end + 1] == offsets[end] ? end + 1 : end;
  }

  /** The first character that stands at an offset or behind it; the end when none does. */
  private static int behind(int[] offsets, int offset) {
    int low = 0;
    int high = offsets.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (offsets[middle] < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
