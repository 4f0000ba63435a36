/** A labelled corpus, generators of values and disguises, and what is measured with them. */
@NullMarked
package io.gatewaystack.transformabl.corpus;

import org.jspecify.annotations.NullMarked;
