/**
 * Addresses: who called, where we may connect, and fetching small documents such as key sets; and
 * what type they are of.
 */
@NullMarked
package io.gatewaystack.context.net;

import org.jspecify.annotations.NullMarked;
