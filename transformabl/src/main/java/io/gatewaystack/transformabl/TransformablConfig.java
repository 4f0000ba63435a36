package io.gatewaystack.transformabl;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a {@link Transformabl} for one tenant.
 *
 * @param scanner finds what is to be found
 * @param requests what happens to requests
 * @param responses what happens to answers
 * @param scanCap bytes of a request that are looked at
 * @param content the JSON Pointers of the values of a request that are looked at; null for all
 * @param multipartPaths where multipart bodies may be read
 * @param pseudonyms where pseudonyms come from; null when nothing is redacted to pseudonyms
 */
record TransformablConfig(
    TextScanner scanner,
    Treatment requests,
    Treatment responses,
    int scanCap,
    @Nullable Predicate<String> content,
    List<String> multipartPaths,
    @Nullable Pseudonyms pseudonyms) {
  private static final int LONG = 40; // characters of a value

  TransformablConfig {
    if (scanCap < 1) {
      throw new IllegalArgumentException("scanCap: " + scanCap + " (expected: > 0)");
    }
    for (String path : multipartPaths) {
      if (!path.startsWith("/") || path.endsWith("/")) {
        throw new IllegalArgumentException("multipart: " + path + " (expected: e.g. /proxy)");
      }
    }
    multipartPaths = List.copyOf(multipartPaths);
    check("blockThreshold", requests.blockThreshold());
    check("blockResponses", responses.blockThreshold());
    check("redact", requests.rules(), scanner);
    check("redactResponses", responses.rules(), scanner);
    if (responses.rules() != null && responses.rules().pseudonymise()) {
      throw new IllegalArgumentException(
          "redactResponses: pseudonym (expected: a redaction that nobody has to restore)");
    }
  }

  private static void check(String setting, @Nullable Integer threshold) {
    if (threshold != null && (threshold < 1 || threshold > 100)) {
      throw new IllegalArgumentException(setting + ": " + threshold + " (expected: 1..100)");
    }
  }

  /** A rule that never acts, or whose result would be taken for a match, is a mistake. */
  private static void check(String setting, @Nullable RedactionRules rules, TextScanner scanner) {
    if (rules == null) {
      return;
    }
    for (PiiType type : rules.namedTypes()) {
      if (!scanner.types().contains(type)) {
        throw new IllegalArgumentException(
            "%s: %s (expected: of %s)".formatted(setting, type, scanner.types()));
      }
    }
    for (Redaction redaction : rules.redactions()) {
      for (PiiType type : scanner.types()) {
        String text = sample(redaction, type);
        if (!scanner.matches(text, "").isEmpty()) {
          throw new IllegalArgumentException(
              "%s: %s for %s (expected: a text that is not found itself)"
                  .formatted(setting, text, type));
        }
      }
    }
  }

  private static String sample(Redaction redaction, PiiType type) {
    String name = type.name().toUpperCase(Locale.ROOT);
    if (redaction instanceof Pseudonym) {
      return "[%1$s_1] [%1$s_12] [%1$s_123] [%1$s_1234] [%1$s_12345]".formatted(name);
    }
    return redaction instanceof Redaction.Mask mask
        ? String.valueOf(mask.with()).repeat(LONG)
        : redaction.replace(type, "x");
  }
}
