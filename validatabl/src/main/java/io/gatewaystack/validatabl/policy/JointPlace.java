package io.gatewaystack.validatabl.policy;

/**
 * Where a condition stands that is decided together with others.
 *
 * @param joint the number of the {@link Joint} in its policy
 * @param number its number there
 */
record JointPlace(int joint, int number) {}
