package io.gatewaystack.proxyabl.tool;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.net.AddressPolicy;
import io.gatewaystack.context.net.RequestPath;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Trace;
import io.gatewaystack.proxyabl.HeaderField;
import io.gatewaystack.proxyabl.IdentityHeaders;
import io.gatewaystack.proxyabl.UpstreamCredential;
import io.gatewaystack.proxyabl.internal.UpstreamClient;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.Request;

/**
 * Where functions are, and how they are called.
 *
 * @param prefix absolute URI without slash at its end; the tool's name is appended
 * @param timeout for a whole call
 * @param maxBytes largest answer
 */
record RestTarget(
    UpstreamClient client,
    String prefix,
    UpstreamCredential credential,
    IdentityHeaders identity,
    Optional<GatewaySignature> signature,
    Duration timeout,
    int maxBytes) {

  static String prefix(URI base, AddressPolicy addresses) {
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    boolean usable =
        base.getHost() != null
            && base.getRawUserInfo() == null
            && base.getRawQuery() == null
            && base.getRawFragment() == null
            && base.getPort() <= 65_535
            && (path.isEmpty() || RequestPath.decode(path).isPresent());
    if (!usable) { // the value is not repeated: it may hold a password
      throw new IllegalArgumentException(
          "base: invalid (expected: http(s)://host[:port][/path], nothing else)");
    }
    Optional<String> refusal = addresses.refuses(base);
    if (refusal.isPresent()) {
      throw new IllegalArgumentException(
          "base: %s://%s (expected: an address that is permitted; it is %s)"
              .formatted(base.getScheme(), base.getRawAuthority(), refusal.get()));
    }
    String text = base.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** Where a tool is, without the path that all of them have in common: it may hold a key. */
  String shown(String tool) {
    return shown() + "/" + tool;
  }

  private String shown() {
    int path = prefix.indexOf('/', prefix.indexOf("//") + 2);
    return path < 0 ? prefix : prefix.substring(0, path) + "/*";
  }

  Request request(String tool, ToolCall call) {
    Request request =
        client
            .request("POST", URI.create(prefix + "/" + tool))
            .timeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
            .body(new BytesRequestContent("application/json", call.arguments().bytes()));
    return request.headers(
        fields -> lines(call.context()).forEach(line -> fields.add(line.name(), line.value())));
  }

  private List<HeaderField> lines(RequestContext context) {
    List<HeaderField> lines = new ArrayList<>();
    lines.add(new HeaderField("Accept", "application/json"));
    lines.add(new HeaderField("User-Agent", "GatewayStack"));
    lines.add(new HeaderField("X-Request-Id", context.request().id()));
    context
        .find(Trace.class)
        .ifPresent(trace -> lines.add(new HeaderField("traceparent", trace.traceparent())));
    context
        .find(Identity.class)
        .ifPresent(
            caller -> {
              lines.addAll(identity.of(caller));
              signature.ifPresent(s -> lines.addAll(s.of(caller)));
            });
    credential.header().ifPresent(lines::add);
    return lines;
  }

  /** Shows the address only. */
  @Override
  public String toString() {
    return "RestTarget[" + shown() + "]";
  }
}
