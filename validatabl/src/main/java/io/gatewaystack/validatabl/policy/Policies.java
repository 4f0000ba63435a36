package io.gatewaystack.validatabl.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The policies that stand side by side: each of those that are enforced must allow a request, those
 * in the shadow are asked what they would have said and change nothing. Immutable and safe for use
 * by several threads; what the sources give may change, which is why each request asks once for
 * what is {@link #current}.
 */
public final class Policies {
  private final List<PolicySource> enforced;
  private final List<PolicySource> shadows;
  private volatile @Nullable Known latest;

  /** What the sources gave, and what is in force since. */
  private record Known(List<Policy> enforced, List<Policy> shadows, PoliciesInForce inForce) {}

  /**
   * Sources of policies.
   *
   * @param enforced each must allow
   * @param shadows only asked
   */
  public Policies(List<PolicySource> enforced, List<PolicySource> shadows) {
    this.enforced = List.copyOf(enforced);
    this.shadows = List.copyOf(shadows);
  }

  /** Whether some policy is enforced, so that every operation is judged by it. */
  public boolean enforcesAny() {
    return !enforced.isEmpty();
  }

  /** What is in force now, whole and unchanging: keep it for as long as the request lasts. */
  public PoliciesInForce current() {
    Known known = latest;
    if (known == null || !same(known.enforced(), enforced) || !same(known.shadows(), shadows)) {
      List<Policy> binding = policies(enforced);
      List<Policy> asked = policies(shadows);
      known = new Known(binding, asked, new PoliciesInForce(distinct(binding), distinct(asked)));
      latest = known;
    }
    return known.inForce();
  }

  /**
   * Policies whose names tell them apart in records: the second of a name is called {@code name:2}.
   */
  private static List<Policy> distinct(List<Policy> policies) {
    Set<String> taken = new HashSet<>();
    List<Policy> distinct = new ArrayList<>();
    for (Policy policy : policies) {
      String name = policy.name();
      for (int i = 2; !taken.add(name); i++) {
        String end = ":" + i;
        int rest = Policy.LONGEST_NAME - end.length();
        name = policy.name().substring(0, Math.min(policy.name().length(), rest)) + end;
      }
      distinct.add(name.equals(policy.name()) ? policy : policy.named(name));
    }
    return distinct;
  }

  private static boolean same(List<Policy> known, List<PolicySource> sources) {
    for (int i = 0; i < known.size(); i++) {
      if (known.get(i) != sources.get(i).current()) {
        return false;
      }
    }
    return true;
  }

  private static List<Policy> policies(List<PolicySource> sources) {
    return sources.stream().map(PolicySource::current).toList();
  }

  /**
   * How much may be tried to tell whether some of many reads may be allowed. What a server lists is
   * asked once and remembered; what a client asks about is made up as easily as it is sent. Not
   * safe for use by several threads.
   */
  public static final class Patience {
    /** Some hundredths of a second; a usual question takes a small part of it. */
    private static final long STEPS_OF_QUESTION = 400_000;

    /**
     * Some tenths of a second. A usual question takes 50 000 steps at most, and MCP lets an answer
     * hold a hundred values.
     */
    private static final long STEPS_OF_ANSWER = 6_000_000;

    private static final long ENOUGH = Long.MAX_VALUE;

    private final Effort effort;
    private final boolean limited;

    private Patience(long steps) {
      this.effort = new Effort(steps);
      this.limited = steps != ENOUGH;
    }

    /** For a template that a server lists: each question may take long. */
    public static Patience withServer() {
      return new Patience(ENOUGH);
    }

    /** For a template that a client names: all questions together must be answered soon. */
    public static Patience withClient() {
      return new Patience(STEPS_OF_QUESTION);
    }

    /** For all values of one answer that complete what a client names. */
    public static Patience withAnswer() {
      return new Patience(STEPS_OF_ANSWER);
    }

    /** Whether nothing more may be tried. */
    public boolean isExhausted() {
      return effort.isExhausted();
    }

    boolean isLimited() {
      return limited;
    }

    /** What one question may take. */
    Effort part(long steps) {
      return effort.part(limited ? Math.min(steps, STEPS_OF_QUESTION) : steps);
    }
  }
}
