package io.gatewaystack.context.section;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What went wrong without stopping the request, e.g. {@code fail_open:transformabl}.
 *
 * @param codes stable machine strings
 */
public record Warnings(Set<String> codes) implements Mergeable<Warnings> {

  /** Copies the codes. */
  public Warnings {
    codes = Collections.unmodifiableSet(new LinkedHashSet<>(codes));
  }

  /** One warning. */
  public static Warnings of(String code) {
    return new Warnings(Set.of(code));
  }

  /** The warnings of both. */
  @Override
  public Warnings merge(Warnings later) {
    Set<String> all = new LinkedHashSet<>(codes);
    all.addAll(later.codes);
    return new Warnings(all);
  }
}
