package io.gatewaystack.validatabl.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a {@link Policy}: its effect applies when every condition holds.
 *
 * @param id names the rule in evidence and audit: 1..128 of {@code [A-Za-z0-9._:-]}
 * @param priority rules of a lower number are tried first
 * @param effect what happens when the rule matches
 * @param conditions all must hold; at least one
 * @param reason why the rule exists, for its owner; never sent to a client
 */
public record Rule(
    String id, int priority, Effect effect, List<Condition> conditions, Optional<String> reason) {

  /** The priority of a rule that names none. */
  public static final int DEFAULT_PRIORITY = 100;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
  private static final String UNFIT = "id (expected: 1..128 of [A-Za-z0-9._:-])";

  /** Copies the conditions; refuses an unfit id and a rule that would match everything. */
  public Rule {
    Objects.requireNonNull(effect, "effect");
    Objects.requireNonNull(reason, "reason");
    conditions = List.copyOf(conditions);
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException("rule " + id + ": " + UNFIT);
    }
    if (conditions.isEmpty()) {
      throw new IllegalArgumentException(
          "rule " + id + ": conditions: none (expected: at least one)");
    }
  }

  /** Refuses what could forge a line of a log. */
  static String checkedId(String id) {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(UNFIT);
    }
    return id;
  }

  /** Starts a rule that allows. */
  public static Builder allow(String id) {
    return new Builder(id, Effect.ALLOW);
  }

  /** Starts a rule that denies. */
  public static Builder deny(String id) {
    return new Builder(id, Effect.DENY);
  }

  /** Collects a rule; not safe for use by several threads. */
  public static final class Builder {
    private final String id;
    private final Effect effect;
    private final List<Condition> conditions = new ArrayList<>();
    private int priority = DEFAULT_PRIORITY;
    private @Nullable String reason;

    private Builder(String id, Effect effect) {
      this.id = Objects.requireNonNull(id, "id");
      this.effect = effect;
    }

    /** Adds a condition; all must hold. */
    public Builder when(String field, Operator operator, Object value) {
      conditions.add(new Condition(field, operator, value));
      return this;
    }

    /** Sets the priority, {@value Rule#DEFAULT_PRIORITY} unless set. */
    public Builder priority(int value) {
      priority = value;
      return this;
    }

    /** Sets why the rule exists. */
    public Builder reason(String value) {
      reason = value;
      return this;
    }

    /**
     * The rule.
     *
     * @throws IllegalArgumentException when it has no condition or an unfit id
     */
    public Rule build() {
      return new Rule(id, priority, effect, conditions, Optional.ofNullable(reason));
    }
  }
}
