package io.gatewaystack.validatabl.form;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A set of JSON values, kind by kind: of each kind those that are in one of some alternatives. A
 * set that cannot be described so is described by a larger one. Two forms are equal only when they
 * are the same object. Immutable and safe for use by several threads.
 */
public final class Form {
  private static final Set<Boolean> BOTH = Set.of(true, false);

  /** Every value. */
  public static final Form ANY =
      new Form(
          new Kinds(
              true,
              BOTH,
              List.of(Numbers.ANY),
              List.of(Texts.ANY),
              List.of(Items.ANY),
              List.of(Members.ANY)),
          true);

  /** No value. */
  public static final Form NONE =
      new Form(new Kinds(false, Set.of(), List.of(), List.of(), List.of(), List.of()), true);

  /** Most alternatives of one kind; what would have more is described by fewer, and is larger. */
  private static final int MOST = 64;

  private final Kinds kinds;
  private final boolean exact;

  private Form(Kinds kinds, boolean exact) {
    this.kinds = kinds;
    this.exact = exact;
  }

  /**
   * What is in a set, kind by kind.
   *
   * @param nothing whether {@code null} is
   * @param flags the booleans
   * @param numbers alternatives
   * @param texts alternatives
   * @param items alternatives of lists
   * @param members alternatives of objects
   */
  public record Kinds(
      boolean nothing,
      Set<Boolean> flags,
      List<Numbers> numbers,
      List<Texts> texts,
      List<Items> items,
      List<Members> members) {

    /** Copies the collections. */
    public Kinds {
      flags = Set.copyOf(flags);
      numbers = List.copyOf(numbers);
      texts = List.copyOf(texts);
      items = List.copyOf(items);
      members = List.copyOf(members);
    }
  }

  /** The values of these kinds, exactly. */
  public static Form of(Kinds kinds) {
    return new Form(kinds, true);
  }

  /** Some texts, and nothing else. */
  public static Form texts(List<Texts> texts) {
    return of(new Kinds(false, Set.of(), List.of(), texts, List.of(), List.of()));
  }

  /** Every value, but of numbers only some. */
  public static Form limiting(Numbers numbers) {
    return of(new Kinds(true, BOTH, List.of(numbers), ANY.texts(), ANY.items(), ANY.members()));
  }

  /** Every value, but of texts only some. */
  public static Form limiting(Texts texts) {
    return of(new Kinds(true, BOTH, ANY.numbers(), List.of(texts), ANY.items(), ANY.members()));
  }

  /** Every value, but of lists only some. */
  public static Form limiting(Items items) {
    return of(new Kinds(true, BOTH, ANY.numbers(), ANY.texts(), List.of(items), ANY.members()));
  }

  /** Every value, but of objects only those that are one of some. */
  public static Form limiting(List<Members> members) {
    return of(new Kinds(true, BOTH, ANY.numbers(), ANY.texts(), ANY.items(), members));
  }

  /** The same values, as a description of fewer that cannot be described. */
  public Form loosely() {
    return new Form(kinds, false);
  }

  /** Whether it is the very set it was made to describe, and no larger one. */
  public boolean isExact() {
    return exact;
  }

  /** Whether {@code null} is in. */
  public boolean nothing() {
    return kinds.nothing();
  }

  /** The booleans that are in. */
  public Set<Boolean> flags() {
    return kinds.flags();
  }

  /** The numbers that are in. */
  public List<Numbers> numbers() {
    return kinds.numbers();
  }

  /** The texts that are in. */
  public List<Texts> texts() {
    return kinds.texts();
  }

  /** The lists that are in. */
  public List<Items> items() {
    return kinds.items();
  }

  /** The objects that are in. */
  public List<Members> members() {
    return kinds.members();
  }

  /** The same values in parts, each of one kind and with one alternative. */
  public List<Form> alternatives() {
    List<Form> parts = new ArrayList<>();
    if (nothing()) {
      parts.add(of(new Kinds(true, Set.of(), List.of(), List.of(), List.of(), List.of())));
    }
    for (boolean flag : flags()) {
      parts.add(of(new Kinds(false, Set.of(flag), List.of(), List.of(), List.of(), List.of())));
    }
    for (Numbers some : numbers()) {
      parts.add(of(new Kinds(false, Set.of(), List.of(some), List.of(), List.of(), List.of())));
    }
    for (Texts some : texts()) {
      parts.add(texts(List.of(some)));
    }
    for (Items some : items()) {
      parts.add(of(new Kinds(false, Set.of(), List.of(), List.of(), List.of(some), List.of())));
    }
    for (Members some : members()) {
      parts.add(of(new Kinds(false, Set.of(), List.of(), List.of(), List.of(), List.of(some))));
    }
    return parts;
  }

