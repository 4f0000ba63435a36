package io.gatewaystack.transformabl;

import java.util.Locale;

/**
 * What is put in the place of a match. What is put there is never found again, or is what it would
 * be replaced by, so redacting twice changes nothing.
 */
public sealed interface Redaction
    permits Redaction.Mask, Redaction.Remove, Redaction.Placeholder, KeyedHash, Pseudonym {

  /**
   * The name of the mode, for audit: {@code mask}, {@code remove}, {@code placeholder}, {@code
   * hash} or {@code pseudonym}.
   */
  String mode();

  /**
   * The text that replaces a value.
   *
   * @param type the type of the value
   * @param value the value as it stands in the original text
   */
  String replace(PiiType type, String value);

  /** {@code jo************om}: asterisks, two characters kept at each end. */
  static Redaction mask() {
    return mask('*', 2);
  }

  /**
   * Masks all but the ends of a value. A value of at most twice {@code keep} characters is masked
   * completely.
   *
   * @param with the mask: a visible character that is neither letter nor digit nor part of what is
   *     looked for ({@code @ . - _ + % '})
   * @param keep characters kept at each end, 0..4: a longer end could still be an address
   */
  static Redaction mask(char with, int keep) {
    return new Mask(with, keep);
  }

  /** Takes the value out and leaves nothing in its place. */
  static Redaction remove() {
    return new Remove();
  }

  /** {@code [EMAIL]}, {@code [CREDIT_CARD]}, … */
  static Redaction placeholder() {
    return placeholder("[" + Placeholder.TYPE + "]");
  }

  /**
   * A text of your own.
   *
   * @param template 1..64 characters without {@code @} and digits; every <code>{TYPE}</code> in it
   *     becomes the type's name in upper case
   */
  static Redaction placeholder(String template) {
    return new Placeholder(template);
  }

  /**
   * {@code [EMAIL:hjdkacmnopbbdegfalhk]}: the same value always becomes the same text, on every
   * node with the same key, and who lacks the key cannot find the value, not even by trying all
   * addresses. 80 bits of an HMAC-SHA256, in letters.
   *
   * @param key at least 32 bytes, kept secret; copied
   */
  static Redaction hash(byte[] key) {
    return new KeyedHash(key);
  }

  /**
   * {@code [EMAIL_1]}: one value becomes one token, and the token becomes the value again in the
   * answer to the same caller. How long that holds is for {@link Pseudonyms} to say. Outside a
   * request, and where there is no room for more values, it is a placeholder that is not restored.
   */
  static Redaction pseudonym() {
    return Pseudonym.INSTANCE;
  }

  /**
   * See {@link Redaction#mask(char, int)}.
   *
   * @param with the mask character
   * @param keep characters kept at each end
   */
  record Mask(char with, int keep) implements Redaction {
    /** Refuses masks that could be taken for content and ends that show too much. */
    public Mask {
      boolean mark = with > ' ' && with < 0x7F && !Character.isLetterOrDigit(with);
      if (!mark || "@.-_+%'".indexOf(with) >= 0) {
        throw new IllegalArgumentException("with: " + with + " (expected: a mark such as *)");
      }
      if (keep < 0 || keep > 4) {
        throw new IllegalArgumentException("keep: " + keep + " (expected: 0..4)");
      }
    }

    @Override
    public String mode() {
      return "mask";
    }

    @Override
    public String replace(PiiType type, String value) {
      int length = value.codePointCount(0, value.length());
      String mask = String.valueOf(with);
      if (length <= 2 * keep) {
        return mask.repeat(length);
      }
      int head = value.offsetByCodePoints(0, keep);
      int tail = value.offsetByCodePoints(value.length(), -keep);
      return value.substring(0, head) + mask.repeat(length - 2 * keep) + value.substring(tail);
    }
  }

  /** See {@link Redaction#remove()}. */
  record Remove() implements Redaction {
    @Override
    public String mode() {
      return "remove";
    }

    @Override
    public String replace(PiiType type, String value) {
      return "";
    }
  }

  /**
   * See {@link Redaction#placeholder(String)}.
   *
   * @param template the text
   */
  record Placeholder(String template) implements Redaction {
    static final String TYPE = "{TYPE}";

    /** Refuses templates that could themselves be taken for personal data. */
    public Placeholder {
      if (template.isEmpty() || template.length() > 64) {
        throw new IllegalArgumentException(
            "template: %d characters (expected: 1..64)".formatted(template.length()));
      }
      if (template.chars().anyMatch(c -> c == '@' || Character.isDigit(c) || c < ' ' || c > '~')) {
        throw new IllegalArgumentException(
            "template: " + template + " (expected: printable ASCII without @ and digits)");
      }
    }

    @Override
    public String mode() {
      return "placeholder";
    }

    @Override
    public String replace(PiiType type, String value) {
      return template.replace(TYPE, type.name().toUpperCase(Locale.ROOT));
    }
  }
}
