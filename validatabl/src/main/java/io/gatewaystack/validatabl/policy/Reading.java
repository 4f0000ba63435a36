package io.gatewaystack.validatabl.policy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One evaluation of a policy: each field is read when a condition first needs it, then kept. */
final class Reading {
  private final Field[] fields;
  private final Facts facts;
  private final Joint[] joints;
  private final @Nullable Fact[] known;
  private final Joint.@Nullable Found[] looked;

  Reading(Field[] fields, Joint[] joints, Facts facts) {
    this.fields = fields;
    this.joints = joints;
    this.facts = facts;
    this.known = new Fact[fields.length];
    this.looked = new Joint.Found[joints.length];
  }

  /** What one look at a field tells of conditions that are decided together. */
  Joint.Found look(int field, int joint) {
    Joint.Found found = looked[joint];
    if (found == null) {
      found = joints[joint].look(of(field));
      looked[joint] = found;
    }
    return found;
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
