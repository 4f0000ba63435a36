package io.gatewaystack.example.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;

/**
 * All settings of the server.
 *
 * @param mode what {@code /health} calls the way the server runs
 * @param version what {@code /health} calls the build
 * @param resource the identifier of the protected resource, announced in its metadata; where it is
 *     called when absent
 */
public record ServerConfig(
    HttpConfig http,
    IdentityConfig identity,
    RateConfig rate,
    ContentConfig content,
    PolicyConfig policy,
    ProxyConfig proxy,
    AuditConfig audit,
    TestRoutesConfig testRoutes,
    DemoConfig demo,
    String mode,
    String version,
    Optional<String> resource) {

  /**
   * Reads and checks every setting.
   *
   * @param variables names and values, as the process's environment has them
   * @throws InvalidConfig naming every variable that does not fit
   */
  public static ServerConfig from(Map<String, String> variables) {
    return from(new Environment(variables));
  }

  static ServerConfig from(Environment env) {
    DemoConfig demo = DemoConfig.from(env);
    IdentityConfig identity = IdentityConfig.from(env, demo);
    ServerConfig config =
        new ServerConfig(
            HttpConfig.from(env),
            identity,
            RateConfig.from(env),
            ContentConfig.from(env),
            PolicyConfig.from(env),
            ProxyConfig.from(env, demo),
            AuditConfig.from(env),
            TestRoutesConfig.from(env),
            demo,
            env.text("MODE", demo.enabled() ? "demo" : "gateway"),
            env.text("COMMIT_SHA", "dev"),
            resource(env, identity));
    env.throwIfInvalid();
    return config;
  }

  /**
   * What is named, else the first audience, which need not be a URI: Cognito's and Entra's are not.
   */
  private static Optional<String> resource(Environment env, IdentityConfig identity) {
    Optional<String> named = env.find("PRM_RESOURCE");
    if (named.isPresent() && !isAbsolute(named.get())) {
      env.problem("PRM_RESOURCE", "(expected: an absolute URI without fragment)");
    }
    return named.or(() -> identity.audiences().stream().findFirst().filter(a -> isAbsolute(a)));
  }

  private static boolean isAbsolute(String text) {
    try {
      URI uri = new URI(text);
      return uri.isAbsolute() && uri.getRawFragment() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /** The same with what demo mode has started on ports of its own. */
  public ServerConfig withDemo(Optional<String> issuer, Optional<Integer> echoPort) {
    return new ServerConfig(
        http,
        issuer.map(identity::withIssuer).orElse(identity),
        rate,
        content,
        policy,
        echoPort.map(proxy::withEcho).orElse(proxy),
        audit,
        testRoutes,
        demo,
        mode,
        version,
        resource);
  }
}
