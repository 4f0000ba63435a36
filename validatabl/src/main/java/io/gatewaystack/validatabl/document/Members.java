package io.gatewaystack.validatabl.document;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The members of one mapping in a document. What is asked for and unfit is noted as a problem and
 * counts as missing. Not safe for use by several threads.
 */
public final class Members {
  private final DocumentNode node;
  private final String place;
  private final Map<String, DocumentNode> members = new LinkedHashMap<>();
  private final Problems problems;

  /**
   * Reads a mapping; another value is a problem and has no members. A text is not repeated: it may
   * be an address with a key in it.
   *
   * @param place what stands before a key in messages, e.g. {@code "rule a: "}
   */
  public Members(DocumentNode node, String place, Problems problems) {
    this.node = node;
    this.place = place;
    this.problems = problems;
    if (node.value() instanceof Map<?, ?> map) {
      map.forEach((key, value) -> members.put((String) key, (DocumentNode) value));
    } else {
      unfit((node.value() instanceof String ? "a text" : node.told()) + " (expected: a mapping)");
    }
  }

  /** Where the mapping begins. */
  public int line() {
    return node.line();
  }

  /** The same members, under another name in messages. */
  public Members at(String newPlace) {
    return newPlace.equals(place) ? this : new Members(node, newPlace, problems);
  }

  /** Refuses every other key. */
  public void allow(List<String> keys) {
    members.forEach(
        (key, value) -> {
          if (!keys.contains(key)) {
            problems.add(
                value.line(),
                "%s%s: unknown key (expected: one of %s)"
                    .formatted(place, key, String.join(", ", new TreeSet<>(keys))));
          }
        });
  }

  /** Every member by its key, in the order of the document. */
  public Map<String, DocumentNode> all() {
    return members;
  }

  /** A member that may be there. */
  public Optional<DocumentNode> find(String key) {
    return Optional.ofNullable(members.get(key));
  }

  /** A member that must be there. */
  public Optional<DocumentNode> require(String key) {
    Optional<DocumentNode> found = find(key).filter(member -> member.value() != null);
    if (found.isEmpty() && node.value() instanceof Map) {
      problems.add(node.line(), place + key + ": missing");
    }
    return found;
  }

  /** A mapping within this one. */
  public Optional<Members> mapping(String key) {
    return find(key).map(member -> new Members(member, place + key + ".", problems));
  }

  /** A text that may be there, made into something else. */
  public <T> Optional<T> parsed(String key, Function<String, T> parser) {
    return parsed(find(key), key, parser);
  }

  /** A text, made into something else; a parser refuses by {@link IllegalArgumentException}. */
  public <T> Optional<T> parsed(
      Optional<DocumentNode> member, String key, Function<String, T> parser) {
    if (member.isEmpty()) {
      return Optional.empty();
    }
    DocumentNode found = member.get();
    if (!(found.value() instanceof String text)) {
      refuse(found, key, found.told() + " (expected: a text)");
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(text));
    } catch (IllegalArgumentException e) {
      problems.add(found.line(), place + e.getMessage());
      return Optional.empty();
    }
  }

  /** A whole number. */
  public Optional<Integer> integer(String key, int least, int most) {
    Optional<DocumentNode> member = find(key);
    if (member.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (member.get().value() instanceof BigDecimal number) {
        int value = number.intValueExact();
        if (value >= least && value <= most) {
          return Optional.of(value);
        }
      }
    } catch (ArithmeticException e) {
      // a fraction, or too large: told below
    }
    refuse(
        member.get(),
        key,
        "%s (expected: a whole number from %d to %d)".formatted(member.get().told(), least, most));
    return Optional.empty();
  }

  /** True or false. */
  public Optional<Boolean> flag(String key) {
    Optional<DocumentNode> member = find(key);
    if (member.isPresent() && !(member.get().value() instanceof Boolean)) {
      refuse(member.get(), key, member.get().told() + " (expected: true or false)");
      return Optional.empty();
    }
    return member.map(found -> (Boolean) found.value());
  }

  /** A list of texts, none of them twice; empty when there is none. */
  public List<String> texts(String key) {
    return find(key).map(found -> texts(found, key)).orElse(List.of());
  }

  /**
   * A list of texts, none of them twice; it may be empty.
   *
   * @param key what messages call the list
   */
  public List<String> texts(DocumentNode list, String key) {
    List<String> texts = new ArrayList<>();
    if (!(list.value() instanceof List<?> elements)) {
      refuse(list, key, list.told() + " (expected: a list of texts)");
      return texts;
    }
    for (Object element : elements) {
      DocumentNode node = (DocumentNode) element;
      if (!(node.value() instanceof String text) || texts.contains(text)) {
        refuse(node, key, node.told() + " (expected: different texts)");
      } else {
        texts.add(text);
      }
    }
    return texts;
  }

  /** The elements of a list that must not be empty. */
  public List<DocumentNode> elements(Optional<DocumentNode> member, String key, int most) {
    if (member.isEmpty()) {
      return List.of();
    }
    DocumentNode found = member.get();
    if (!(found.value() instanceof List<?> list) || list.isEmpty() || list.size() > most) {
      refuse(found, key, "(expected: a list of 1 to " + most + ")");
      return List.of();
    }
    return list.stream().map(DocumentNode.class::cast).toList();
  }

  /** Notes that a member is unfit. */
  public void refuse(DocumentNode at, String key, String what) {
    problems.add(at.line(), place + key + ": " + what);
  }

  /** Notes that something about the mapping is unfit; what begins with the key. */
  public void refuse(String what) {
    problems.add(node.line(), place + what);
  }

  /** Notes that the mapping as a whole is unfit. */
  public void unfit(String what) {
    String whole = place.endsWith(".") ? place.substring(0, place.length() - 1) + ": " : place;
    problems.add(node.line(), whole + what);
  }
}
