package io.gatewaystack.transformabl;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A type of personal data, or of a secret.
 *
 * @param name stable machine string such as {@code credit_card}: lower case letters, digits, {@code
 *     _}
 * @param labels what content of this type falls under: a regulation such as {@code pci}, or {@code
 *     secret}
 */
public record PiiType(String name, Set<String> labels) {

  /** An e-mail address. */
  public static final PiiType EMAIL = new PiiType("email", List.of("gdpr", "coppa"));

  /** A telephone number, international or of the United States and Canada. */
  public static final PiiType PHONE = new PiiType("phone", List.of("gdpr"));

  /** A United States social security number. */
  public static final PiiType SSN = new PiiType("ssn", List.of("pci", "gdpr"));

  /** A United States individual taxpayer identification number. */
  public static final PiiType US_ITIN = new PiiType("us_itin", List.of("pci", "gdpr"));

  /** The number of a payment card. */
  public static final PiiType CREDIT_CARD = new PiiType("credit_card", List.of("pci"));

  /** An account or routing number of a bank in the United States. */
  public static final PiiType US_BANK_NUMBER =
      new PiiType("us_bank_number", List.of("pci", "gdpr"));

  /** The number of a United States passport. */
  public static final PiiType US_PASSPORT = new PiiType("us_passport", List.of("gdpr"));

  /** The number of a driving licence of a state of the United States. */
  public static final PiiType US_DRIVERS_LICENSE =
      new PiiType("us_drivers_license", List.of("gdpr"));

  /** An international bank account number. */
  public static final PiiType IBAN = new PiiType("iban", List.of("pci", "gdpr"));

  /** An IPv4 or IPv6 address. */
  public static final PiiType IP_ADDRESS = new PiiType("ip_address", List.of("gdpr"));

  /** The date somebody was born on. */
  public static final PiiType DATE_OF_BIRTH =
      new PiiType("date_of_birth", List.of("gdpr", "coppa", "hipaa"));

  /** A diagnosis, coded after ICD-10 or ICD-10-CM. */
  public static final PiiType ICD_10 = new PiiType("icd_10", List.of("hipaa"));

  /** A diagnosis, coded after ICD-9-CM. */
  public static final PiiType ICD_9 = new PiiType("icd_9", List.of("hipaa"));

  /** A United States national provider identifier. */
  public static final PiiType NPI = new PiiType("npi", List.of("hipaa"));

  /** The address of a Bitcoin or Ethereum wallet. */
  public static final PiiType CRYPTO_WALLET = new PiiType("crypto_wallet", List.of("gdpr"));

  /** A key or token whose issuer gives it a known prefix: of a cloud, a forge, a chat, a shop. */
  public static final PiiType API_KEY = new PiiType("api_key", List.of("secret"));

  /** A private key in PEM armour. */
  public static final PiiType PRIVATE_KEY = new PiiType("private_key", List.of("secret"));

  /** A JSON Web Token. */
  public static final PiiType JWT = new PiiType("jwt", List.of("secret"));

  /** A URI or connection string that holds a password. */
  public static final PiiType CONNECTION_STRING =
      new PiiType("connection_string", List.of("secret"));

  /** A value without a known form that stands where a password, token or key is expected. */
  public static final PiiType CREDENTIAL = new PiiType("credential", List.of("secret"));

  /**
   * Copies the labels; refuses a name that is not a machine string, and labels that are no word.
   */
  public PiiType {
    if (!name.matches("[a-z][a-z0-9_]{0,63}")) {
      throw new IllegalArgumentException("name: " + name + " (expected: e.g. credit_card)");
    }
    for (String label : labels) {
      if (!label.matches("[!-~]{1,64}")) {
        throw new IllegalArgumentException("labels: " + label + " (expected: words such as gdpr)");
      }
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
