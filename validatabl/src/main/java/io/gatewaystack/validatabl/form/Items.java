package io.gatewaystack.validatabl.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A set of lists, and a hint which of them to try.
 *
 * @param first what the first items may be, one by one
 * @param rest what each item behind them may be
 * @param least fewest items
 * @param most most items
 * @param wanted what some items should be in a list that is tried; it does not limit the set
 */
public record Items(
    List<Supplier<Form>> first,
    Supplier<Form> rest,
    int least,
    int most,
    List<Supplier<Form>> wanted) {

  /** Every list. */
  public static final Items ANY = ofSize(0, Integer.MAX_VALUE);

  /** Lists of some sizes. */
  public static Items ofSize(int least, int most) {
    return new Items(List.of(), Members.ANYTHING, least, most, List.of());
  }

  /** Lists of such items. */
  public static Items of(List<Supplier<Form>> first, Supplier<Form> rest) {
    return new Items(List.copyOf(first), rest, 0, Integer.MAX_VALUE, List.of());
  }

  /** Lists of just these items. */
  public static Items just(List<Supplier<Form>> items) {
    return new Items(List.copyOf(items), () -> Form.NONE, items.size(), items.size(), List.of());
  }

  /** Every list; tried are those that hold some items. */
  public static Items wanting(List<Supplier<Form>> wanted) {
    return new Items(List.of(), Members.ANYTHING, 0, Integer.MAX_VALUE, List.copyOf(wanted));
  }

  /** What an item may be. */
  public Form form(int place) {
    return (place < first.size() ? first.get(place) : rest).get();
  }

  /** What is in both; empty when that is seen to be nothing. */
  Optional<Items> and(Items other) {
    int fewest = Math.max(least, other.least);
    int largest = Math.min(most, other.most);
    if (fewest > largest) {
      return Optional.empty();
    }
    List<Supplier<Form>> both = new ArrayList<>();
    for (int i = 0; i < Math.max(first.size(), other.first.size()); i++) {
      int place = i;
      both.add(() -> form(place).and(other.form(place)));
    }
    Supplier<Form> behind =
        rest == Members.ANYTHING || other.rest == Members.ANYTHING
            ? rest == Members.ANYTHING ? other.rest : rest
            : () -> rest.get().and(other.rest.get());
    return Optional.of(new Items(both, behind, fewest, largest, all(wanted, other.wanted)));
  }

  private static <T> List<T> all(List<T> some, List<T> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }

  /** What is not in; empty when it cannot be told so. */
  Optional<List<Items>> not() {
    if (!first.isEmpty() || rest != Members.ANYTHING) {
      return Optional.empty();
    }
    List<Items> others = new ArrayList<>();
    if (least > 0) {
      others.add(ofSize(0, least - 1));
    }
    if (most < Integer.MAX_VALUE) {
      others.add(ofSize(most + 1, Integer.MAX_VALUE));
    }
    return Optional.of(others);
  }
}
