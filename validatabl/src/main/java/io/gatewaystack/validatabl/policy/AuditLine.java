package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.section.Judgement.Answer;
import io.gatewaystack.context.section.Judgement.Ruling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * One event of the audit record in which policies were asked.
 *
 * @param requestId fit to be shown
 * @param allowed whether the authorization layer let the request pass
 * @param rulings what the policies said
 * @param request what they saw, as far as it is told
 */
record AuditLine(String requestId, boolean allowed, List<Ruling> rulings, RecordedRequest request) {
  private static final String KIND = "gateway.request";
  private static final int MOST_POLICIES = 64;
  private static final int MOST_PREFIX = 64;
  private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9._:-]{1,200}");

  /** The JSON of an event behind what a console puts before it; empty when there is none. */
  static Optional<byte[]> event(byte[] line) {
    for (int i = 0; i < Math.min(line.length, MOST_PREFIX); i++) {
      if (line[i] == '{') {
        return Optional.of(i == 0 ? line : Arrays.copyOfRange(line, i, line.length));
      }
    }
    return Optional.empty();
  }

  /** What a policy in the shadow said. */
  Optional<Ruling> shadow(String name) {
    return rulings.stream().filter(r -> !r.enforced() && r.policy().equals(name)).findFirst();
  }

  /** A line that should be an event and is none. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /**
   * Reads a line.
   *
   * @param json one JSON object
   * @return empty for an event in which no policy was asked
   * @throws Unreadable when it is not JSON, or no event as explicabl writes them
   */
  static Optional<AuditLine> read(byte[] json) throws Unreadable {
    JsonDocument document;
    try {
      document = JsonDocument.parse(json);
    } catch (InvalidJson e) {
      throw new Unreadable(e.getMessage());
    }
    JsonNode event = document.tree();
    if (!KIND.equals(event.path("kind").asString(""))) {
      return Optional.empty();
    }
    JsonNode authorization = event.path("context").path("authorization");
    if (!authorization.path("policies").isArray()) {
      return Optional.empty();
    }
    return Optional.of(
        new AuditLine(
            safe(event.path("requestId")),
            flag(authorization.path("allowed")),
            rulings(authorization.path("policies")),
            RecordedRequest.of(document)));
  }

  private static List<Ruling> rulings(JsonNode policies) throws Unreadable {
    if (policies.size() > MOST_POLICIES) {
      throw new Unreadable("too many policies");
    }
    List<Ruling> rulings = new ArrayList<>();
    for (JsonNode policy : policies) {
      rulings.add(
          new Ruling(
              safe(policy.path("name")),
              safe(policy.path("version")),
              flag(policy.path("enforced")),
              answer(policy.path("answer")),
              policy.has("rule") ? safe(policy.path("rule")) : null));
    }
    return rulings;
  }

  private static Answer answer(JsonNode word) throws Unreadable {
    return Arrays.stream(Answer.values())
        .filter(a -> a.name().toLowerCase(Locale.ROOT).equals(word.asString("")))
        .findFirst()
        .orElseThrow(() -> new Unreadable("no answer of a policy"));
  }

  private static boolean flag(JsonNode flag) throws Unreadable {
    if (!flag.isBoolean()) {
      throw new Unreadable("neither true nor false");
    }
    return flag.booleanValue();
  }

  /** A name that can be shown on a terminal. */
  private static String safe(JsonNode name) throws Unreadable {
    String text = name.isString() ? name.stringValue() : "";
    if (!SAFE.matcher(text).matches()) {
      throw new Unreadable("no name");
    }
    return text;
  }
}
