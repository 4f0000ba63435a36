package io.gatewaystack.identifiabl;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The signature algorithms (RFC 7518 section 3.1) that may be allowed: the asymmetric ones. */
final class Algorithms {
  private static final Map<String, JWSAlgorithm> SUPPORTED =
      List.of(
              JWSAlgorithm.RS256,
              JWSAlgorithm.RS384,
              JWSAlgorithm.RS512,
              JWSAlgorithm.PS256,
              JWSAlgorithm.PS384,
              JWSAlgorithm.PS512,
              JWSAlgorithm.ES256,
              JWSAlgorithm.ES384,
              JWSAlgorithm.ES512)
          .stream()
          .collect(Collectors.toUnmodifiableMap(JWSAlgorithm::getName, a -> a));

  private Algorithms() {}

  /** The algorithms of these names, by name. */
  static Map<String, JWSAlgorithm> named(Collection<String> names) {
    if (names.isEmpty()) {
      throw new IllegalArgumentException("algorithms: none (expected: at least one)");
    }
    Map<String, JWSAlgorithm> algorithms = new LinkedHashMap<>();
    for (String name : names) {
      JWSAlgorithm algorithm = SUPPORTED.get(name);
      if (algorithm == null) {
        throw new IllegalArgumentException(
            "algorithms: " + name + " (expected: RS, PS or ES with 256, 384 or 512)");
      }
      algorithms.put(name, algorithm);
    }
    return Map.copyOf(algorithms);
  }
}
