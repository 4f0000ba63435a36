/** Audit: one event per request, whatever happened, written to sinks beside the request. */
@NullMarked
package io.gatewaystack.explicabl;

import org.jspecify.annotations.NullMarked;
