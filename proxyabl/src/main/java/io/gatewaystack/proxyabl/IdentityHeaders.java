package io.gatewaystack.proxyabl;

import io.gatewaystack.context.section.Identity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which facts about the verified caller an upstream is told, and in which header fields. Visible
 * ASCII goes as it is, every other text as an extended value of RFC 8187, {@code UTF-8''J%C3%B6rg},
 * so that no two callers look alike. Immutable.
 *
 * @param fields header field names and what they tell
 */
public record IdentityHeaders(Map<String, IdentityField> fields) {

  /** Copies the fields; refuses names that mean something else or look like one another. */
  public IdentityHeaders {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    fields.keySet().forEach(IdentityHeaders::requireOwnField);
    if (fields.keySet().stream().map(HeaderRule::canonical).distinct().count() != fields.size()) {
      throw new IllegalArgumentException(
          "identityHeader: "
              + fields.keySet()
              + " (expected: names that differ in more than case, '-' and '_')");
    }
  }

  /** The subject in {@code X-User-Id}. */
  public static IdentityHeaders subject() {
    return new IdentityHeaders(Map.of("X-User-Id", IdentityField.SUBJECT));
  }

  /** These fields and one more. */
  public IdentityHeaders and(String field, IdentityField fact) {
    Map<String, IdentityField> more = new LinkedHashMap<>(fields);
    if (more.putIfAbsent(field, fact) != null) {
      throw new IllegalArgumentException("identityHeader: " + field + " (expected: once)");
    }
    return new IdentityHeaders(more);
  }

  /**
   * Checks that a credential is shown in a field of its own.
   *
   * @throws IllegalArgumentException when it is shown where the caller's facts are told
   */
  public void requireOther(UpstreamCredential credential) {
    credential
        .header()
        .map(HeaderField::name)
        .ifPresent(
            name ->
                require(
                    fields.keySet().stream()
                        .noneMatch(f -> HeaderRule.canonical(f).equals(HeaderRule.canonical(name))),
                    name,
                    "a field other than the credential's"));
  }

  /** The header lines that tell about one caller. */
  public List<HeaderField> of(Identity identity) {
    List<HeaderField> lines = new ArrayList<>(fields.size());
    fields.forEach(
        (name, fact) -> {
          Collection<String> values = fact.of(identity);
          if (!values.isEmpty()) {
            lines.add(new HeaderField(name, HeaderValue.ofIdentity(values)));
          }
        });
    return lines;
  }

  private static void requireOwnField(String field) {
    boolean token =
        !field.isEmpty() && field.chars().allMatch(c -> Percent.isAlphanumeric(c) || c == '-');
    require(token, field, "letters, digits and '-'");
    boolean free = !HeaderRule.isReserved(field) && !HeaderRule.describesMessage(field);
    require(free, field, "a field without another meaning");
  }

  private static void require(boolean met, String field, String expected) {
    if (!met) {
      throw new IllegalArgumentException(
          "identityHeader: " + field + " (expected: " + expected + ")");
    }
  }
}
