/** Addresses: who called, where we may connect, and fetching small documents such as key sets. */
@NullMarked
package io.gatewaystack.context.net;

import org.jspecify.annotations.NullMarked;
