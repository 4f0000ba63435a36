/** What demo mode adds: an issuer and an upstream, on this machine only. */
@NullMarked
package io.gatewaystack.example.demo;

import org.jspecify.annotations.NullMarked;
