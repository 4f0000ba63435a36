package io.gatewaystack.validatabl.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One evaluation of a policy: each field is read when a condition first needs it, then kept. */
final class Reading {
  private final Field[] fields;
  private final Facts facts;
  private final @Nullable Fact[] known;

  Reading(Field[] fields, Facts facts) {
    this.fields = fields;
    this.facts = facts;
    this.known = new Fact[fields.length];
  }

  /** What the field of a number holds. */
  Fact of(int field) {
    Fact fact = known[field];
    if (fact == null) {
      fact = fields[field].read(facts);
      known[field] = fact;
    }
    return fact;
  }

  /** The fields read so far that are not, or not wholly, known. */
  List<Field> unknown() {
    List<Field> unknown = new ArrayList<>();
    for (int i = 0; i < fields.length; i++) {
      if (known[i] != null && !known[i].whole()) {
        unknown.add(fields[i]);
      }
    }
    return unknown;
  }
}
