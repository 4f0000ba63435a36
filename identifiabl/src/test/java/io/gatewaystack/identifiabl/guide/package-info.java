/** The code of docs/identity.md, written as a reader would write it: outside the module. */
@NullMarked
package io.gatewaystack.identifiabl.guide;

import org.jspecify.annotations.NullMarked;
