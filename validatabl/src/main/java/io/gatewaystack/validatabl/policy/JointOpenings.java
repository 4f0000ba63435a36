package io.gatewaystack.validatabl.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.gatewaystack.validatabl.form.ValueRule;
import io.gatewaystack.validatabl.policy.Policies.Patience;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether several lists of rules, each of which must allow, leave anything open together: policies
 * side by side, the URIs of a resource template, and the form of arguments. Which rules those are
 * depends on the caller and on what is called, so the work is done when it is first asked for, and
 * its result is remembered. Safe for use by several threads.
 */
final class JointOpenings {
  private static final Logger LOG = LoggerFactory.getLogger(JointOpenings.class);

  /** Some hundredths of a second; a usual question takes a small part of it. */
  private static final long MAX_STEPS = 1_000_000;

  /** The same for a resource template, which only servers write. */
  private static final long MAX_STEPS_OF_READS = 5_000_000;

  /** The steps that each character of what is known may take beside that. */
  private static final long STEPS_PER_CHARACTER = 4_000;

  /** Most answers remembered, when they are about short texts; those least used give way. */
  private static final int MAX_REMEMBERED = 1_024;

  /** As short as most; what is longer takes the room of several. */
  private static final int SHORT = 512;

  private final Cache<Question, Finding> known = remembered(Question::length);
  private final RuleGraphs expressions = new RuleGraphs();
  private final String asked;
  private final AtomicBoolean gaveUp = new AtomicBoolean();
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** What can be said within bounded work. */
  enum Finding {
    /** Something is allowed by all. */
    OPEN,
    /** Nothing is. */
    CLOSED,
    /** Nobody can tell. */
    TOO_HARD
  }

  /**
   * A question.
   *
   * @param all each list must allow
   * @param rule what the arguments must be
   * @param length how many characters stand in what is known beside policies
   * @param steps how many may be taken beside those for the characters
   */
  private record Question(List<List<OpenRule>> all, ValueRule rule, int length, long steps) {
    static Question of(List<List<OpenRule>> all, ValueRule rule) {
      return new Question(all, rule, 0, MAX_STEPS);
    }

    /** The steps that may be taken at most. */
    long most() {
      return steps + STEPS_PER_CHARACTER * length;
    }
  }

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
   *
   * @param length how many characters a question holds
   */
  static <K, V> Cache<K, V> remembered(ToIntFunction<K> length) {
    return Caffeine.newBuilder()
        .maximumWeight((long) MAX_REMEMBERED * SHORT)
        .weigher((K key, V value) -> Math.max(SHORT, length.applyAsInt(key)))
        .executor(Runnable::run)
        .build();
  }

  /**
   * Whether something is allowed by each of some lists of rules, in the order of trial. What nobody
   * can tell is closed to lists and calls alike.
   */
  Finding open(List<List<OpenRule>> all) {
    return open(Question.of(all, ValueRule.ANY));
  }

  /** The same where some arguments are known. */
  boolean openWith(Narrowing known, List<List<OpenRule>> policies, Patience patience) {
    return openSoon(question(known, known.rules(), policies, MAX_STEPS), patience);
  }

  /**
   * The same for reads of which something is known.
   *
   * @param rules those of what is known
   * @param patience how much may be tried
   */
  boolean openReads(
      Narrowing known, List<OpenRule> rules, List<List<OpenRule>> policies, Patience patience) {
    return openSoon(question(known, rules, policies, MAX_STEPS_OF_READS), patience);
  }

  private boolean openSoon(Question question, Patience patience) {
    Finding finding = patience.isLimited() ? open(question, patience) : open(question);
    return finding == Finding.OPEN;
  }

  private static Question question(
      Narrowing known, List<OpenRule> rules, List<List<OpenRule>> policies, long steps) {
    List<List<OpenRule>> all = new ArrayList<>(policies);
    all.add(rules);
    return new Question(all, ValueRule.ANY, known.length(), steps);
  }

  /** What is found soon is right whoever asks; what is not found soon may be found by another. */
  private Finding open(Question question, Patience patience) {
    Finding finding = known.getIfPresent(question);
    if (finding == null) {
      finding = search(question, patience.part(question.most()));
      if (finding != Finding.TOO_HARD) {
        known.put(question, finding);
      }
    }
    return finding;
  }

  private Finding open(Question question) {
    Finding finding = known.get(question, q -> search(q, new Effort(q.most())));
    if (finding == Finding.TOO_HARD && gaveUp.compareAndSet(false, true)) {
      LOG.warn(
          "policies {}: what they let through together is too entangled to tell for some tools,"
              + " prompts or resources; such entries are not listed, and tools, prompts and"
              + " resources that are named so are refused",
          asked);
    }
    return finding;
  }

  /**
   * Whether some arguments that fulfil a rule are allowed, too. Where that is not seen, because the
   * form of the rule holds too many values or is too hard to see through, an example shows it. What
   * no example shows is closed to lists and calls alike.
   */
  boolean open(List<List<OpenRule>> all, ValueRule rule) {
    Finding finding = known.get(Question.of(all, rule), q -> search(q, new Effort(q.most())));
    if (finding == Finding.TOO_HARD && told.add(rule.name())) {
      LOG.warn(
          "tool {}: no arguments were found that fit its schema{} for some callers; for them it is"
              + " not listed, and is refused (remedy: such arguments among the schema's examples)",
          rule.name(),
          all.isEmpty() ? "" : " and pass the policies " + asked);
    }
    return finding == Finding.OPEN;
  }

  private Finding search(Question question, Effort effort) {
    ValueRule rule = question.rule();
    TextGraphs graphs = new TextGraphs(effort, expressions);
    Finding finding = Finding.TOO_HARD;
    try {
      boolean found = new JointSearch(question.all(), rule.form(), graphs).finds();
      finding = found ? Finding.OPEN : Finding.CLOSED;
    } catch (Effort.Exhausted e) {
      LOG.debug("policies {}: too entangled to tell", asked);
    }
    boolean sure = finding == Finding.OPEN && !effort.hasGuessed();
    if (finding == Finding.CLOSED || sure || rule == ValueRule.ANY) {
      return finding;
    }
    return new ExampleSearch(question.all(), rule, expressions).finds()
        ? Finding.OPEN
        : Finding.TOO_HARD;
  }
}
