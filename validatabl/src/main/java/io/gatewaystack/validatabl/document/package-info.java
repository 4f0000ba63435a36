/**
 * YAML and JSON files for owners: read so that two readers cannot take them for two things, and
 * refused with the line and the place of everything that is wrong.
 */
@NullMarked
package io.gatewaystack.validatabl.document;

import org.jspecify.annotations.NullMarked;
