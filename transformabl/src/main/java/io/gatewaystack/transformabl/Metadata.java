package io.gatewaystack.transformabl;

import java.util.Set;

/**
 * What may be told of a text without telling what is in it.
 *
 * @param contentLength characters of the text
 * @param piiTypesDetected the names of the types found, sorted
 * @param piiMatchCount how many matches there are
 * @param riskScore 0..100, as in {@link Classification}
 * @param labels the labels, sorted
 */
public record Metadata(
    int contentLength,
    Set<String> piiTypesDetected,
    int piiMatchCount,
    int riskScore,
    Set<String> labels) {}
