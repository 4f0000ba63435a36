package io.gatewaystack.transformabl;

/** See {@link Redaction#pseudonym()}. */
final class Pseudonym implements Redaction {
  static final Pseudonym INSTANCE = new Pseudonym();

  private Pseudonym() {}

  @Override
  public String mode() {
    return "pseudonym";
  }

  /** What stands for a value that nobody will restore. */
  @Override
  public String replace(PiiType type, String value) {
    return Redaction.placeholder().replace(type, value);
  }

  @Override
  public String toString() {
    return "Pseudonym";
  }
}
