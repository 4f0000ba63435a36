/**
 * How much: rate limits per caller, tenant and address, in bounded memory.
 *
 * <p>{@link io.gatewaystack.limitabl.Limitabl} is the layer, {@link
 * io.gatewaystack.limitabl.RateLimiter} the same decision without requests.
 */
@NullMarked
package io.gatewaystack.limitabl;

import org.jspecify.annotations.NullMarked;
