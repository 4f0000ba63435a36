package io.gatewaystack.example.config;

import io.gatewaystack.transformabl.Redaction;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What happens to personal data in requests.
 *
 * @param redaction how matches are replaced; empty when they are only recorded
 * @param blockThreshold risk score from which a request is refused
 */
public record ContentConfig(Optional<Redaction> redaction, OptionalInt blockThreshold) {
  private static final Map<String, Optional<Redaction>> MODES =
      new TreeMap<>(
          Map.of(
              "off", Optional.empty(),
              "mask", Optional.of(Redaction.mask()),
              "remove", Optional.of(Redaction.remove()),
              "placeholder", Optional.of(Redaction.placeholder())));

  static ContentConfig from(Environment env) {
    String threshold = "TRANSFORM_BLOCK_THRESHOLD";
    return new ContentConfig(
        env.choice("TRANSFORM_REDACT", MODES).orElse(Optional.empty()),
        env.find(threshold).isPresent()
            ? OptionalInt.of(env.number(threshold, 100, 1, 100))
            : OptionalInt.empty());
  }
}
