package io.gatewaystack.proxyabl.mcp;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.section.Identity;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Whom and what a sealed id belongs to: it opens on the same path for the same principal only.
 *
 * @param path the endpoint's whole path
 * @param issuer who vouches for the caller; empty for an anonymous one
 * @param subject the caller
 * @param tenant the organisation the caller acts for
 */
record Binding(String path, String issuer, String subject, String tenant) {

  static Binding of(RequestContext context) {
    Optional<Identity> identity = context.find(Identity.class);
    return new Binding(
        context.request().path(),
        identity.map(Identity::issuer).orElse(""),
        identity.map(Identity::subject).orElse(""),
        identity.map(Identity::tenantId).orElse(""));
  }

  /** Each part with its length: no two bindings have the same bytes. */
  byte[] bytes(String kind) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String part : List.of(kind, path, issuer, subject, tenant)) {
      byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(ByteBuffer.allocate(4).putInt(utf8.length).array());
      bytes.writeBytes(utf8);
    }
    return bytes.toByteArray();
  }

  /** Names no person. */
  @Override
  public String toString() {
    return "Binding";
  }
}
