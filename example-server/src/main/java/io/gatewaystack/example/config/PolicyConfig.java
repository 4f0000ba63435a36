package io.gatewaystack.example.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What callers are allowed beyond their scopes.
 *
 * @param enforced the file of the policy that decides; without it scopes alone do
 * @param shadow the file of a policy that is asked and recorded, and changes nothing
 */
public record PolicyConfig(Optional<Path> enforced, Optional<Path> shadow) {

  static PolicyConfig from(Environment env) {
    return new PolicyConfig(env.file("POLICY_FILE"), env.file("POLICY_SHADOW_FILE"));
  }
}
