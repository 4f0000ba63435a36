package io.gatewaystack.example.demo;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import io.gatewaystack.context.denial.ResourceMetadata;
import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An issuer that gives anyone on this machine a token for the asking, for demos: a key set, RFC
 * 9728 metadata, and {@code POST /mint}.
 */
public final class DemoIssuer implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final int MAX_REQUEST = 8192;

  private final RSAKey key;
  private final String audience;
  private final Loopback server;
  private final String issuer;

  /**
   * Starts with a new key.
   *
   * @param issuer the issuer of tokens; null for the URL this server is reached at
   */
  DemoIssuer(int port, @Nullable String issuer, String audience) throws IOException {
    this.audience = audience;
    this.key = newKey();
    this.server = new Loopback(port, "DEMO_ISSUER_PORT", this::answer);
    this.issuer = issuer == null ? "http://localhost:" + server.port() + "/" : issuer;
  }

  private static RSAKey newKey() {
    try {
      return new RSAKeyGenerator(2048)
          .keyID("demo-key-1")
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.RS256)
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("no RSA key could be made", e);
    }
  }

  /** The issuer of its tokens. */
  public String issuer() {
    return issuer;
  }

  int port() {
    return server.port();
  }

  /** The key that signs, private part included: for demos of bad tokens. */
  public RSAKey key() {
    return key;
  }

  /** A token that is good for five minutes. */
  public String mint(String subject, String scope) {
    Instant now = Instant.now();
    return sign(
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(audience)
            .subject(subject)
            .claim("scope", scope)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFETIME)))
            .build());
  }

  /** A token with these claims, whatever they are: for demos of bad tokens. */
  public String sign(JWTClaimsSet claims) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
      token.sign(new RSASSASigner(key));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException("a demo token could not be signed", e);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    String route = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
    switch (route) {
      case "GET /.well-known/jwks.json" ->
          Loopback.answer(
              exchange, 200, new JWKSet(key).toString(true).getBytes(StandardCharsets.UTF_8));
      case "GET /.well-known/oauth-protected-resource" ->
          Loopback.answer(exchange, 200, metadata().json());
      case "GET /.well-known/openid-configuration", "GET /.well-known/oauth-authorization-server" ->
          Loopback.answer(exchange, 200, json(discovery()));
      case "POST /mint" -> mint(exchange);
      default -> Loopback.answer(exchange, 404, json(Map.of("error", "not_found")));
    }
  }

  /** Of OpenID Connect Discovery what this issuer has. */
  private Map<String, Object> discovery() {
    String base = issuer.replaceAll("/$", "");
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("issuer", issuer);
    told.put("jwks_uri", base + "/.well-known/jwks.json");
    told.put("token_endpoint", base + "/mint");
    told.put("id_token_signing_alg_values_supported", List.of("RS256"));
    return told;
  }

  private ResourceMetadata metadata() {
    return new ResourceMetadata(
        "",
        "https://gateway.local/mcp",
        List.of(issuer),
        List.of("tool:read", "tool:write"),
        "Demo");
  }

  private void mint(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(MAX_REQUEST);
    JsonNode wanted;
    try {
      wanted = JsonDocument.parse(body.length == 0 ? json(Map.of()) : body).tree();
    } catch (InvalidJson e) {
      Loopback.answer(exchange, 400, json(Map.of("error", "invalid_json")));
      return;
    }
    String subject = wanted.path("sub").asString("user_demo_123");
    String scope = wanted.path("scope").asString("tool:read");
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("access_token", mint(subject, scope));
    answer.put("token_type", "Bearer");
    answer.put("expires_in", LIFETIME.toSeconds());
    answer.put("scope", scope);
    Loopback.answer(exchange, 200, json(answer));
  }

  private static byte[] json(Map<String, ?> members) {
    return MAPPER.writeValueAsBytes(members);
  }

  @Override
  public void close() {
    server.close();
  }
}
