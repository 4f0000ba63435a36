/** The server's own small endpoints. */
@NullMarked
package io.gatewaystack.example.route;

import org.jspecify.annotations.NullMarked;
