/**
 * Sets of JSON values that can be joined, intersected and complemented: what a schema says, in the
 * language in which policies ask whether some arguments fulfil them. For the layer itself.
 */
@NullMarked
package io.gatewaystack.validatabl.form;

import org.jspecify.annotations.NullMarked;
