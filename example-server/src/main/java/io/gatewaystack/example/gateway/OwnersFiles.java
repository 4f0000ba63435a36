package io.gatewaystack.example.gateway;

import io.gatewaystack.example.config.InvalidConfig;
import io.gatewaystack.example.config.ServerConfig;
import io.gatewaystack.identifiabl.IdentifiablBuilder;
import io.gatewaystack.identifiabl.apikey.ApiKeyFile;
import io.gatewaystack.transformabl.pinning.FilePinStore;
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
  private final @Nullable FilePinStore pins;

  /**
   * Reads all of them.
   *
   * @throws InvalidConfig naming every setting whose file cannot be used
   */
  OwnersFiles(ServerConfig config) {
    this.config = config;
    Opener opener = new Opener();
    policy = opener.open("POLICY_FILE", config.policy().enforced(), OwnersFiles::policy);
    shadow = opener.open("POLICY_SHADOW_FILE", config.policy().shadow(), OwnersFiles::policy);
    keys =
        opener.open(
            "API_KEYS_FILE", config.identity().apiKeys(), f -> ApiKeyFile.builder(f).open());
    services =
        opener.open(
            "services.file", config.file().services().map(s -> s.file()), FileServices::follow);
    pins = opener.open("TOOL_PINS_FILE", config.content().pins(), FilePinStore::open);
    if (!opener.problems.isEmpty()) {
      close();
      throw new InvalidConfig(opener.problems);
    }
  }

  /** Opens files, and keeps what is wrong with those it cannot open. */
  private static final class Opener {
    private final List<String> problems = new ArrayList<>();

    @FunctionalInterface
    private interface Opening<T> {
      T open(Path file) throws IOException;
    }

    <T> @Nullable T open(String setting, Optional<Path> file, Opening<T> opening) {
      if (file.isEmpty()) {
        return null;
      }
      try {
        return opening.open(file.get());
      } catch (IllegalArgumentException | IOException e) {
        problems.add(setting + ": " + e.getMessage());
        return null;
      }
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
    config.identity().addTo(builder);
    if (policy != null) {
      builder.policy(policy);
    }
    if (shadow != null) {
      builder.shadowPolicy(shadow);
    }
    if (services != null) {
      config.file().services().ifPresent(s -> s.addTo(builder, services));
    }
    return builder;
  }

  /** Where definitions of tools are pinned, when they are. */
  Optional<FilePinStore> pins() {
    return Optional.ofNullable(pins);
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
