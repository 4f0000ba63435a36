package io.gatewaystack.context.section;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What policies said about a request, and of what they saw that which no other section keeps as it
 * was. Together with the identity and the operation it is enough to ask another policy the same.
 *
 * @param rulings one for each policy asked, in order
 * @param content what was known of the content at that moment: later layers add to the section
 * @param arguments the arguments that their owner lets be recorded, by the name of the policy's
 *     field: texts, numbers and booleans, null for those that were absent
 */
public record Judgement(
    List<Ruling> rulings, @Nullable Content content, Map<String, JsonNode> arguments) {

  /** What a policy can say. */
  public enum Answer {
    /** The request may go on. */
    ALLOW,
    /** The request is refused. */
    DENY,
    /** It depends on what could not be known without changing the request. */
    UNDECIDED
  }

  /**
   * What one policy said.
   *
   * @param policy its name
   * @param version the digest of what it decides
   * @param enforced whether the request was bound by it; else it was only asked
   * @param answer what it said
   * @param rule the rule that decided; null for its default, and when nobody knows
   */
  public record Ruling(
      String policy, String version, boolean enforced, Answer answer, @Nullable String rule) {

    /** Refuses null. */
    public Ruling {
      Objects.requireNonNull(policy, "policy");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(answer, "answer");
    }

    /** A candidate in the shadow may be called what the policy is that it is to replace. */
    private List<Object> place() {
      return List.of(policy, enforced);
    }

    private Ruling stricter(Ruling other) {
      return answer == Answer.DENY || other.answer == Answer.ALLOW ? this : other;
    }
  }

  /** Copies the collections. */
  public Judgement {
    rulings = List.copyOf(rulings);
    arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
  }

  /** The rulings of both; the content and arguments seen last. */
  Judgement merge(Judgement later) {
    List<Ruling> all = new ArrayList<>(rulings);
    all.addAll(later.rulings);
    Map<String, JsonNode> seen = new LinkedHashMap<>(arguments);
    seen.putAll(later.arguments);
    return new Judgement(all, later.content, seen);
  }

  /**
   * What policies said about two parts of one request, the strictest word of each: a denial, else
   * that it was undecided. Content and arguments are those of this judgement.
   */
  public Judgement strictest(Judgement other) {
    Map<List<Object>, Ruling> said = new LinkedHashMap<>();
    for (Ruling ruling : rulings) {
      said.put(ruling.place(), ruling);
    }
    for (Ruling ruling : other.rulings) {
      said.merge(ruling.place(), ruling, Ruling::stricter);
    }
    return new Judgement(List.copyOf(said.values()), content, arguments);
  }

  /** Shows the rulings only: arguments are content. */
  @Override
  public String toString() {
    return "Judgement" + rulings;
  }
}
