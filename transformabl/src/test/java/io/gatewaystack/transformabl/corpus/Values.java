package io.gatewaystack.transformabl.corpus;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Random values of every type, valid by the rules of their registers; reproducible by seed. */
public final class Values {
  private static final String DIGITS = "0123456789";
  private static final String HEX = DIGITS + "abcdef";
  private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  private static final String ALPHANUMERIC =
      UPPER + UPPER.toLowerCase(java.util.Locale.ROOT) + DIGITS;
  private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final String[] MONTHS = {
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December"
  };

  private final SplittableRandom random;
  private final Map<String, Supplier<String>> slots = new TreeMap<>();

  /** Values that follow from a seed. */
  public Values(long seed) {
    random = new SplittableRandom(seed);
    slots.put("email", this::email);
    slots.put("phone_us", this::usPhone);
    slots.put("phone_int", this::internationalPhone);
    slots.put("phone", () -> random.nextBoolean() ? usPhone() : internationalPhone());
    slots.put("phone10", () -> area() + exchange() + digits(4));
    slots.put("ssn", () -> String.join("-", ssn()));
    slots.put("ssn9", () -> String.join("", ssn()));
    slots.put("itin", () -> itin("-"));
    slots.put("card", () -> grouped(card(), one(" ", "-", "")));
    slots.put("card_raw", this::card);
    slots.put("bank", () -> oneOf("123456789") + digits(random.nextInt(7, 12)));
    slots.put("aba", this::aba);
    slots.put("passport", () -> oneOf("123456ABCKE") + digits(8));
    slots.put("license", () -> oneOf("ABDFKMNS1234") + digits(7));
    slots.put("iban", () -> spaced(iban(), random.nextBoolean()));
    slots.put("ipv4", this::ipv4);
    slots.put("ipv6", this::ipv6);
    slots.put("dob", this::birthDate);
    slots.put("icd10", () -> one("F32.9", "E11.65", "J45.909", "M54.5", "S72.001A", "I10", "Z23"));
    slots.put("icd9", () -> one("250.01", "401.9", "428.0", "493.90", "V70.0", "E880.9"));
    slots.put("npi", this::npi);
    slots.put("wallet", this::wallet);
    slots.put("api_key", this::apiKey);
    slots.put("jwt", this::jwt);
    slots.put("pem", this::pem);
    slots.put("conn", this::connection);
    slots.put(
        "password", () -> one("Tr0ub4dor&3", "hunter2!", "S3cure#Pass", "p4ssw0rd99", "qX7$kd92"));
    slots.put("token", () -> mixed(random.nextInt(32, 48), ALPHANUMERIC));
    slots.put("secret", () -> mixed(40, random.nextBoolean() ? HEX : ALPHANUMERIC));
  }

  /** The type a slot's values are of. */
  public static String type(String slot) {
    return switch (slot) {
      case "phone_us", "phone_int", "phone10" -> "phone";
      case "ssn9" -> "ssn";
      case "itin" -> "us_itin";
      case "card", "card_raw" -> "credit_card";
      case "bank", "aba" -> "us_bank_number";
      case "passport" -> "us_passport";
      case "license" -> "us_drivers_license";
      case "ipv4", "ipv6" -> "ip_address";
      case "dob" -> "date_of_birth";
      case "icd10" -> "icd_10";
      case "icd9" -> "icd_9";
      case "wallet" -> "crypto_wallet";
      case "pem" -> "private_key";
      case "conn" -> "connection_string";
      case "password", "token", "secret" -> "credential";
      default -> slot;
    };
  }

  /** A value of a slot. */
  public String value(String slot) {
    Supplier<String> supplier = slots.get(slot);
    if (supplier == null) {
      throw new IllegalArgumentException(
          "slot: " + slot + " (expected: of " + slots.keySet() + ")");
    }
    return supplier.get();
  }

