package io.gatewaystack.identifiabl;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.net.FetchLimits;
import io.gatewaystack.context.net.Fetched;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Gets the keys of one issuer from where they are, which its metadata may have to say first. What
 * the metadata said is remembered while it leads to keys. Not safe for use by several threads at
 * once.
 */
final class KeyDownload {
  private static final String METADATA = "/.well-known/openid-configuration";
  private static final int HTTP_OK = 200;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final TrustedIssuer issuer;
  private final JwksSettings settings;
  private final JwkReader reader;
  private final FetchLimits limits;
  private volatile @Nullable URI discovered; // by whichever thread fetches, one after the other

  KeyDownload(TrustedIssuer issuer, JwksSettings settings, JwkReader reader) {
    this.issuer = issuer;
    this.settings = settings;
    this.reader = reader;
    limits = settings.limits(issuer.discovered() ? 2 : 1);
  }

  /**
   * Downloads the keys.
   *
   * @throws IOException when they cannot be had
   * @throws IllegalArgumentException when what was got are no keys
   */
  KeySet run() throws IOException {
    URI known = discovered;
    URI uri = issuer.discovered() ? (known == null ? discover() : known) : issuer.keys();
    discovered = null;
    KeySet keys = reader.read(get(uri));
    discovered = keys.keys().isEmpty() ? null : uri;
    return keys;
  }

  private URI discover() throws IOException {
    JsonNode metadata = JsonDocument.parse(get(URI.create(issuer.issuer() + METADATA))).tree();
    String name = TrustedIssuer.trimmed(metadata.path("issuer").stringValue(""));
    if (!name.equals(issuer.issuer())) { // OpenID Connect Discovery 1.0 section 4.3
      throw new IOException("metadata of another issuer");
    }
    String text = metadata.path("jwks_uri").stringValue("");
    Expect.secure("jwks_uri", text);
    URI uri = URI.create(text);
    if (issuer.issuer().startsWith("https:") && !"https".equalsIgnoreCase(uri.getScheme())) {
      throw new IOException("metadata that leads from https to http"); // to this machine, that is
    }
    return uri;
  }

  private byte[] get(URI uri) throws IOException {
    Fetched answer = settings.fetcher().get(uri, limits);
    if (answer.status() != HTTP_OK) {
      throw new IOException("status " + answer.status() + " from " + uri);
    }
    return withoutByteOrderMark(answer.body());
  }

  /** RFC 8259 section 8.1: none may be sent, but those who send it mean the same. */
  private static byte[] withoutByteOrderMark(byte[] json) {
    boolean marked = Arrays.mismatch(json, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length;
    return marked ? Arrays.copyOfRange(json, BYTE_ORDER_MARK.length, json.length) : json;
  }

  /** The issuer, for the log. */
  @Override
  public String toString() {
    return issuer.issuer();
  }
}
