package io.gatewaystack.validatabl.policy;

/**
 * Where the policy in force comes from. A request asks once and is judged by what it got, so that
 * it never sees parts of two policies. Safe for use by several threads.
 */
@FunctionalInterface
public interface PolicySource {

  /** The policy in force now; cheap, and without waiting. */
  Policy current();
}
