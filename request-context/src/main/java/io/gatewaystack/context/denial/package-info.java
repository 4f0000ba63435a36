/** Refusals as values, and the one place that turns them into bytes. */
@NullMarked
package io.gatewaystack.context.denial;

import org.jspecify.annotations.NullMarked;
