package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the redacted names of members apart: two addresses are two members of their object, and
 * neither is one that was there before. Not safe for use by several threads.
 */
final class KeyNames {
  private final JsonDocument document;
  private final Set<String> written = new HashSet<>();
  private final Map<Member, Integer> times = new HashMap<>();
  private final Set<Member> given = new HashSet<>();
  private int members = -1; // then the last number that was given; -1 as long as nothing was read

  private record Member(String object, String name) {}

  KeyNames(JsonDocument document) {
    this.document = document;
  }

  /**
   * The name itself, or with a number behind it.
   *
   * @param object the pointer of the object whose member it is
   */
  String unique(String object, String name) {
    if (members < 0) {
      read();
    }
    int time = times.merge(new Member(object, name), 1, Integer::sum);
    String free = time == 1 ? name : name + "_" + time;
    while (written.contains(free) || !given.add(new Member(object, free))) {
      free = name + "_" + ++members; // more than any object has
    }
    return free;
  }

  private void read() {
    members = 0;
    document.walk(
        leaf -> {
          if (leaf.kind() == Leaf.Kind.KEY) {
            written.add(leaf.text());
            members++;
          }
        });
  }
}
