package io.gatewaystack.validatabl.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether several lists of rules, each of which must allow, leave anything open together: two
 * policies side by side, or a policy and the URIs of a resource template. Which rules those are
 * depends on the caller and on what is called, so the work is done when it is first asked for, and
 * its result is remembered. Safe for use by several threads.
 *
 * <p>The work is bounded. What cannot be told within the bound counts as closed: then something is
 * not listed that could be used, never the other way round.
 */
final class JointOpenings {
  private static final Logger LOG = LoggerFactory.getLogger(JointOpenings.class);

  /** Some hundredths of a second; a usual question takes a small part of it. */
  private static final long MAX_STEPS = 1_000_000;

  /** Most answers remembered; those least used give way. */
  private static final int MAX_REMEMBERED = 1_024;

  private final Cache<List<List<OpenRule>>, Boolean> known = remembered();
  private final String asked;
  private final AtomicBoolean gaveUp = new AtomicBoolean();

  /**
   * No answers yet.
   *
   * @param asked the names of the policies, for people
   */
  JointOpenings(String asked) {
    this.asked = asked;
  }

  /**
   * Room for answers, tidied up on the caller's thread: waking another costs more than the work.
   */
  static <K, V> Cache<K, V> remembered() {
    return Caffeine.newBuilder().maximumSize(MAX_REMEMBERED).executor(Runnable::run).build();
  }

  /** Whether something is allowed by each of some lists of rules, in the order of trial. */
  boolean open(List<List<OpenRule>> all) {
    return known.get(all, this::search);
  }

  private boolean search(List<List<OpenRule>> all) {
    try {
      TextGraphs graphs = new TextGraphs(new Effort(MAX_STEPS));
      return new Search(all.stream().map(JointOpenings::ways).toList(), graphs)
          .open(0, OpenPart.NOTHING, Set.of());
    } catch (Effort.Exhausted e) {
      if (gaveUp.compareAndSet(false, true)) {
        LOG.warn(
            "policies {}: what they let through together is too entangled to tell for some lists;"
                + " such entries are not listed",
            asked);
      }
      return false;
    }
  }

  /** An allowance, and the denials that are tried before it. */
  private record Way(OpenPart demand, Set<OpenPart> denials) {}

  private static List<Way> ways(List<OpenRule> rules) {
    List<Way> ways = new ArrayList<>();
    Set<OpenPart> allowed = new LinkedHashSet<>();
    Set<OpenPart> denials = new LinkedHashSet<>();
    for (OpenRule rule : rules) {
      if (rule.effect() == Effect.DENY) {
        denials.add(rule.part());
      } else if (allowed.add(rule.part())) { // the first of them meets the fewest denials
        ways.add(new Way(rule.part(), Set.copyOf(denials)));
      }
    }
    return ways;
  }

  /** Tries every choice of one way each. */
  private record Search(List<List<Way>> choices, TextGraphs graphs) {

    boolean open(int at, OpenPart demand, Set<OpenPart> denials) {
      if (at == choices.size()) {
        return isMet(demand, denials);
      }
      for (Way way : choices.get(at)) {
        graphs.effort().spend(1L + denials.size() + way.denials().size());
        Set<OpenPart> more = new LinkedHashSet<>(denials);
        more.addAll(way.denials());
        if (open(at + 1, demand.and(way.demand()), more)) {
          return true;
        }
      }
      return false;
    }

    private boolean isMet(OpenPart demand, Set<OpenPart> denials) {
      Map<Integer, OpenPart> numbered = new TreeMap<>();
      denials.forEach(denial -> numbered.put(numbered.size(), denial));
      return new ArgumentSpace(demand, numbered, graphs)
          .unavoidable().stream().anyMatch(met -> met.isEmpty());
    }
  }
}
