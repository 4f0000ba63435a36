package io.gatewaystack.validatabl.policy;

import java.math.BigDecimal;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Words and members that are looked for in one field. */
final class WordSet implements Joint {
  private final Map<Object, Integer> scalars = new HashMap<>();

  /** Numbers are equal by value, whatever their digits. */
  private final Map<BigDecimal, Integer> numbers = new TreeMap<>();

  /** Those with white space, which are words of no text, but may be several in a row. */
  private final BitSet phrases = new BitSet();

  private final BitSet all = new BitSet();

  /**
   * A set of texts, numbers ({@link BigDecimal}) and booleans, which are numbered in this order.
   */
  WordSet(List<Object> values) {
    for (int number = 0; number < values.size(); number++) {
      Object value = values.get(number);
      all.set(number);
      if (value instanceof BigDecimal decimal) {
        numbers.put(decimal, number);
      } else {
        scalars.put(value, number);
        phrases.set(
            number, value instanceof String text && text.chars().anyMatch(Character::isWhitespace));
      }
    }
  }

  @Override
  public Found look(Fact fact) {
    if (!fact.whole()) {
      return Found.nothingOf(all);
    }
    BitSet holding = new BitSet();
    String text = fact.text();
    if (text != null) {
      words(text, holding);
      return new Found(holding, (BitSet) phrases.clone());
    }
    fact.eachMember(member -> note(member, holding));
    return new Found(holding, new BitSet());
  }

  private void words(String text, BitSet holding) {
    int start = 0;
    for (int at = 0; at <= text.length(); at++) {
      if (at == text.length() || Character.isWhitespace(text.charAt(at))) {
        if (at > start) {
          note(text.substring(start, at), holding);
        }
        start = at + 1;
      }
    }
  }

  private void note(Object member, BitSet holding) {
    Integer number =
        member instanceof BigDecimal decimal ? numbers.get(decimal) : scalars.get(member);
    if (number != null) {
      holding.set(number);
    }
  }
}
