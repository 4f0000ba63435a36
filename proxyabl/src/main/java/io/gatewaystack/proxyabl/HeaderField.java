package io.gatewaystack.proxyabl;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

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

  /**
   * The names that {@code Connection} fields say are meant for one connection only (RFC 9110
   * section 7.6.1), in lower case with {@code -} for {@code _}.
   */
  public static Set<String> namedByConnection(List<HeaderField> fields) {
    Set<String> named = Set.of();
    for (HeaderField field : fields) {
      if (field.name().equalsIgnoreCase("Connection")) {
        named = named.isEmpty() ? new HashSet<>() : named;
        for (String token : field.value().split(",", -1)) {
          named.add(HeaderRule.canonical(token.strip()));
        }
      }
    }
    return named;
  }

  /**
   * Whether a client may say a field to an upstream at all: it describes neither the connection nor
   * who calls, and does not rewrite the request, in any spelling.
   */
  public static boolean mayBeTheClients(String name) {
    return HeaderRule.mayBeTheClients(HeaderRule.canonical(name));
  }

  /** Shows no value: it may be a credential. */
  @Override
  public String toString() {
    return "HeaderField[" + name + "]";
  }
}
