package io.gatewaystack.explicabl;

import java.util.LinkedHashSet;
import java.util.Set;

/** Notes, while one event is made, what is not told as it was. */
final class Telling {
  private Set<String> withheld = Set.of(); // as mostly it is

  /**
   * What is told of a text.
   *
   * @param field what the text is called, e.g. {@code http.path}
   * @param raw the text as it was
   * @param told the text as it is told
   */
  String text(String field, String raw, String told) {
    if (!raw.equals(told)) {
      withhold(field);
    }
    return told;
  }

  /** Something is not told, or not all of it. */
  void withhold(String field) {
    withheld = withheld.isEmpty() ? new LinkedHashSet<>() : withheld;
    withheld.add(field);
  }

  /** The names of what is not told as it was. */
  Set<String> withheld() {
    return withheld;
  }
}
