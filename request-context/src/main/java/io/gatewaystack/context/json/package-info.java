/** Strict JSON documents that keep their bytes: spans, decoded leaves and splices. */
@NullMarked
package io.gatewaystack.context.json;

import org.jspecify.annotations.NullMarked;
