/** The one servlet adapter: runs a layer in front of any Jakarta Servlet 6 application. */
@NullMarked
package io.gatewaystack.context.servlet;

import org.jspecify.annotations.NullMarked;
