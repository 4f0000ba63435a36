package io.gatewaystack.example.config;

import io.gatewaystack.transformabl.Redaction;
import io.gatewaystack.transformabl.Transformabl;
import io.gatewaystack.transformabl.TransformablBuilder;
import io.gatewaystack.transformabl.pinning.OnChange;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What happens to content.
 *
 * @param layer looks at it
 * @param pins keeps the definitions of tools; they are not pinned when absent
 * @param onChange what becomes of a tool whose definition has changed
 */
public record ContentConfig(Transformabl layer, Optional<Path> pins, OnChange onChange) {
  private static final List<String> VARIABLES =
      List.of("TRANSFORM_REDACT", "TRANSFORM_RESPONSES", "TRANSFORM_BLOCK_THRESHOLD");

  private static final Map<String, Optional<Redaction>> MODES =
      new TreeMap<>(
          Map.of(
              "off", Optional.empty(),
              "mask", Optional.of(Redaction.mask()),
              "remove", Optional.of(Redaction.remove()),
              "placeholder", Optional.of(Redaction.placeholder()),
              "pseudonym", Optional.of(Redaction.pseudonym())));

  private static final Map<String, Consumer<TransformablBuilder>> RESPONSES =
      new TreeMap<>(
          Map.of(
              "off", builder -> {},
              "label", TransformablBuilder::labelResponses,
              "mask", builder -> builder.redactResponses(Redaction.mask()),
              "remove", builder -> builder.redactResponses(Redaction.remove()),
              "placeholder", builder -> builder.redactResponses(Redaction.placeholder())));

  private static final Map<String, OnChange> CHANGES =
      new TreeMap<>(
          Map.of(
              "label", OnChange.LABEL,
              "block", OnChange.BLOCK,
              "reapprove", OnChange.REAPPROVE));

  /**
   * Reads variables.
   *
   * @param described what the file of settings says in their place
   */
  static ContentConfig from(Environment env, Optional<TransformablBuilder> described) {
    TransformablBuilder builder = described.orElseGet(Transformabl::builder);
    env.choice("TRANSFORM_REDACT", MODES).flatMap(mode -> mode).ifPresent(builder::redact);
    env.choice("TRANSFORM_RESPONSES", RESPONSES).ifPresent(mode -> mode.accept(builder));
    String threshold = "TRANSFORM_BLOCK_THRESHOLD";
    int score = env.number(threshold, 100, 1, 100);
    if (env.find(threshold).isPresent()) {
      builder.blockThreshold(score);
    }
    if (described.isPresent()) {
      VARIABLES.stream()
          .filter(name -> env.find(name).isPresent())
          .forEach(
              name -> env.problem(name, "(expected: here or in the file's content, not both)"));
    }
    Optional<Path> pins = env.file("TOOL_PINS_FILE");
    Optional<OnChange> onChange = env.choice("TOOL_PINS_ON_CHANGE", CHANGES);
    if (onChange.isPresent() && env.find("TOOL_PINS_FILE").isEmpty()) {
      env.problem("TOOL_PINS_ON_CHANGE", "(expected: with TOOL_PINS_FILE)");
    }
    return new ContentConfig(builder.build(), pins, onChange.orElse(OnChange.REAPPROVE));
  }
}
