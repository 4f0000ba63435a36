/**
 * Fixtures for the tests of every module; never published.
 *
 * <p>They know nothing of the modules they test: tokens are signed with plain {@code
 * java.security}, requests are written byte by byte, so that a fixture cannot share a mistake with
 * the code under test.
 */
@NullMarked
package io.gatewaystack.testing;

import org.jspecify.annotations.NullMarked;
