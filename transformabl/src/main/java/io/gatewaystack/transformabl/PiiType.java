package io.gatewaystack.transformabl;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A type of personal data.
 *
 * @param name stable machine string such as {@code credit_card}: lower case letters, digits, {@code
 *     _}
 * @param labels regulations that content of this type falls under, e.g. {@code pci}
 */
public record PiiType(String name, Set<String> labels) {

  /** An e-mail address. */
  public static final PiiType EMAIL = new PiiType("email", List.of("gdpr", "coppa"));

  /** The number of a payment card. */
  public static final PiiType CREDIT_CARD = new PiiType("credit_card", List.of("pci"));

  /** A United States social security number. */
  public static final PiiType SSN = new PiiType("ssn", List.of("pci", "gdpr"));

  /** Copies the labels; refuses a name that is not a machine string. */
  public PiiType {
    if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
      throw new IllegalArgumentException("name: " + name + " (expected: e.g. credit_card)");
    }
    labels = Collections.unmodifiableSet(new LinkedHashSet<>(labels));
  }

  private PiiType(String name, List<String> labels) {
    this(name, new LinkedHashSet<>(labels));
  }

  @Override
  public String toString() {
    return name;
  }
}
