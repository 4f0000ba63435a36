/**
 * The MCP gateway: Streamable HTTP of both eras, in front of one upstream as a pass-through, in
 * front of several sources as one server. No servlet types.
 */
@NullMarked
package io.gatewaystack.proxyabl.mcp;

import org.jspecify.annotations.NullMarked;
