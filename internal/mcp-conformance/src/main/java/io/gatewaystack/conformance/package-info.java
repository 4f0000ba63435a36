/** A whole governed MCP gateway to be judged from outside. */
@NullMarked
package io.gatewaystack.conformance;

import org.jspecify.annotations.NullMarked;
