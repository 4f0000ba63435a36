/**
 * Pinned tool definitions: remembers how each tool of an upstream was defined when it was seen
 * first, and says, blocks or waits for its owner when a definition changes behind everybody's back.
 */
@NullMarked
package io.gatewaystack.transformabl.pinning;

import org.jspecify.annotations.NullMarked;
