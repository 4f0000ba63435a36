/**
 * The detectors: what personal data and secrets look like in a text, and what confirms them. They
 * do not know under which name their finds are reported.
 */
@NullMarked
package io.gatewaystack.transformabl.detect;

import org.jspecify.annotations.NullMarked;
