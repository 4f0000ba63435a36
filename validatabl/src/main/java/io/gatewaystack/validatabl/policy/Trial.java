package io.gatewaystack.validatabl.policy;

import io.gatewaystack.context.section.Judgement.Answer;
import io.gatewaystack.context.section.Judgement.Ruling;
import io.gatewaystack.validatabl.policy.ReplayReport.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One recorded decision, made again with a candidate in the place of the policy of its name, or of
 * the only one enforced, or beside all of them.
 *
 * @param before what the enforced policies said together
 * @param beforeRule who said it, as {@code policy/rule}
 * @param after what they would say with the candidate
 * @param afterRule who would say it
 */
record Trial(Answer before, String beforeRule, Answer after, String afterRule) {
  /**
   * Compares.
   *
   * @param recorded what was said
   * @param candidate what the candidate says
   */
  static Trial of(List<Ruling> recorded, Ruling candidate) {
    List<Ruling> enforced = recorded.stream().filter(Ruling::enforced).toList();
    Ruling replaced = replaced(enforced, candidate.policy());
    List<Ruling> next = new ArrayList<>(enforced);
    next.remove(replaced);
    next.add(candidate);
    Ruling said = decisive(enforced).orElse(null);
    Ruling says = decisive(next).orElse(candidate);
    return new Trial(
        said == null ? Answer.ALLOW : said.answer(),
        said == null ? "no policy" : name(said),
        says.answer(),
        name(says));
  }

  /** How the decision changes; empty when it stays. */
  Optional<Kind> change() {
    if (after == Answer.UNDECIDED) {
      return Optional.of(Kind.UNDECIDED);
    }
    if (before == after) {
      return Optional.empty();
    }
    return Optional.of(after == Answer.DENY ? Kind.NOW_DENIED : Kind.NOW_ALLOWED);
  }

  /** The same for a request that was refused, perhaps by something else than policies. */
  Optional<Kind> changeOfRefused() {
    return before == Answer.ALLOW ? Optional.empty() : change();
  }

  private static @Nullable Ruling replaced(List<Ruling> enforced, String name) {
    return enforced.stream()
        .filter(ruling -> ruling.policy().equals(name))
        .findFirst()
        .orElse(enforced.size() == 1 ? enforced.get(0) : null);
  }

  /** The first that denies, else the first that nobody can tell, else the last that allows. */
  private static Optional<Ruling> decisive(List<Ruling> rulings) {
    for (Answer answer : List.of(Answer.DENY, Answer.UNDECIDED)) {
      Optional<Ruling> found = rulings.stream().filter(r -> r.answer() == answer).findFirst();
      if (found.isPresent()) {
        return found;
      }
    }
    return rulings.stream().reduce((first, last) -> last);
  }

  private static String name(Ruling ruling) {
    String rule = ruling.rule();
    if (rule == null) {
      rule = ruling.answer() == Answer.UNDECIDED ? "?" : "default";
    }
    return ruling.policy() + "/" + rule;
  }
}
