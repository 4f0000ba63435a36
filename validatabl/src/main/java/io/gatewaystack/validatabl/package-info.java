/** Authorization: scopes, permissions, tool and route maps, policy rules; all denied by default. */
@NullMarked
package io.gatewaystack.validatabl;

import org.jspecify.annotations.NullMarked;
