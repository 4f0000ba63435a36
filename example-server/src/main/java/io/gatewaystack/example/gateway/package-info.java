/** The server itself: layers, routes, listener, errors. */
@NullMarked
package io.gatewaystack.example.gateway;

import org.jspecify.annotations.NullMarked;
