package io.gatewaystack.validatabl.policy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Words and members that are looked for in one field. */
final class WordSet implements Joint {
  private final Map<Object, Integer> scalars = new HashMap<>();

  /** By the double that is nearest; those of one in ascending order. */
  private final Map<Double, List<Sought>> numbers = new HashMap<>();

  /** Those with white space, which are words of no text, but may be several in a row. */
  private final BitSet phrases = new BitSet();

  private final BitSet all = new BitSet();

  /** A number, and its place among all that is looked for. */
  private record Sought(NamedNumber value, int number) {}

  /**
   * A set of texts, numbers ({@link NamedNumber}) and booleans, which are numbered in this order;
   * no two are equal.
   */
  WordSet(List<Object> values) {
    for (int number = 0; number < values.size(); number++) {
      Object value = values.get(number);
      all.set(number);
      if (value instanceof NamedNumber named) {
        numbers
            .computeIfAbsent(oneZero(named.nearest()), nearest -> new ArrayList<>())
            .add(new Sought(named, number));
      } else {
        scalars.put(value, number);
        phrases.set(
            number, value instanceof String text && text.chars().anyMatch(Character::isWhitespace));
      }
    }
    Comparator<Sought> ascending = Comparator.comparing(sought -> sought.value().decimal());
    numbers.values().forEach(near -> near.sort(ascending));
  }

  /** Makes one of the two zeros. */
  private static double oneZero(double nearest) {
    return nearest + 0.0;
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
    fact.eachMember(member -> note(number(member), holding));
    return new Found(holding, new BitSet());
  }

  private void words(String text, BitSet holding) {
    int start = 0;
    for (int at = 0; at <= text.length(); at++) {
      if (at == text.length() || Character.isWhitespace(text.charAt(at))) {
        if (at > start) {
          note(scalars.get(text.substring(start, at)), holding);
        }
        start = at + 1;
      }
    }
  }

  private @Nullable Integer number(JsonNode member) {
    if (member.isNumber()) {
      return find(new RequestNumber(member));
    }
    return member.isString()
        ? scalars.get(member.stringValue())
        : member.isBoolean() ? scalars.get(member.booleanValue()) : null;
  }

  private @Nullable Integer find(RequestNumber member) {
    List<Sought> near = numbers.getOrDefault(oneZero(member.nearest()), List.of());
    int from = 0;
    int to = near.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      int order = member.compareTo(near.get(middle).value());
      if (order == 0) {
        return near.get(middle).number();
      }
      if (order < 0) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return null;
  }

  private static void note(@Nullable Integer number, BitSet holding) {
    if (number != null) {
      holding.set(number);
    }
  }
}
