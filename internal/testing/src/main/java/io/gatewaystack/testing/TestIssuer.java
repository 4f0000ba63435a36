package io.gatewaystack.testing;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An authorization server in miniature: RSA keys, a JWKS on a free port of 127.0.0.1, tokens good
 * and bad, and the outages an issuer can have. Thread-safe.
 *
 * <pre>{@code
 * try (TestIssuer issuer = TestIssuer.start()) {
 *   String token = issuer.token().audience("https://api.example").scope("read").mint();
 * }
 * }</pre>
 */
public final class TestIssuer implements AutoCloseable {
  private static final String JWKS_PATH = "/.well-known/jwks.json";

  private final InstantSource clock;
  private final String path;
  private final String jwksPath;
  private final JsonServer server = new JsonServer();
  private final AtomicInteger kids = new AtomicInteger();
  private final List<SigningKey> published = new CopyOnWriteArrayList<>();

  private TestIssuer(String path, String jwksPath, InstantSource clock) {
    this.clock = clock;
    this.path = path;
    this.jwksPath = jwksPath;
    server.start();
    String metadata = metadata(issuer(), jwksUri());
    server.serve("/.well-known/oauth-authorization-server" + path, 200, metadata);
    serveMetadata(200, metadata);
    addKey();
  }

  /** Starts with one published key on the system's clock. */
  public static TestIssuer start() {
    return start(InstantSource.system());
  }

  /** Starts with one published key; tokens are issued at the time {@code clock} shows. */
  public static TestIssuer start(InstantSource clock) {
    return startAt("", JWKS_PATH, clock);
  }

  /**
   * Starts with one published key and an issuer and keys at paths of their own.
   *
   * @param path of the issuer, without a slash at its end; empty for none
   * @param jwksPath of the keys
   */
  public static TestIssuer startAt(String path, String jwksPath, InstantSource clock) {
    return new TestIssuer(path, jwksPath, clock);
  }

  /** The {@code iss} of its tokens: its URL, without a trailing slash. */
  public String issuer() {
    return base() + path;
  }

  /** Where the keys are published. */
  public URI jwksUri() {
    return URI.create(base() + jwksPath);
  }

  /** How often the keys were asked for since the start, failures served included. */
  public int jwksFetches() {
    return server.requests(jwksPath);
  }

  /** How often the metadata of OpenID Connect Discovery was asked for since the start. */
  public int metadataFetches() {
    return server.requests(metadataPath());
  }

  /** A valid token to be varied, signed with the current key; it has no audience yet. */
  public TokenBuilder token() {
    return new TokenBuilder(issuer(), key(), clock);
  }

  /** Tokens to be refused by a resource that expects {@code audience}. */
  public HostileTokens hostile(String audience) {
    return new HostileTokens(this, audience);
  }

  /** Signs header and payload exactly as given, valid JSON or not, with the current key. */
  public String signRaw(String header, String payload) {
    String input = Jose.encode(header) + '.' + Jose.encode(payload);
    return input + '.' + Jose.encode(key().sign(input));
  }

  /** The key that signs: the one added last. */
  public SigningKey key() {
    return published.get(published.size() - 1);
  }

  /** Publishes one more key, which signs from now on; the older ones stay published. */
  public SigningKey addKey() {
    SigningKey key = SigningKey.generate("key-" + kids.incrementAndGet());
    published.add(key);
    publish();
    return key;
  }

  /** Replaces all keys by a new one and returns it. */
  public SigningKey rotate() {
    SigningKey key = addKey();
    published.removeIf(k -> k != key);
    publish();
    return key;
  }

  /** Publishes the issuer's own keys, ending {@link #serveJwks}. */
  public void publish() {
    server.serve(jwksPath, 200, jwks());
  }

  /** The key set as JSON. */
  public String jwks() {
    return Jose.json(Map.of("keys", published.stream().map(SigningKey::jwk).toList()));
  }

  /** Answers requests for the keys with any status and body, until {@link #publish}. */
  public void serveJwks(int status, String body) {
    server.serve(jwksPath, status, body);
  }

  /** Answers requests for the metadata with any status and body, from now on. */
  public void serveMetadata(int status, String body) {
    server.serve(metadataPath(), status, body);
  }

  /** Metadata that names an issuer and where its keys are. */
  public static String metadata(String issuer, URI jwksUri) {
    return Jose.json(Map.of("issuer", issuer, "jwks_uri", jwksUri.toString()));
  }

  /** Refuses connections until {@link #restart}; keys and count stay. */
  public void stop() {
    server.stop();
  }

  /** Listens again on the same port. */
  public void restart() {
    server.start();
  }

  @Override
  public void close() {
    server.close();
  }

  InstantSource clock() {
    return clock;
  }

  private String base() {
    return "http://127.0.0.1:" + server.port();
  }

  private String metadataPath() {
    return path + "/.well-known/openid-configuration";
  }
}