  /** One of several. */
  public String one(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private String oneOf(String chars) {
    return String.valueOf(chars.charAt(random.nextInt(chars.length())));
  }

  /** So many random digits. */
  public String digits(int count) {
    return text(count, DIGITS);
  }

  /** So many random hexadecimal digits. */
  public String hex(int count) {
    return text(count, HEX);
  }

  /** A number from 0 to below a bound. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  private String text(int count, String alphabet) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(oneOf(alphabet));
    }
    return text.toString();
  }

  /** With a digit and a letter in it: what has none is too rare to be looked for. */
  private String mixed(int count, String alphabet) {
    return oneOf(DIGITS) + text(count - 2, alphabet) + oneOf("abcdef");
  }

  private String email() {
    String first = one("anna", "bob", "carlos", "dilek", "emma", "farid", "ines", "jamal", "zoe");
    String last = one("smith", "garcia", "kaya", "muller", "rossi", "tanaka", "okafor", "chen");
    String local =
        one(first + "." + last, first + last + below(99), first + "_" + last, first + "+news");
    return local + "@" + one("example.com", "mail.example.org", "corp.example.co.uk", "gmail.com");
  }

  private String area() {
    return one("212", "415", "312", "617", "206", "305", "713", "404", "503", "602", "919", "202");
  }

  private String exchange() {
    return String.valueOf(random.nextInt(220, 999));
  }

  private String usPhone() {
    String area = area();
    String exchange = exchange();
    String line = digits(4);
    return one(
        area + "-" + exchange + "-" + line,
        "(" + area + ") " + exchange + "-" + line,
        "+1 " + area + " " + exchange + " " + line,
        "1-" + area + "-" + exchange + "-" + line,
        area + "." + exchange + "." + line,
        "+1" + area + exchange + line);
  }

  private String internationalPhone() {
    return one(
        "+44 20 7946 0" + digits(3),
        "+49 30 2345" + digits(4),
        "+33 6 12 34 " + digits(2) + " " + digits(2),
        "+34 612 345 " + digits(3),
        "+81-3-1234-" + digits(4),
        "+91 98765 4" + digits(4),
        "+61 2 9374 " + digits(4),
        "+55 11 98765-" + digits(4),
        "+90 532 123 45 " + digits(2),
        "+353 1 234 " + digits(4),
        "+65 6123 " + digits(4));
  }

  private List<String> ssn() {
    int area = random.nextInt(1, 899);
    return List.of(
        "%03d".formatted(area == 666 ? 665 : area),
        "%02d".formatted(random.nextInt(1, 100)),
        "%04d".formatted(random.nextInt(1, 10_000)));
  }

  private String itin(String joint) {
    return "9" + digits(2) + joint + random.nextInt(70, 89) + joint + digits(4);
  }

  private String card() {
    String prefix = one("4", "4", "51", "55", "2221", "34", "37", "6011", "65", "36", "3530", "62");
    int length =
        prefix.startsWith("34") || prefix.startsWith("37") ? 15 : prefix.equals("36") ? 14 : 16;
    return luhn(prefix + digits(length - 1 - prefix.length()), "");
  }

  private static String luhn(String body, String hidden) {
    for (char check = '0'; check <= '9'; check++) {
      String number = hidden + body + check;
      int sum = 0;
      for (int i = 0; i < number.length(); i++) {
        int digit = (number.charAt(number.length() - 1 - i) - '0') * (1 + i % 2);
        sum += digit / 10 + digit % 10;
      }
      if (sum % 10 == 0) {
        return body + check;
      }
    }
    throw new IllegalStateException("some digit fits");
  }

  private static String grouped(String card, String joint) {
    return card.length() == 16
        ? card.replaceAll("(....)(?=.)", "$1" + joint)
        : card.substring(0, 4) + joint + card.substring(4, 10) + joint + card.substring(10);
  }

  private String aba() {
    while (true) {
      String number = one("01", "02", "06", "11", "12", "26", "31", "32") + digits(7);
      int sum = 0;
      for (int i = 0; i < 9; i++) {
        sum += (number.charAt(i) - '0') * new int[] {3, 7, 1}[i % 3];
      }
      if (sum % 10 == 0) {
        return number;
      }
    }
  }

  private String npi() {
    return luhn(one("1", "2") + digits(8), "80840");
  }

  private String iban() {
    String country = one("DE", "GB", "FR", "ES", "NL", "CH", "AT", "BE", "PL", "NO", "PT");
    String account =
        switch (country) {
          case "GB" -> "WEST" + digits(14);
          case "NL" -> "ABNA" + digits(10);
          case "DE" -> digits(18);
          case "FR" -> digits(23);
          case "ES" -> digits(20);
          case "CH" -> digits(17);
          case "AT" -> digits(16);
          case "BE" -> digits(12);
          case "PL" -> digits(24);
          case "NO" -> digits(11);
          default -> digits(21);
        };
    StringBuilder number = new StringBuilder();
    (account + country + "00").chars().forEach(c -> number.append(Character.digit(c, 36)));
    int check = 98 - new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue();
    return country + "%02d".formatted(check) + account;
  }

  private static String spaced(String text, boolean spaces) {
    return spaces ? text.replaceAll("(....)(?=.)", "$1 ") : text;
  }

  private String ipv4() {
    return one("10", "192", "172", "8", "203")
        + "."
        + below(256)
        + "."
        + below(256)
        + "."
        + random.nextInt(1, 255);
  }

  private String ipv6() {
    String tail = Integer.toHexString(random.nextInt(0x1000, 0x10000));
    return one(
        "2001:0db8:85a3:0000:0000:8a2e:0370:" + tail,
        "2001:db8::" + tail,
        "fe80::" + tail,
        "2001:DB8:0:0:8:800:200C:" + tail,
        "::ffff:192.0.2." + below(256),
        "::1");
  }

  private String birthDate() {
    int year = random.nextInt(1935, 2015);
    int month = random.nextInt(1, 13);
    int day = random.nextInt(1, 29);
    return one(
        "%02d/%02d/%d".formatted(month, day, year),
        "%d-%02d-%02d".formatted(year, month, day),
        "%02d.%02d.%d".formatted(day, month, year),
        "%s %d, %d".formatted(MONTHS[month - 1], day, year),
        "%d %s %d".formatted(day, MONTHS[month - 1].substring(0, 3), year));
  }

  private String wallet() {
    return switch (below(3)) {
      case 0 -> "0x" + mixed(40, HEX);
      case 1 -> base58((byte) 0);
      default -> base58((byte) 5);
    };
  }

  private String base58(byte version) {
    byte[] payload = new byte[25];
    random.nextBytes(payload);
    payload[0] = version;
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(payload, 0, 21);
      System.arraycopy(digest.digest(digest.digest()), 0, payload, 21, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    StringBuilder text = new StringBuilder();
    BigInteger base = BigInteger.valueOf(58);
    for (BigInteger n = new BigInteger(1, payload); n.signum() > 0; n = n.divide(base)) {
      text.insert(0, BASE58.charAt(n.mod(base).intValue()));
    }
    return version == 0 ? text.insert(0, '1').toString() : text.toString();
  }

  private String apiKey() {
    return one(
        "AKIA" + mixed(16, UPPER + "234567").toUpperCase(java.util.Locale.ROOT),
        "ghp_" + mixed(36, ALPHANUMERIC),
        "glpat-" + mixed(20, ALPHANUMERIC),
        "xoxb-" + digits(12) + "-" + mixed(24, ALPHANUMERIC),
        "sk_live_" + mixed(24, ALPHANUMERIC),
        "AIza" + mixed(35, ALPHANUMERIC),
        "sk-proj-" + mixed(48, ALPHANUMERIC),
        "npm_" + mixed(36, ALPHANUMERIC),
        "shpat_" + hex(32));
  }

  private String jwt() {
    return base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}")
        + "."
        + base64("{\"sub\":\"u" + digits(6) + "\",\"iat\":17" + digits(8) + "}")
        + "."
        + mixed(43, ALPHANUMERIC);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String pem() {
    String name = one("RSA PRIVATE KEY", "EC PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY");
    return "-----BEGIN %s-----\n%s\n%s==\n-----END %s-----"
        .formatted(name, text(64, ALPHANUMERIC), text(40, ALPHANUMERIC), name);
  }

  private String connection() {
    return one("postgres://app:", "mongodb+srv://svc:", "redis://:", "https://deploy:")
        + mixed(12, ALPHANUMERIC)
        + one("@db.internal:5432/main", "@cache:6379/0", "@git.example.com/repo.git");
  }
}
