/**
 * Authorization: services, scopes, permissions, policies, argument schemas; all denied by default.
 *
 * <p>How a request takes its way: {@link io.gatewaystack.validatabl.Validatabl} knows the rules
 * and, for an identified caller, opens an {@code Access}, which judges the operation at hand. What
 * the caller may use at all, whatever the arguments, is its {@code Sight}: asked by the {@code
 * ListFilter} for each entry of a list in the answer, and by the access itself where what cannot be
 * used must look as if it did not exist. Both ask the same maps, services and policies, taken once
 * when the request arrived.
 */
@NullMarked
package io.gatewaystack.validatabl;

import org.jspecify.annotations.NullMarked;
