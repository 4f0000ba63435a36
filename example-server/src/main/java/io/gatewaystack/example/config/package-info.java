/** The server's settings, read from environment variables and checked before anything starts. */
@NullMarked
package io.gatewaystack.example.config;

import org.jspecify.annotations.NullMarked;
