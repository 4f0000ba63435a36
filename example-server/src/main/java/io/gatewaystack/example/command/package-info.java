/** The commands of the server's command line. */
@NullMarked
package io.gatewaystack.example.command;

import org.jspecify.annotations.NullMarked;
