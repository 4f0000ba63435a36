package io.gatewaystack.validatabl.policy;

import io.gatewaystack.validatabl.policy.TestCompiler.Test;

/**
 * A condition ready to be tried.
 *
 * @param field number of the field that is read
 * @param test what must hold for it
 */
record CompiledCondition(int field, Test test) {

  Truth holds(Reading reading) {
    return test.of(reading.of(field));
  }
}
