/** How text reads to whoever wants to see letters: shared by the scanners of this module. */
@NullMarked
package io.gatewaystack.transformabl.text;

import org.jspecify.annotations.NullMarked;
