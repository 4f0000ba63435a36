package io.gatewaystack.transformabl.check;

/** International bank account numbers: length by country and check digits (ISO 13616). */
public final class Iban {
  /** The shortest and longest of any country. */
  public static final int SHORTEST = 15;

  public static final int LONGEST = 33;

  private static final int LETTER = 5; // bits

  private static final byte[] LENGTHS = lengths(); // by country

  private Iban() {}

  /** Country codes and lengths as the IBAN registry of SWIFT lists them. */
  private static byte[] lengths() {
    String registry =
        """
        NO15 BE16 BI27 DK18 FK18 FI18 FO18 GL18 NL18 SD18 MK19 SI19 AT20 BA20 EE20 KZ20 LT20 LU20 XK20 MN20
        CH21 CR22 HR21 LI21 LV21 BG22 BH22 DE22 GB22 GE22 IE22 ME22 RS22 AE23 GI23 IL23 IQ23 OM23 SO23 TL23
        AD24 CZ24 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24 VG24 LY25 PT25 ST25 IS26 TR26 BY28 AZ28 AL28 CY28
        DO28 GT28 HU28 LB28 PL28 SV28 NI28 HN28 DJ27 FR27 GR27 IT27 MC27 MR27 SM27 BR29 EG29 PS29 QA29 UA29
        JO30 KW30 MU30 YE30 LC32 MT31 SC31 RU33
        DZ26 AO25 BJ28 BF28 CM27 CV25 CF27 TD27 KM27 CG27 CI28 GQ27 GA27 GW25 IR26 MG27 ML28 MA28 MZ25 NE28
        SN28 TG28""";
    byte[] lengths = new byte[1 << 2 * LETTER];
    for (String entry : registry.split("\\s+", -1)) {
      int country = country(entry.charAt(0), entry.charAt(1));
      lengths[country] = Byte.parseByte(entry.substring(2));
    }
    return lengths;
  }

  private static int country(char first, char second) {
    int mask = (1 << LETTER) - 1;
    return (first & mask) << LETTER | second & mask;
  }

  /**
   * How many characters an IBAN of a country has; 0 when the country has none.
   *
   * @param first first letter of the country code, of any case
   * @param second second letter
   */
  public static int length(char first, char second) {
    return LENGTHS[country(first, second)];
  }

  /**
   * Whether the check digits fit.
   *
   * @param chars letters and digits of a whole IBAN; letters of any case
   * @param length how many they are
   */
  public static boolean isValid(char[] chars, int length) {
    int remainder = 0;
    for (int i = 0; i < length; i++) {
      char c = chars[(i + 4) % length];
      remainder =
          c <= '9'
              ? (remainder * 10 + c - '0') % 97
              : (remainder * 100 + (c & 0x1F) + 9) % 97; // A is 10
    }
    return remainder == 1 && chars[2] <= '9' && chars[3] <= '9';
  }
}
