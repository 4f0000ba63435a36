/** Services that organisations enable, and the catalogs that know which. */
@NullMarked
package io.gatewaystack.validatabl.service;

import org.jspecify.annotations.NullMarked;
