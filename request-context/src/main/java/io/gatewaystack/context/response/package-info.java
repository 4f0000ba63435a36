/** Editing answers message by message: a JSON body is one message, a server-sent event is one. */
@NullMarked
package io.gatewaystack.context.response;

import org.jspecify.annotations.NullMarked;
