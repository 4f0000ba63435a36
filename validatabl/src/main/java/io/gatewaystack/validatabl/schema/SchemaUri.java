package io.gatewaystack.validatabl.schema;

import java.net.URI;
import java.net.URISyntaxException;

/** References between schemas (RFC 3986, section 5), which {@link URI} alone reads differently. */
final class SchemaUri {
  private SchemaUri() {}

  /**
   * What a reference leads to.
   *
   * @param base absolute, without fragment
   * @param place for messages
   * @throws IllegalArgumentException naming the place, when it is no URI
   */
  static URI resolve(URI base, String reference, String place) {
    try {
      if (reference.isEmpty() || reference.startsWith("#")) {
        return new URI(base + reference);
      }
      if (reference.startsWith("?")) {
        String text = base.toString();
        int query = text.indexOf('?');
        return new URI((query < 0 ? text : text.substring(0, query)) + reference);
      }
      boolean bare = base.getRawAuthority() != null && base.getRawPath().isEmpty();
      return (bare ? new URI(base + "/") : base).resolve(new URI(reference));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(place + ": " + reference + " (expected: a URI)", e);
    }
  }

  /**
   * What a schema is called.
   *
   * @param id as it is written; an empty fragment is left out
   * @throws IllegalArgumentException naming the place, when it is no URI or stays relative
   */
  static URI name(URI base, String id, String place) {
    URI name = resolve(base, id.endsWith("#") ? id.substring(0, id.length() - 1) : id, place);
    if (!name.isAbsolute()) {
      throw new IllegalArgumentException(
          place + ": " + id + " (expected: absolute, as " + base + " has no path)");
    }
    return name;
  }
}
