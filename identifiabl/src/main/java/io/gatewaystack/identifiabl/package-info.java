/** Who is calling: verifies bearer tokens and turns their claims into an identity. */
@NullMarked
package io.gatewaystack.identifiabl;

import org.jspecify.annotations.NullMarked;
