package io.gatewaystack.example.config;

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
        env.file("AUDIT_FILE"),
        env.text("SERVICE_NAME", "gateway-server"),
        env.text("NODE_ENV", "dev"));
  }
}
