package io.gatewaystack.context.json;

/**
 * One scalar or one object key of a {@link JsonDocument}, as it stands in the bytes. A leaf is a
 * cursor: it is valid only during the call of {@link LeafVisitor#visit}.
 */
public interface Leaf {

  /** What stands at this place. */
  enum Kind {
    /** The name of an object member. */
    KEY,
    /** A string value. */
    STRING,
    /** A number value. */
    NUMBER,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** {@code null}. */
    NULL
  }

  /** The kind of this leaf. */
  Kind kind();

  /** Offset of the first byte of the token; for keys and strings that is the opening quote. */
  int from();

  /** Offset behind the last byte of the token; for keys and strings behind the closing quote. */
  int to();

  /** Whether a key or string is written with backslash escapes, so that text and bytes differ. */
  boolean escaped();

  /** The decoded text of a key or string, or the characters of any other token as written. */
  String text();

  /** RFC 6901 JSON Pointer of the value (of the member's value for a key); built on each call. */
  String pointer();
}
