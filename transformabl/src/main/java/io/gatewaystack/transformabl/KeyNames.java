package io.gatewaystack.transformabl;

import java.util.HashMap;
import java.util.Map;

/** Keeps the redacted names of members apart: two addresses are two members. */
final class KeyNames {
  private final Map<String, Integer> used = new HashMap<>();

  /** The name itself when it is new, else with a number behind it. */
  String unique(String name) {
    int times = used.merge(name, 1, Integer::sum);
    return times == 1 ? name : name + "_" + times;
  }
}
