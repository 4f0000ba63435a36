package io.gatewaystack.transformabl.safety;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was found unsafe in a text: at most one label of each name, in order of name. Immutable.
 *
 * @param labels the labels
 * @param truncated whether part of the text was not looked at: no such text is known to be clean
 */
public record SafetyLabels(List<SafetyLabel> labels, boolean truncated) {

  /** Nothing found in a text that was seen whole. */
  public static final SafetyLabels NONE = new SafetyLabels(List.of(), false);

  /** Sorts the labels and merges those of one name. */
  public SafetyLabels {
    Map<String, SafetyLabel> byName = new TreeMap<>();
    labels.forEach(label -> byName.merge(label.name(), label, SafetyLabel::merge));
    labels = List.copyOf(byName.values());
  }

  /** These labels, of a text that was seen whole. */
  public static SafetyLabels of(Collection<SafetyLabel> labels) {
    return labels.isEmpty() ? NONE : new SafetyLabels(List.copyOf(labels), false);
  }

  /** Whether nothing was found; says nothing about what was not looked at. */
  public boolean isEmpty() {
    return labels.isEmpty();
  }

  /** The label of a name, if it was given. */
  public Optional<SafetyLabel> find(String name) {
    return labels.stream().filter(label -> label.name().equals(name)).findFirst();
  }

  /** The label of a category, if it was given. */
  public Optional<SafetyLabel> find(SafetyCategory category) {
    return find(category.label());
  }

  /** The names of the labels, in order. */
  public Set<String> names() {
    Map<String, SafetyLabel> byName = new TreeMap<>();
    labels.forEach(label -> byName.put(label.name(), label));
    return byName.keySet();
  }

  /** What was found in either of two texts. */
  public SafetyLabels merge(SafetyLabels other) {
    if (other.equals(NONE)) {
      return this;
    }
    if (equals(NONE)) {
      return other;
    }
    List<SafetyLabel> all = new ArrayList<>(labels);
    all.addAll(other.labels);
    return new SafetyLabels(all, truncated || other.truncated);
  }
}
