/** Tools of the gateway's own: written in Java, or calls of an HTTP function each. */
@NullMarked
package io.gatewaystack.proxyabl.tool;

import org.jspecify.annotations.NullMarked;
