/** What authorization publishes over HTTP: the metadata of protected resources. */
@NullMarked
package io.gatewaystack.validatabl.servlet;

import org.jspecify.annotations.NullMarked;
