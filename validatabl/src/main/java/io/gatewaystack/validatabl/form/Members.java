package io.gatewaystack.validatabl.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A set of objects, and a hint which of them to try.
 *
 * @param parts what is asked of an object, all of it
 */
public record Members(List<Part> parts) {
  /** What may be anything. */
  public static final Supplier<Form> ANYTHING = () -> Form.ANY;

  /** Every object. */
  public static final Members ANY = new Members(List.of());

  /** Copies the list. */
  public Members {
    parts = List.copyOf(parts);
  }

  /**
   * What is asked of an object.
   *
   * @param named what members may be, by their names
   * @param matching what members may be whose names match
   * @param others what all other members may be
   * @param names what names may be
   * @param required the names of members that are there
   * @param least fewest members of an object that is tried; it does not limit the set
   * @param most most members
   */
  public record Part(
      Map<String, Supplier<Form>> named,
      List<Matching> matching,
      Supplier<Form> others,
      Supplier<Form> names,
      Set<String> required,
      int least,
      int most) {

    /** Whether every object does. */
    public boolean isIdle() {
      return named.isEmpty() && required.isEmpty() && asksOfNamedOnly();
    }

    private boolean asksOfNamedOnly() {
      return matching.isEmpty()
          && others == ANYTHING
          && names == ANYTHING
          && least == 0
          && most == Integer.MAX_VALUE;
    }

    private Form form(String name) {
      boolean known = named.containsKey(name);
      Form form = named.getOrDefault(name, ANYTHING).get();
      for (Matching some : matching) {
        if (some.rule().isIn(name)) {
          form = form.and(some.form().get());
          known = true;
        }
      }
      form = known ? form : others.get();
      return names.get().accepts(name) ? form : Form.NONE;
    }
  }

  /** What members may be whose names match. */
  public record Matching(TextRule rule, Supplier<Form> form) {}

  /** Objects that have some members. */
  public static Members requiring(Set<String> names) {
    return new Members(List.of(part(Map.of(), names)));
  }

  /** Objects in which some members, where they are there, are such. */
  public static Members of(Map<String, Supplier<Form>> named) {
    return new Members(List.of(part(named, Set.of())));
  }

  /** Objects without a member. */
  public static Members without(String name) {
    return of(Map.of(name, () -> Form.NONE));
  }

  private static Part part(Map<String, Supplier<Form>> named, Set<String> required) {
    return new Part(named, List.of(), ANYTHING, ANYTHING, required, 0, Integer.MAX_VALUE);
  }

  /** Objects that have no member but some. */
  public static Members among(Set<String> names) {
    Map<String, Supplier<Form>> named = new LinkedHashMap<>();
    names.forEach(name -> named.put(name, ANYTHING));
    return new Members(
        List.of(
            new Part(named, List.of(), () -> Form.NONE, ANYTHING, Set.of(), 0, Integer.MAX_VALUE)));
  }

  /** Objects with just these members. */
  public static Members just(Map<String, Supplier<Form>> named) {
    return new Members(
        List.of(
            new Part(
                named,
                List.of(),
                () -> Form.NONE,
                ANYTHING,
                named.keySet(),
                0,
                Integer.MAX_VALUE)));
  }

  /** What a member may be, where it is there. */
  public Form form(String name) {
    Form form = Form.ANY;
    for (Part part : parts) {
      form = form.and(part.form(name));
    }
    return form;
  }

  /** The names of the members that are there. */
  public Set<String> required() {
    Set<String> required = new LinkedHashSet<>();
    parts.forEach(part -> required.addAll(part.required()));
    return required;
  }

  /** How many members an object should have that is tried. */
  public int least() {
    return parts.stream().mapToInt(Part::least).max().orElse(0);
  }

  /** The names of members that somebody speaks of. */
  public Set<String> named() {
    Set<String> named = new LinkedHashSet<>();
    parts.forEach(part -> named.addAll(part.named().keySet()));
    return named;
  }

  /** How many members an object may have. */
  public int most() {
    return parts.stream().mapToInt(Part::most).min().orElse(Integer.MAX_VALUE);
  }

  /** What is in both; empty when that is seen to be nothing. */
  Optional<Members> and(Members other) {
    Members both =
        new Members(Stream.concat(parts.stream(), other.parts.stream()).distinct().toList());
    Set<String> required = both.required();
    return both.parts.stream().anyMatch(part -> required.size() > part.most())
            || required.stream().anyMatch(name -> both.form(name).isNone())
        ? Optional.empty()
        : Optional.of(both);
  }

  /** What is not in; empty when it cannot be told so. */
  Optional<List<Members>> not() {
    List<Members> others = new ArrayList<>();
    for (Part part : parts) {
      if (!part.asksOfNamedOnly()) {
        return Optional.empty();
      }
      part.required().forEach(name -> others.add(without(name)));
      for (Map.Entry<String, Supplier<Form>> member : part.named().entrySet()) {
        Form not = member.getValue().get().not();
        if (!not.isExact()) {
          return Optional.empty();
        }
        if (!not.isNone()) {
          others.add(
              new Members(
                  List.of(part(Map.of(member.getKey(), () -> not), Set.of(member.getKey())))));
        }
      }
    }
    return Optional.of(others);
  }
}
