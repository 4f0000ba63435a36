/** Files that say what is in force, and may be changed while it is. */
@NullMarked
package io.gatewaystack.validatabl.file;

import org.jspecify.annotations.NullMarked;
