package io.gatewaystack.identifiabl;

import com.nimbusds.jose.JWSAlgorithm;
import java.time.Duration;
import java.util.Map;

/**
 * What holds for the tokens of every issuer.
 *
 * @param algorithms the allowed signature algorithms by name
 * @param clockSkew how far clocks may be apart
 * @param maxLength longest token looked at, in characters
 * @param cacheCap longest time a verified token is remembered; zero for not at all
 * @param cacheEntries most tokens remembered
 */
record TokenRules(
    Map<String, JWSAlgorithm> algorithms,
    Duration clockSkew,
    int maxLength,
    Duration cacheCap,
    int cacheEntries) {

  TokenRules {
    Expect.between("clockSkew", clockSkew, Duration.ZERO, Duration.ofSeconds(60));
    Expect.between("maxTokenLength", maxLength, 256, 64 * 1024);
    Expect.between("tokenCache.cap", cacheCap, Duration.ZERO, Duration.ofHours(1));
    Expect.between("tokenCache.entries", cacheEntries, 1, 10_000_000);
  }
}
