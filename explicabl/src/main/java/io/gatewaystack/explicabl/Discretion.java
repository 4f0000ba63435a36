package io.gatewaystack.explicabl;

import io.gatewaystack.explicabl.SensitiveText.Finding;
import java.net.Inet4Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of a caller's own words may be recorded. Every text that a client controls goes
 * through here, is searched for what must not be in a log, and is cut to a length.
 */
final class Discretion {
  /** A container accepts more, but nobody reads it and the queue has to hold it. */
  static final int MAX_PATH = 2048;

  static final int MAX_NAME = 512;

  private static final int MAX_PRINCIPAL = 256;
  private static final String CUT = "…";

  private final Pseudonyms pseudonyms;
  private final boolean keepClientAddress;

  Discretion(Pseudonyms pseudonyms, boolean keepClientAddress) {
    this.pseudonyms = pseudonyms;
    this.keepClientAddress = keepClientAddress;
  }

  /** A path without its query; each of its segments that is sensitive becomes a placeholder. */
  String path(String raw) {
    int query = raw.indexOf('?');
    return text(query < 0 ? raw : raw.substring(0, query), MAX_PATH);
  }

  /** A name such as a tool's, a model's or a method's, kept as it is unless it is sensitive. */
  String name(String raw) {
    return text(raw, MAX_NAME);
  }

  /** A URI without user information, query and fragment. */
  String uri(String raw) {
    int end = endOfPath(raw);
    int authority = raw.indexOf("//");
    if (authority < 0 || authority > end) {
      return text(raw.substring(0, end), MAX_NAME);
    }
    int host = authority + 2;
    int path = raw.indexOf('/', host);
    int at = raw.lastIndexOf('@', (path < 0 || path > end ? end : path) - 1);
    return text(
        at < host ? raw.substring(0, end) : raw.substring(0, host) + raw.substring(at + 1, end),
        MAX_NAME);
  }

  /**
   * What names a principal or a request must still tell one from another: what may not be shown is
   * replaced by its pseudonym, not by a placeholder.
   */
  String principal(String raw) {
    boolean shown =
        raw.length() <= MAX_PRINCIPAL
            && (SensitiveText.isHarmless(raw) || SensitiveText.find(raw) == null);
    return shown ? raw : pseudonyms.of(raw);
  }

  /** The caller's network, or the address where the operator asked for it. */
  @Nullable String client(@Nullable InetAddress address) {
    if (address == null) {
      return null;
    }
    if (keepClientAddress) {
      String text = address.getHostAddress();
      int zone = text.indexOf('%');
      return zone < 0 ? text : text.substring(0, zone);
    }
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      return (bytes[0] & 0xFF) + "." + (bytes[1] & 0xFF) + "." + (bytes[2] & 0xFF) + ".0/24";
    }
    StringBuilder network = new StringBuilder(20);
    for (int i = 0; i < 6; i += 2) {
      network.append(Integer.toHexString((bytes[i] & 0xFF) << 8 | bytes[i + 1] & 0xFF)).append(':');
    }
    return network.append(":/48").toString();
  }

  private static String text(String raw, int max) {
    String text = SensitiveText.isHarmless(raw) ? raw : withoutFindings(raw);
    return text.length() <= max ? text : text.substring(0, max) + CUT;
  }

  private static String withoutFindings(String raw) {
    StringBuilder kept = new StringBuilder(raw.length());
    int from = 0;
    while (from <= raw.length()) {
      int slash = raw.indexOf('/', from);
      int end = slash < 0 ? raw.length() : slash;
      String segment = raw.substring(from, end);
      Finding finding = SensitiveText.find(segment);
      kept.append(finding == null ? segment : finding.placeholder());
      if (slash >= 0) {
        kept.append('/');
      }
      from = end + 1;
    }
    return kept.toString();
  }

  private static int endOfPath(String uri) {
    int query = uri.indexOf('?');
    int fragment = uri.indexOf('#');
    int end = query < 0 ? uri.length() : query;
    return fragment < 0 ? end : Math.min(end, fragment);
  }
}
