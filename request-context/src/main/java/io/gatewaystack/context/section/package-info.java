/** What layers tell each other and the audit record: the sections of a request context. */
@NullMarked
package io.gatewaystack.context.section;

import org.jspecify.annotations.NullMarked;
