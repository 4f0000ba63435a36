package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.policy.TestCompiler.Test;

/** A condition ready to be tried. */
sealed interface CompiledCondition {

  /** Whether it holds. */
  Truth holds(Reading reading);

  /**
   * A condition that is tried for itself.
   *
   * @param field number of the field that is read
   * @param test what must hold for it
   */
  record Single(int field, Test test) implements CompiledCondition {
    @Override
    public Truth holds(Reading reading) {
      return test.of(reading.of(field));
    }
  }

  /**
   * A condition that is decided together with others, where that can be told.
   *
   * @param field number of the field that is read
   * @param joint number of those it is decided with
   * @param number its own among them
   * @param test what must hold for it
   */
  record Together(int field, int joint, int number, Test test) implements CompiledCondition {
    @Override
    public Truth holds(Reading reading) {
      Joint.Found found = reading.look(field, joint);
      Truth told = found.of(number);
      return told == Truth.UNKNOWN ? found.settled(number, test.of(reading.of(field))) : told;
    }
  }
}
