/** JSON Schema on the arguments of tools. */
@NullMarked
package io.gatewaystack.validatabl.schema;

import org.jspecify.annotations.NullMarked;
