package io.gatewaystack.example.config;

import io.gatewaystack.transformabl.safety.Certainty;
import io.gatewaystack.transformabl.safety.SafetyCategory;
import io.gatewaystack.transformabl.safety.SafetyRules;
import io.gatewaystack.validatabl.document.Members;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what unsafe text is looked for. */
final class SafetyReader {
  static final List<String> KEYS = List.of("look", "sure", "without", "block");

  private final Environment env;

  SafetyReader(Environment env) {
    this.env = env;
  }

  /** The rules; empty when something in them is wrong. */
  Optional<SafetyRules> rules(Members members) {
    members.allow(KEYS);
    if (!members.flag("look").orElse(true)) {
      KEYS.stream()
          .filter(key -> !key.equals("look"))
          .forEach(
              key ->
                  members
                      .find(key)
                      .ifPresent(at -> members.refuse(at, key, "(expected: without look: false)")));
      return Optional.of(SafetyRules.off());
    }
    SafetyRules.Builder builder = SafetyRules.builder();
    members.parsed("sure", SafetyReader::certainty).ifPresent(builder::atLeast);
    builder.without(categories(members, "without"));
    builder.block(categories(members, "block"));
    return new UpstreamSettings(members, env).judged(builder::build);
  }

  private static Certainty certainty(String name) {
    return switch (name) {
      case "likely" -> Certainty.LIKELY;
      case "clear" -> Certainty.CLEAR;
      default ->
          throw new IllegalArgumentException("sure: " + name + " (expected: likely or clear)");
    };
  }

  private static SafetyCategory[] categories(Members members, String key) {
    List<SafetyCategory> found = new ArrayList<>();
    for (String name : members.texts(key)) {
      Optional<SafetyCategory> category =
          Stream.of(SafetyCategory.values()).filter(c -> c.label().equals(name)).findFirst();
      category.ifPresentOrElse(
          found::add,
          () ->
              members.refuse(
                  key
                      + ": "
                      + name
                      + " (expected: prompt_injection, jailbreak_attempt, code_injection or"
                      + " hidden_instructions)"));
    }
    return found.toArray(SafetyCategory[]::new);
  }
}
