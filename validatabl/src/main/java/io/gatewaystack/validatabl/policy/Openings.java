package io.gatewaystack.validatabl.policy;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which rules some arguments, and content, can fulfil without meeting a denial. All of it is worked
 * out when a policy is loaded; asking is a look at a few sets. Immutable.
 */
final class Openings {
  /** The number of a rule's part that asks for no argument. */
  static final int NOTHING = 0;

  private final Map<Question, List<BitSet>> answers;

  /**
   * What is asked.
   *
   * @param demand the number of what must be fulfilled
   * @param about the tool, prompt or resource; empty for all of which no denial speaks by name
   */
  record Question(int demand, Optional<NamedTarget> about) {}

  /**
   * Answers to every question about those that denials name, and to every other one.
   *
   * @param answers the numbers of the denials that cannot all be avoided, as {@link
   *     ArgumentSpace#unavoidable}
   */
  Openings(Map<Question, List<BitSet>> answers) {
    this.answers = Map.copyOf(answers);
  }

  /**
   * Whether some arguments fulfil a demand and none of the denials.
   *
   * @param demand the number of what a rule asks of arguments
   * @param about what is called; empty when it has no name
   * @param denials the numbers of what the denials in question ask of arguments
   */
  boolean open(int demand, Optional<NamedTarget> about, BitSet denials) {
    if (demand == NOTHING && denials.isEmpty()) {
      return true;
    }
    List<BitSet> unavoidable = answers.get(new Question(demand, about));
    if (unavoidable == null) {
      unavoidable = answers.get(new Question(demand, Optional.empty()));
    }
    if (unavoidable == null) {
      return true; // about tools by name, and this call has none
    }
    for (BitSet met : unavoidable) {
      if (!met.intersects(denials)) {
        return true;
      }
    }
    return false;
  }
}
