package io.gatewaystack.transformabl;

import io.gatewaystack.context.Headers;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Header fields that repeat arguments of a tool (MCP 2026-07-28, {@code Mcp-Param-*}), brought in
 * line with a body in which arguments were redacted. Which argument a field repeats is for the
 * tool's schema to say; here it is the one with the same value.
 */
final class Mirrors {
  private static final String PREFIX = "mcp-param-";
  private static final String ARGUMENTS = "/params/arguments/";
  private static final String ENCODED = "=?base64?";
  private static final String ENCODED_END = "?=";

  /** Judges fields that repeat no argument. */
  @FunctionalInterface
  interface Judge {
    /**
     * Whether a field may not leave as it is.
     *
     * @param text its text
     * @param name its name without the prefix: what the argument would be called
     */
    boolean refuses(String text, String name);
  }

  private record Argument(String pointer, String before, String after) {
    boolean isNamed(String name) {
      int from = pointer.length() - name.length();
      return from > 0
          && pointer.charAt(from - 1) == '/'
          && pointer.regionMatches(true, from, name, 0, name.length());
    }
  }

  private final Map<String, List<Argument>> arguments; // by value
  private final Judge judge;

  private Mirrors(Map<String, List<Argument>> arguments, Judge judge) {
    this.arguments = arguments;
    this.judge = judge;
  }

  /** Whether a request has such fields. */
  static boolean isIn(Headers headers) {
    return headers.names().stream().anyMatch(Mirrors::isMirror);
  }

  private static boolean isMirror(String name) {
    return name.toLowerCase(Locale.ROOT).startsWith(PREFIX);
  }

  /**
   * The fields that have to change, and their values.
   *
   * @param before the body as it came
   * @param after the body as it goes on
   * @return null when a field cannot be brought in line: it repeats what cannot be told apart, or
   *     no argument and is refused
   */
  static @Nullable Map<String, String> recomputed(
      Headers headers, JsonDocument before, JsonDocument after, Judge judge) {
    Mirrors mirrors = new Mirrors(arguments(before, after), judge);
    Map<String, String> changed = new LinkedHashMap<>();
    for (String name : headers.names()) {
      if (isMirror(name)) {
        List<String> values = headers.all(name);
        String was = values.size() == 1 ? decoded(values.get(0)) : null;
        String now = was == null ? null : mirrors.value(name.substring(PREFIX.length()), was);
        if (now == null) {
          return null;
        }
        if (!now.equals(was)) {
          changed.put(name, encoded(now));
        }
      }
    }
    return changed;
  }

  private static Map<String, List<Argument>> arguments(JsonDocument before, JsonDocument after) {
    List<String> now = new ArrayList<>();
    after.walk(leaf -> now.add(value(leaf)));
    Map<String, List<Argument>> arguments = new HashMap<>();
    int[] at = {0};
    before.walk(
        leaf -> {
          String later = now.get(at[0]++); // redaction changes leaves, never their number
          String pointer = leaf.pointer();
          if (leaf.kind() != Leaf.Kind.KEY && pointer.startsWith(ARGUMENTS)) {
            Argument argument = new Argument(pointer, leaf.text(), later);
            arguments.computeIfAbsent(argument.before, b -> new ArrayList<>(1)).add(argument);
          }
        });
    return arguments;
  }

  private static String value(Leaf leaf) {
    return leaf.kind() == Leaf.Kind.KEY ? "" : leaf.text();
  }

  private @Nullable String value(String name, String was) {
    List<Argument> same = arguments.getOrDefault(was, List.of());
    if (same.isEmpty()) {
      return isLeft(name, was) ? was : null;
    }
    Set<String> now = outcomes(same);
    if (now.size() > 1) {
      now = outcomes(same.stream().filter(argument -> argument.isNamed(name)).toList());
    }
    return now.size() == 1 ? now.iterator().next() : null;
  }

  /** Whether a field that repeats no argument may stay. */
  private boolean isLeft(String name, String text) {
    return !text.startsWith(ENCODED) // a careless reader may decode it all the same
        && !judge.refuses(text, name)
        && !judge.refuses(asNumber(text), name);
  }

  /** What a reader of numbers makes of a field. */
  private static String asNumber(String field) {
    try {
      return PlainNumber.of(field);
    } catch (NumberFormatException e) {
      return field;
    }
  }

  private static Set<String> outcomes(List<Argument> arguments) {
    return arguments.stream().map(Argument::after).collect(Collectors.toCollection(HashSet::new));
  }

  /** The text of a field, which stands for itself unless it has both marks; null if malformed. */
  private static @Nullable String decoded(String value) {
    if (!value.startsWith(ENCODED) || !value.endsWith(ENCODED_END)) {
      return value;
    }
    if (value.length() < ENCODED.length() + ENCODED_END.length()) {
      return null;
    }
    String base64 = value.substring(ENCODED.length(), value.length() - ENCODED_END.length());
    try {
      byte[] utf8 = Base64.getDecoder().decode(base64);
      String text = new String(utf8, StandardCharsets.UTF_8);
      boolean canonical = encodedAlways(text).equals(value);
      return canonical ? text : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static String encoded(String text) {
    boolean visible = text.chars().allMatch(c -> c >= ' ' && c <= '~');
    boolean safe =
        visible && !text.isEmpty() && text.equals(text.strip()) && !text.startsWith(ENCODED);
    return safe ? text : encodedAlways(text);
  }

  private static String encodedAlways(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return ENCODED + Base64.getEncoder().encodeToString(utf8) + ENCODED_END;
  }
}
