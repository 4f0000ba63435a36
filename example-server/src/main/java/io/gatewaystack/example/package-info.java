/** The command line of a ready gateway: all layers wired into one runnable server. */
@NullMarked
package io.gatewaystack.example;

import org.jspecify.annotations.NullMarked;
