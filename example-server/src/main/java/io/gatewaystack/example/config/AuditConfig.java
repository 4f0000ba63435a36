package io.gatewaystack.example.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where audit events go besides the console.
 *
 * @param file JSON lines are appended to this file
 * @param serviceName what events call this server
 * @param environment what events call this deployment
 */
public record AuditConfig(Optional<Path> file, String serviceName, String environment) {

  static AuditConfig from(Environment env) {
    return new AuditConfig(
        env.find("AUDIT_FILE").flatMap(name -> file(env, name)),
        env.text("SERVICE_NAME", "gateway-server"),
        env.text("NODE_ENV", "dev"));
  }

  private static Optional<Path> file(Environment env, String name) {
    try {
      Path file = Path.of(name).toAbsolutePath();
      Path folder = file.getParent();
      if (folder != null && Files.isDirectory(folder) && !Files.isDirectory(file)) {
        return Optional.of(file);
      }
    } catch (InvalidPathException e) {
      // told below, like a path that leads nowhere
    }
    env.problem("AUDIT_FILE", "(expected: a file in a folder that exists)");
    return Optional.empty();
  }
}
