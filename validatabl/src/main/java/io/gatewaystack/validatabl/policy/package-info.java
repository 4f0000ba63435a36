/**
 * Policies: rules over what is known of a request, compiled once and decided without side effects.
 *
 * <p>How a decision is made: a {@link io.gatewaystack.validatabl.policy.Policy} compiles its rules;
 * each condition becomes a field to read and a test of what it holds. What a request offers to the
 * fields depends on who asks. For a call, everything is known. For a list, the caller and the
 * target are known and what only the call itself will tell (arguments, content) is not: the tests
 * have three answers, and a rule that may match settles nothing.
 */
@NullMarked
package io.gatewaystack.validatabl.policy;

import org.jspecify.annotations.NullMarked;
