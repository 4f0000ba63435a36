/** The walk through the flow that bin/demo shows. */
@NullMarked
package io.gatewaystack.example.walk;

import org.jspecify.annotations.NullMarked;
