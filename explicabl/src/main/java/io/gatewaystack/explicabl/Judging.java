package io.gatewaystack.explicabl;

import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Judgement;
import io.gatewaystack.explicabl.AuditEvent.JudgedBy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tells what policies judged by. */
final class Judging {
  /** Most scopes, and most roles, that are told. */
  static final int MAX_MEMBERS = 100;

  private final Discretion discretion;
  private final Telling telling;

  Judging(Discretion discretion, Telling telling) {
    this.discretion = discretion;
    this.telling = telling;
  }

  /**
   * What a judgement rests on.
   *
   * @param atEnd what is known of the content at the end of the request
   */
  JudgedBy by(Judgement judgement, @Nullable Identity caller, @Nullable Content atEnd) {
    boolean differs = !Objects.equals(judgement.content(), atEnd);
    String plan = caller == null ? null : caller.plan();
    return new JudgedBy(
        members("scopes", caller == null ? Set.of() : caller.scopes()),
        members("roles", caller == null ? Set.of() : caller.roles()),
        plan == null ? null : telling.text("plan", plan, discretion.name(plan)),
        differs,
        differs ? judgement.content() : null,
        arguments(judgement.arguments()),
        telling.withheld());
  }

  private List<String> members(String field, Collection<String> raw) {
    List<String> told = new ArrayList<>(Math.min(raw.size(), MAX_MEMBERS));
    for (String member : raw) {
      if (told.size() == MAX_MEMBERS || !discretion.name(member).equals(member)) {
        telling.withhold(field);
      } else {
        told.add(member);
      }
    }
    return told;
  }

  private Map<String, JsonNode> arguments(Map<String, JsonNode> raw) {
    Map<String, JsonNode> told = new LinkedHashMap<>();
    raw.forEach(
        (field, value) -> {
          if (value.isString()
              && !discretion.name(value.stringValue()).equals(value.stringValue())) {
            telling.withhold(field);
          } else {
            told.put(field, value);
          }
        });
    return told;
  }
}
