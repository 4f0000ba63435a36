/** API keys: how they are made, kept as hashes and found again. */
@NullMarked
package io.gatewaystack.identifiabl.apikey;

import org.jspecify.annotations.NullMarked;
