/**
 * Text as its reader sees it: disguises taken off, positions kept, and the words that say what a
 * value is.
 */
@NullMarked
package io.gatewaystack.transformabl.text;

import org.jspecify.annotations.NullMarked;