  /** Whether a text is in. */
  public boolean accepts(String text) {
    return texts().stream().anyMatch(some -> some.accept(text));
  }

  /** Whether it is seen at once that no value is in. */
  public boolean isNone() {
    return !nothing()
        && flags().isEmpty()
        && Stream.of(numbers(), texts(), items(), members()).allMatch(List::isEmpty);
  }

  /** What is in both. */
  public Form and(Form other) {
    if (this == ANY || other == ANY) {
      return this == ANY ? other : this;
    }
    Set<Boolean> common = new HashSet<>(flags());
    common.retainAll(other.flags());
    Joint joint = new Joint();
    return new Form(
        new Kinds(
            nothing() && other.nothing(),
            common,
            joint.of(numbers(), other.numbers(), Numbers::and),
            joint.of(texts(), other.texts(), Texts::and),
            joint.of(items(), other.items(), Items::and),
            joint.of(members(), other.members(), Members::and)),
        joint.exact && exact && other.exact);
  }

  /** Joins alternatives, pair by pair. */
  private static final class Joint {
    private boolean exact = true;

    <T> List<T> of(List<T> some, List<T> others, BiFunction<T, T, Optional<T>> and) {
      if (some.size() * others.size() > MOST) {
        exact = false;
        return some.size() < others.size() ? some : others;
      }
      return some.stream()
          .flatMap(one -> others.stream().map(other -> and.apply(one, other)))
          .flatMap(Optional::stream)
          .toList();
    }
  }

  /** What is in one of two, or both. */
  public Form or(Form other) {
    if (this == NONE || other == NONE) {
      return this == NONE ? other : this;
    }
    Set<Boolean> all = new HashSet<>(flags());
    all.addAll(other.flags());
    Union union = new Union();
    return new Form(
        new Kinds(
            nothing() || other.nothing(),
            all,
            union.of(numbers(), other.numbers(), Numbers.ANY),
            union.of(texts(), other.texts(), Texts.ANY),
            union.of(items(), other.items(), Items.ANY),
            union.of(members(), other.members(), Members.ANY)),
        union.exact && exact && other.exact);
  }

  /** Puts alternatives side by side. */
  private static final class Union {
    private boolean exact = true;

    <T> List<T> of(List<T> some, List<T> others, T any) {
      if (some.contains(any) || others.contains(any)) {
        return List.of(any);
      }
      if (some.size() + others.size() > MOST) {
        exact = false;
        return List.of(any);
      }
      return Stream.concat(some.stream(), others.stream()).distinct().toList();
    }
  }

  /** What is not in; what nobody can tell counts as not in, so that it is never too little. */
  public Form not() {
    if (!exact) {
      return ANY.loosely();
    }
    Rest rest = new Rest();
    Set<Boolean> others = new HashSet<>(BOTH);
    others.removeAll(flags());
    return new Form(
        new Kinds(
            !nothing(),
            others,
            rest.of(numbers(), ANY.numbers(), Numbers::not, Numbers::and),
            rest.of(texts(), ANY.texts(), Texts::not, Texts::and),
            rest.of(items(), ANY.items(), Items::not, Items::and),
            rest.of(members(), ANY.members(), Members::not, Members::and)),
        rest.exact);
  }

  /** Joins what is in none of the alternatives. */
  private static final class Rest {
    private boolean exact = true;

    <T> List<T> of(
        List<T> some,
        List<T> any,
        Function<T, Optional<List<T>>> not,
        BiFunction<T, T, Optional<T>> and) {
      Joint joint = new Joint();
      List<T> left = new ArrayList<>(any);
      for (T one : some) {
        Optional<List<T>> others = not.apply(one);
        exact &= others.isPresent();
        left = joint.of(left, others.orElse(any), and);
      }
      exact &= joint.exact;
      return left;
    }
  }
}
