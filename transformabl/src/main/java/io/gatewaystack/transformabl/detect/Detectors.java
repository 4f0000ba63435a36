package io.gatewaystack.transformabl.detect;

import io.gatewaystack.transformabl.check.UsNumbers;

/** The detectors there are; each finds one type of content. */
public final class Detectors {
  private Detectors() {}

  /** E-mail addresses. */
  public static Detector email() {
    return new EmailDetector();
  }

  /** IPv4 addresses as numbers. */
  public static Detector oddIpv4() {
    return new OddIpv4Detector();
  }

  /** IPv4 addresses with other marks than dots. */
  public static Detector apartIpv4() {
    return new ApartIpv4Detector();
  }

  /** IPv4 addresses in words. */
  public static Detector spokenIpv4() {
    return new SpokenIpv4Detector();
  }

  /** E-mail addresses in words. */
  public static Detector spokenEmail() {
    return new SpokenEmailDetector();
  }

  /** Telephone numbers. */
  public static Detector phone() {
    return new PhoneDetector();
  }

  /** United States social security numbers. */
  public static Detector ssn() {
    return new NineDigitDetector(UsNumbers::isSsn);
  }

  /** United States individual taxpayer identification numbers. */
  public static Detector itin() {
    return new NineDigitDetector(UsNumbers::isItin);
  }

  /** Payment card numbers. */
  public static Detector card() {
    return new CardDetector();
  }

  /** Account and routing numbers of banks in the United States. */
  public static Detector bankNumber() {
    return new BankNumberDetector();
  }

  /** Passport numbers. */
  public static Detector passport() {
    return new PassportDetector();
  }

  /** Driving licences. */
  public static Detector license() {
    return new LicenseDetector();
  }

  /** International bank account numbers. */
  public static Detector iban() {
    return new IbanDetector();
  }

  /** IPv4 addresses. */
  public static Detector ipv4() {
    return new Ipv4Detector();
  }

  /** IPv6 addresses. */
  public static Detector ipv6() {
    return new Ipv6Detector();
  }

  /** Dates of birth. */
  public static Detector birthDate() {
    return new BirthDateDetector();
  }

  /** Dates of birth in tables without a head. */
  public static Detector birthCell() {
    return new BirthCellDetector();
  }

  /** Diagnoses after ICD-10. */
  public static Detector icd10() {
    return new Icd10Detector();
  }

  /** Diagnoses after ICD-9. */
  public static Detector icd9() {
    return new Icd9Detector();
  }

  /** National provider identifiers. */
  public static Detector npi() {
    return new NpiDetector();
  }

  /** Wallets of cryptocurrencies. */
  public static Detector wallet() {
    return new WalletDetector();
  }

  /** Keys and tokens with the prefix of their issuer. */
  public static Detector issuedKey() {
    return new IssuedKeyDetector();
  }

  /** Such keys and tokens letter by letter, or broken by the end of a line. */
  public static Detector spacedKey() {
    return new SpacedKeyDetector();
  }

  /** Tokens of bots, which have a form instead of a prefix. */
  public static Detector botToken() {
    return new BotTokenDetector();
  }

  /** Private keys in PEM armour. */
  public static Detector privateKey() {
    return new PrivateKeyDetector();
  }

  /** JSON Web Tokens. */
  public static Detector jwt() {
    return new JwtDetector();
  }

  /** URIs with a password. */
  public static Detector connectionString() {
    return new ConnectionStringDetector();
  }

  /** Values that are assigned to the name of a password, key or token. */
  public static Detector credential() {
    return new CredentialDetector();
  }

  /** Passwords behind the flag of a command. */
  public static Detector commandCredential() {
    return new CommandCredentialDetector();
  }

  /** Passwords in lines of a known form. */
  public static Detector loginLine() {
    return new LoginLineDetector();
  }

  /** Values that a sentence calls a password, key or token. */
  public static Detector toldCredential() {
    return new ToldCredentialDetector();
  }
}
