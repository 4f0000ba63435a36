/** What the governed path costs: JMH for the pipeline, servers for a load generator. */
@NullMarked
package io.gatewaystack.benchmarks;

import org.jspecify.annotations.NullMarked;
