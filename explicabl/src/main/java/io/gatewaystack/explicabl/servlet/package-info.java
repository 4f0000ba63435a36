/** What the audit layer offers over HTTP. */
@NullMarked
package io.gatewaystack.explicabl.servlet;

import org.jspecify.annotations.NullMarked;
