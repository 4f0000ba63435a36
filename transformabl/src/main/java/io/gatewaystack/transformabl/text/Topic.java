package io.gatewaystack.transformabl.text;

import java.util.Collection;
import java.util.Locale;

/** What a word says about the value beside it. */
public enum Topic {
  /** No word is near enough to say anything. */
  NONE,
  /** An e-mail address. */
  EMAIL,
  /** A payment card. */
  CARD,
  /** A United States social security number. */
  SSN,
  /** A United States taxpayer. */
  TAXPAYER,
  /** A bank account. */
  ACCOUNT,
  /** The routing number of a bank. */
  ROUTING,
  /** A passport. */
  PASSPORT,
  /** A driving licence. */
  LICENSE,
  /** A birth. */
  BIRTH,
  /** A coded diagnosis. */
  DIAGNOSIS,
  /** A patient, or something else medical. */
  MEDICAL,
  /** A status. */
  STATUS,
  /** A national provider identifier. */
  NPI,
  /** Somebody who treats patients. */
  PROVIDER,
  /** A telephone. */
  PHONE,
  /** A machine in a network. */
  HOST,
  /** A wallet of some cryptocurrency. */
  WALLET,
  /** A password: the value may look like anything. */
  PASSWORD,
  /** A key or token: the value looks random. */
  SECRET,
  /** A release of some software, or a section of some text. */
  VERSION,
  /** An order, an invoice, a hash: a number that only looks personal. */
  REFERENCE,
  /** An identifier of whatever kind. */
  ID,
  /** Something else that is not personal. */
  OTHER;

  private final String why = "context:" + name().toLowerCase(Locale.ROOT);

  /** A bit of its own. */
  @SuppressWarnings("EnumOrdinal") // kept in memory only
  int bit() {
    return 1 << ordinal();
  }

  /** Some topics, a bit for each. */
  public static int bits(Collection<Topic> topics) {
    int bits = 0;
    for (Topic topic : topics) {
      bits |= topic.bit();
    }
    return bits;
  }

  /** Whether it says what a value is, not just that it is nobody's. */
  public boolean isPersonal() {
    return switch (this) {
      case NONE, VERSION, REFERENCE, ID, OTHER -> false;
      default -> true;
    };
  }

  /** Whether its word may stand for the kind of things whose number follows: phone masts. */
  boolean isCounted() {
    return switch (this) {
      case PHONE, ACCOUNT, ROUTING, PASSPORT, LICENSE -> true;
      default -> false;
    };
  }

  /** How a match says that this topic confirmed it, e.g. {@code context:account}. */
  public String why() {
    return why;
  }
}
