/**
 * The house rules as tests over the class files of every library module. Each rule is also shown to
 * report the deliberately bad classes under {@code fixture}, so that none of them is vacuous.
 */
package io.gatewaystack.architecture;
