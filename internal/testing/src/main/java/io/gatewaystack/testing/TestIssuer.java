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
  private final JsonServer server = new JsonServer();
  private final AtomicInteger kids = new AtomicInteger();
  private final List<SigningKey> published = new CopyOnWriteArrayList<>();

  private TestIssuer(InstantSource clock) {
    this.clock = clock;
    server.start();
    String metadata = Jose.json(Map.of("issuer", issuer(), "jwks_uri", jwksUri().toString()));
    server.serve("/.well-known/oauth-authorization-server", 200, metadata);
    server.serve("/.well-known/openid-configuration", 200, metadata);
    addKey();
  }

  /** Starts with one published key on the system's clock. */
  public static TestIssuer start() {
    return start(InstantSource.system());
  }

  /** Starts with one published key; tokens are issued at the time {@code clock} shows. */
  public static TestIssuer start(InstantSource clock) {
    return new TestIssuer(clock);
  }

  /** The {@code iss} of its tokens: its base URL, without a trailing slash. */
  public String issuer() {
    return "http://127.0.0.1:" + server.port();
  }

  /** Where the keys are published. */
  public URI jwksUri() {
    return URI.create(issuer() + JWKS_PATH);
  }

  /** How often the keys were asked for since the start, failures served included. */
  public int jwksFetches() {
    return server.requests(JWKS_PATH);
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
    server.serve(JWKS_PATH, 200, jwks());
  }

  /** The key set as JSON. */
  public String jwks() {
    return Jose.json(Map.of("keys", published.stream().map(SigningKey::jwk).toList()));
  }

  /** Answers requests for the keys with any status and body, until {@link #publish}. */
  public void serveJwks(int status, String body) {
    server.serve(JWKS_PATH, status, body);
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
    server.stop();
  }

  InstantSource clock() {
    return clock;
  }
}
