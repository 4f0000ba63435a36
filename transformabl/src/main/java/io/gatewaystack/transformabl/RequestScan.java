package io.gatewaystack.transformabl;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.section.Content;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One look at one request. Not safe for use by several threads. */
final class RequestScan {
  private static final Denial OVER_CAP = Denial.payloadTooLarge().withCode("scan_cap");
  private static final Denial MALFORMED =
      Denial.invalidRequest("invalid_form", "The form in the body is malformed");
  private static final Denial NAMES_COLLIDE =
      Denial.invalidRequest("names_collide", "Two members would have the same name when redacted");
  private static final Denial MIRRORED =
      Denial.of(400, "invalid_request", -32020, "A header repeats an argument to be redacted")
          .withCode("header_mismatch");

  private final TransformablConfig config;
  private final RequestContext context;
  private final Tally tally = new Tally();
  private final Redactor redactor;

  RequestScan(
      TransformablConfig config, RequestContext context, @Nullable PseudonymScope pseudonyms) {
    this.config = config;
    this.context = context;
    this.redactor = new Redactor(config.scanner(), config.requests().rules(), pseudonyms, tally);
    if (pseudonyms != null) {
      pseudonyms.avoid(() -> Restorer.tokensIn(context.body().multipart()));
    }
  }

  /** What is known of content that was let pass unseen. */
  static Content unscanned() {
    Tally tally = new Tally();
    tally.label(Tally.UNSCANNED);
    return tally.content(false);
  }

  Decision decide() {
    BodyKind kind = BodyKind.of(context, config.multipartPaths());
    byte[] body =
        switch (kind) {
          case NONE, OPAQUE -> new byte[0];
          case MULTIPART -> context.body().multipart();
          case JSON, TEXT, FORM -> context.body().bytes();
        };
    if (kind == BodyKind.OPAQUE) {
      return Decision.proceed(context.merge(unscanned()));
    }
    if (body.length == 0) {
      return Decision.proceed(context);
    }
    if (body.length > config.scanCap() && config.requests().enforces()) {
      return Decision.deny(context.merge(tally.content(true)), OVER_CAP);
    }
    return kind == BodyKind.JSON ? json() : other(kind, body);
  }

  private Decision json() {
    JsonDocument document = context.body().json();
    JsonScan.Place place =
        new JsonScan.Place(
            "",
            config.content(),
            pointer -> RoutingFields.contain(context.operation(), pointer),
            config.scanCap(),
            0);
    JsonScan scan = new JsonScan(redactor, document, place);
    Content content = tally.content(scan.truncated());
    RequestContext known = context.merge(content);
    if (config.requests().blocks(content.riskScore())) {
      return Decision.deny(known, Transformabl.blocked(content, "request_blocked"));
    }
    try {
      JsonDocument after = document.splice(scan.edits());
      RequestContext current = scan.edits().isEmpty() ? known : known.withBody(after);
      return mirrored(current, document, after);
    } catch (InvalidJson e) { // all else that was spliced in cannot have broken it
      return Decision.deny(known, NAMES_COLLIDE);
    }
  }

  private Decision mirrored(RequestContext current, JsonDocument before, JsonDocument after) {
    boolean mcp = context.route().protocol() == Route.Protocol.MCP;
    if (!mcp || !redactor.redacts() || !Mirrors.isIn(context.request().headers())) {
      return Decision.proceed(current);
    }
    Map<String, String> values =
        Mirrors.recomputed(context.request().headers(), before, after, this::isRedactable);
    return values == null
        ? Decision.deny(current, MIRRORED)
        : Decision.proceed(current.withMcpParams(values));
  }

  private boolean isRedactable(String text) {
    return !redactor.spans(config.scanner().matches(text, ""), Mirrors.ARGUMENTS).isEmpty();
  }

  private Decision other(BodyKind kind, byte[] body) {
    TextParts parts = new TextParts(redactor, config.content());
    byte[] now = edited(kind, body, parts);
    if (now == null) {
      if (config.requests().enforces() && kind != BodyKind.TEXT) {
        return Decision.deny(context.merge(unscanned()), MALFORMED);
      }
      return Decision.proceed(context.merge(unscanned()));
    }
    Content content = tally.content(body.length > config.scanCap());
    RequestContext known = context.merge(content);
    if (config.requests().blocks(content.riskScore())) {
      return Decision.deny(known, Transformabl.blocked(content, "request_blocked"));
    }
    return Decision.proceed(now == body ? known : known.withBody(now));
  }

  /** The body with matches replaced; itself when nothing was, null when it cannot be read. */
  private byte @Nullable [] edited(BodyKind kind, byte[] body, TextParts parts) {
    byte[] seen = body;
    if (body.length > config.scanCap()) { // nothing is redacted then
      seen = Arrays.copyOf(body, config.scanCap());
    }
    ContentType type = ContentType.of(context.request().headers());
    byte[] now =
        switch (kind) {
          case FORM -> FormBody.edited(seen, parts);
          case MULTIPART -> MultipartBody.edited(seen, type.parameters().get("boundary"), parts);
          case NONE, JSON, TEXT, OPAQUE -> text(seen, type, parts);
        };
    return now == seen ? body : now;
  }

  private static byte @Nullable [] text(byte[] body, ContentType type, TextParts parts) {
    Charset charset = type.charsetOf(body);
    if (charset == null) {
      return null;
    }
    String text = new String(body, charset);
    String now = parts.edited(text, "", "");
    return now.equals(text) ? body : now.getBytes(charset);
  }
}
