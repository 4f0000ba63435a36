package io.gatewaystack.proxyabl;

import java.util.Objects;

/**
 * One header line; a field that was sent several times is several of these.
 *
 * @param name the field's name as it is spelled
 * @param value the field's value
 */
public record HeaderField(String name, String value) {

  /** Refuses null. */
  public HeaderField {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
  }

  /** A line that came off a wire, made harmless: each run of control characters is one space. */
  public static HeaderField received(String name, String value) {
    return new HeaderField(name, HeaderValue.clean(value));
  }

  /** This line made harmless, as {@link #received} does; itself when it is so already. */
  HeaderField cleaned() {
    String clean = HeaderValue.clean(value);
    return clean.equals(value) ? this : new HeaderField(name, clean);
  }

  /**
   * A line that tells a fact about a caller: visible ASCII as it is, everything else as an extended
   * value of RFC 8187.
   */
  public static HeaderField ofFact(String name, String fact) {
    return new HeaderField(name, HeaderValue.ofIdentity(fact));
  }

  /** Shows no value: it may be a credential. */
  @Override
  public String toString() {
    return "HeaderField[" + name + "]";
  }
}
