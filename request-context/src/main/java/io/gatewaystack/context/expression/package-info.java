/** Regular expressions as their owners write them: what they are made of, before an engine runs. */
@NullMarked
package io.gatewaystack.context.expression;

import org.jspecify.annotations.NullMarked;
