/** Checksums and ranges: pure functions that tell a number of some register from any number. */
@NullMarked
package io.gatewaystack.transformabl.check;

import org.jspecify.annotations.NullMarked;
