package io.gatewaystack.context.json;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * One strict JSON document (RFC 8259) together with the bytes it was read from.
 *
 * <p>Strict means that two parsers cannot disagree about it: valid UTF-8 without a byte order mark,
 * no duplicate keys, nothing behind the value, no unpaired surrogates, at most {@value #MAX_DEPTH}
 * levels. Changes are splices of bytes: what no {@link Edit} touches stays as it was written, so
 * {@code 1.00} stays {@code 1.00} and keys keep their order.
 *
 * <p>Immutable and safe for use by several threads, provided nobody writes to the arrays and nodes
 * handed out; they are not copied.
 */
public final class JsonDocument {

  /** Deepest nesting of arrays and objects accepted. */
  public static final int MAX_DEPTH = 100;

  /** Most tokens accepted: bounds the memory a tree takes. */
  public static final long MAX_TOKENS = 1_000_000;

  private final byte[] bytes;

  /** Many times the size of the bytes: not held while a request waits for its answer. */
  private volatile @Nullable WeakReference<JsonNode> tree;

  private JsonDocument(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads a document.
   *
   * @param utf8 the whole document; kept, not copied
   * @throws InvalidJson when the bytes are not one strict JSON document
   */
  public static JsonDocument parse(byte[] utf8) {
    return parse(utf8, MAX_TOKENS);
  }

  /**
   * Reads a document of few tokens: an opening or closing bracket, a key and a scalar are one each.
   *
   * @param utf8 the whole document; kept, not copied
   * @param maxTokens most tokens accepted, up to {@link #MAX_TOKENS}
   * @throws InvalidJson when the bytes are not one strict JSON document, or it has more tokens
   */
  public static JsonDocument parse(byte[] utf8, long maxTokens) {
    StrictJson.check(utf8, maxTokens);
    return new JsonDocument(utf8);
  }

  /** The document as written (UTF-8). Not a copy: do not modify. */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * The document as a tree, shared: do not modify. It is built on first use, and again when nobody
   * has held it for a while. Of a number with a fraction or an exponent it has the nearest double;
   * {@link #written} tells the number.
   */
  public JsonNode tree() {
    WeakReference<JsonNode> built = tree;
    JsonNode known = built == null ? null : built.get();
    if (known == null) {
      try {
        known = StrictJson.tree(bytes);
      } catch (JacksonException e) {
        throw new IllegalStateException("a checked document did not parse", e);
      }
      tree = new WeakReference<>(known);
    }
    return known;
  }

  /**
   * How a number is written (RFC 8259 section 6) that has a fraction or an exponent, such as {@code
   * 1.00} or {@code -2e400}: that is what will be forwarded, and no double can say it.
   *
   * @param node of the tree of a document
   * @return empty for any other node
   */
  public static Optional<String> written(JsonNode node) {
    return node instanceof WrittenNumber number ? Optional.of(number.text()) : Optional.empty();
  }

  /** Visits every key and every scalar in document order, without building a tree. */
  public void walk(LeafVisitor visitor) {
    new LeafWalk(bytes, visitor).run();
  }

  /**
   * Replaces spans of bytes and checks the result.
   *
   * @param edits in ascending order of {@link Edit#from}, not overlapping
   * @return a new document; this one when there are no edits
   * @throws IllegalArgumentException when edits overlap, are out of order or out of range
   * @throws InvalidJson when the result is not one strict JSON document
   */
  public JsonDocument splice(List<Edit> edits) {
    if (edits.isEmpty()) {
      return this;
    }
    return parse(spliced(edits));
  }

  /** Starts a walk through the structure that can take parts out. */
  public JsonCursor cursor() {
    return new JsonCursor(this);
  }

  /** This document with edits that cannot make it invalid, as only a {@link JsonCursor} knows. */
  JsonDocument edited(List<Edit> edits) {
    return edits.isEmpty() ? this : new JsonDocument(spliced(edits));
  }

  private byte[] spliced(List<Edit> edits) {
    int size = bytes.length;
    int end = 0;
    for (Edit edit : edits) {
      if (edit.from() < end || edit.to() > bytes.length) {
        throw new IllegalArgumentException(
            "edit %d..%d: (expected: ascending, within 0..%d)"
                .formatted(edit.from(), edit.to(), bytes.length));
      }
      end = edit.to();
      size = Math.addExact(size, edit.with().length - (edit.to() - edit.from()));
    }
    byte[] result = new byte[size];
    int read = 0;
    int written = 0;
    for (Edit edit : edits) {
      int kept = edit.from() - read;
      System.arraycopy(bytes, read, result, written, kept);
      System.arraycopy(edit.with(), 0, result, written + kept, edit.with().length);
      written += kept + edit.with().length;
      read = edit.to();
    }
    System.arraycopy(bytes, read, result, written, bytes.length - read);
    return result;
  }

  /** The JSON string literal of a text, quotes included (UTF-8): what an {@link Edit} writes. */
  public static byte[] quote(String text) {
    return StrictJson.quote(text);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonDocument that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Only the size: the content never appears in logs. */
  @Override
  public String toString() {
    return "JsonDocument[" + bytes.length + " bytes]";
  }

  /**
   * The bytes {@code from} (inclusive) to {@code to} (exclusive) become {@code with}.
   *
   * @param from offset of the first byte replaced
   * @param to offset behind the last byte replaced; equal to {@code from} inserts
   * @param with what stands there afterwards; kept, not copied
   */
  @SuppressWarnings("ArrayRecordComponent") // a value passed through, never compared
  public record Edit(int from, int to, byte[] with) {
    /** Refuses negative offsets and a span that ends before it begins. */
    public Edit {
      if (from < 0 || to < from) {
        throw new IllegalArgumentException(
            "edit " + from + ".." + to + ": (expected: 0 <= from <= to)");
      }
    }
  }
}
