/**
 * Safety labels: says of a text whether it tries to give orders to a model, to free it from its
 * rules, to run code where it lands, or to hide something from the reader; and asks a classifier of
 * the owner's, within limits.
 */
@NullMarked
package io.gatewaystack.transformabl.safety;

import org.jspecify.annotations.NullMarked;
