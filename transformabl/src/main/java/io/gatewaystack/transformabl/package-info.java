/**
 * What is said: finds personal data in the content of requests, labels it and takes it out. No
 * servlet types.
 */
@NullMarked
package io.gatewaystack.transformabl;

import org.jspecify.annotations.NullMarked;
