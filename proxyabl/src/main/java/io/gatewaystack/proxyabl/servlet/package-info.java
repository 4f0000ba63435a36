/** The innermost handler: streams a governed request to its upstream and the answer back. */
@NullMarked
package io.gatewaystack.proxyabl.servlet;

import org.jspecify.annotations.NullMarked;
