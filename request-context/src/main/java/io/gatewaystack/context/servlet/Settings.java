package io.gatewaystack.context.servlet;

import io.gatewaystack.context.denial.ResourceMetadata;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a {@link GovernanceFilter} was built with. */
record Settings(
    Routes routes,
    @Nullable URI publicBaseUrl,
    List<ResourceMetadata> resources,
    int trustedProxyHops,
    Set<String> allowedHosts,
    int maxBodyBytes,
    FairShares awaitedBodies,
    FairShares bodyMemory,
    EditingTurns editing,
    int maxMessageBytes,
    InstantSource clock) {}
