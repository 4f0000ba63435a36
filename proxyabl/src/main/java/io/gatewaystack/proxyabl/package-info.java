/**
 * Where to: decides which request may go to which upstream, by which path and with which header
 * fields. Nothing here knows servlets or connects anywhere.
 */
@NullMarked
package io.gatewaystack.proxyabl;

import org.jspecify.annotations.NullMarked;
