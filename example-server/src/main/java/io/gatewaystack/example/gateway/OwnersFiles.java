package io.gatewaystack.example.gateway;

import io.gatewaystack.example.config.ServerConfig;
import io.gatewaystack.identifiabl.IdentifiablBuilder;
import io.gatewaystack.identifiabl.apikey.ApiKeyFile;
import io.gatewaystack.validatabl.ValidatablBuilder;
import io.gatewaystack.validatabl.policy.ReloadingPolicy;
import io.gatewaystack.validatabl.service.FileServices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The files that say who may do what, opened once and followed while the server runs. */
final class OwnersFiles implements AutoCloseable {
  private final ServerConfig config;
  private final @Nullable ReloadingPolicy policy;
  private final @Nullable ReloadingPolicy shadow;
  private final @Nullable ApiKeyFile keys;
  private final @Nullable FileServices services;

  /**
   * Reads all of them.
   *
   * @throws IOException naming the setting when one cannot be used
   */
  OwnersFiles(ServerConfig config) throws IOException {
    this.config = config;
    policy = opened("POLICY_FILE", config.policy().enforced(), OwnersFiles::policy);
    shadow = opened("POLICY_SHADOW_FILE", config.policy().shadow(), OwnersFiles::policy);
    keys = opened("API_KEYS_FILE", config.identity().apiKeys(), f -> ApiKeyFile.builder(f).open());
    services =
        opened("services.file", config.file().services().map(s -> s.file()), FileServices::follow);
  }

  @FunctionalInterface
  private interface Opening<T> {
    T open(Path file) throws IOException;
  }

  private static <T> @Nullable T opened(String setting, Optional<Path> file, Opening<T> opening)
      throws IOException {
    if (file.isEmpty()) {
      return null;
    }
    try {
      return opening.open(file.get());
    } catch (IllegalArgumentException | IOException e) {
      throw new IOException(setting + ": " + e.getMessage(), e);
    }
  }

  private static ReloadingPolicy policy(Path file) throws IOException {
    return ReloadingPolicy.builder(file).load();
  }

  /** Lets an identity layer take the API keys. */
  void addTo(IdentifiablBuilder builder) {
    if (keys != null) {
      builder.apiKeys(keys);
    }
  }

  /** Lets an authorization layer ask everything the owner has said. */
  ValidatablBuilder addTo(ValidatablBuilder builder) {
    List<String> required = config.identity().requiredScopes();
    if (!required.isEmpty()) {
      builder.requireScopes(required.toArray(String[]::new));
    }
    if (policy != null) {
      builder.policy(policy);
    }
    if (shadow != null) {
      builder.shadowPolicy(shadow);
    }
    if (services != null) {
      config
          .file()
          .services()
          .ifPresent(s -> builder.services(services, s.byRoute(), s.byTarget()));
    }
    return builder;
  }

  /** Which files say something else now than what is in force. */
  List<String> outdated() {
    List<String> outdated = new ArrayList<>();
    if (policy != null && policy.status().problem().isPresent()) {
      outdated.add("policy_outdated");
    }
    if (shadow != null && shadow.status().problem().isPresent()) {
      outdated.add("shadow_policy_outdated");
    }
    if (keys != null && keys.metrics().outdated()) {
      outdated.add("api_keys_outdated");
    }
    if (services != null && services.problem().isPresent()) {
      outdated.add("services_outdated");
    }
    return outdated;
  }

  @Override
  public void close() {
    for (AutoCloseable file : new AutoCloseable[] {policy, shadow, services}) {
      close(file);
    }
  }

  private static void close(@Nullable AutoCloseable file) {
    if (file == null) {
      return;
    }
    try {
      file.close();
    } catch (Exception e) {
      throw new IllegalStateException("a file is still followed", e);
    }
  }
}
