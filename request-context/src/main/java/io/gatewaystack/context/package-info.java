/**
 * The kernel: one context per request, layers that decide, and the pipeline that composes them. No
 * servlet types.
 */
@NullMarked
package io.gatewaystack.context;

import org.jspecify.annotations.NullMarked;
