/** The one way out of this process to an upstream. Not for applications. */
@NullMarked
package io.gatewaystack.proxyabl.internal;

import org.jspecify.annotations.NullMarked;
