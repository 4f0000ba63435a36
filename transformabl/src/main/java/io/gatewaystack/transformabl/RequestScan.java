package io.gatewaystack.transformabl;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.section.Content;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
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
  private final BodyKind kind;
  private final Tally tally = new Tally();
  private final Watch watch;
  private final Redactor redactor;

  private RequestScan(
      TransformablConfig config,
      RequestContext context,
      BodyKind kind,
      @Nullable PseudonymScope pseudonyms) {
    this.config = config;
    this.context = context;
    this.kind = kind;
    this.watch = config.requests().watch(tally);
    this.redactor =
        new Redactor(config.scanner(), config.requests().rules(), pseudonyms, tally, watch);
  }

  /** What is known of content that was let pass unseen. */
  static Content unscanned() {
    Tally tally = new Tally();
    tally.label(Tally.UNSCANNED);
    return tally.content(false);
  }

  /** Whether a request may pass, and with what body. */
  static Decision decide(
      TransformablConfig config, RequestContext context, @Nullable PseudonymScope pseudonyms) {
    BodyKind kind = BodyKind.of(context, config.multipartPaths());
    return switch (kind) {
      case NONE -> Decision.proceed(context); // most requests: nothing is made for them
      case OPAQUE -> Decision.proceed(context.merge(unscanned()));
      case JSON, TEXT, FORM, MULTIPART ->
          new RequestScan(config, context, kind, pseudonyms).decide();
    };
  }

  private Decision decide() {
    byte[] body = kind == BodyKind.MULTIPART ? context.body().multipart() : context.body().bytes();
    if (body.length == 0) {
      return Decision.proceed(context);
    }
    if (body.length > config.scanCap() && config.requests().enforces()) {
      return Decision.deny(context.merge(tally.content(true)), OVER_CAP);
    }
    PseudonymScope pseudonyms = redactor.pseudonyms();
    if (pseudonyms != null) {
      pseudonyms.avoid(() -> written(body));
    }
    return kind == BodyKind.JSON ? json() : other(body);
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
    Decision decision = judged(scan.truncated(), () -> {});
    if (decision instanceof Decision.Deny) {
      return decision;
    }
    try {
      JsonDocument after = document.splice(scan.edits());
      decision = watch.asks() ? judged(scan.truncated(), () -> watch.judge(after)) : decision;
      RequestContext known = decision.context();
      return decision instanceof Decision.Deny
          ? decision
          : mirrored(scan.edits().isEmpty() ? known : known.withBody(after), document, after);
    } catch (InvalidJson e) { // all else that was spliced in cannot have broken it
      return Decision.deny(decision.context(), NAMES_COLLIDE);
    }
  }

  /** What was found so far, written down, and whether the request may pass with that. */
  private Decision judged(boolean truncated, Runnable classifier) {
    watch.tell();
    Denial unjudged = null;
    try {
      classifier.run();
    } catch (Refused e) {
      unjudged = e.denial();
    }
    Content content = tally.content(truncated);
    RequestContext known = context.merge(content);
    if (!watch.found().isEmpty()) {
      known = known.with(Transformabl.SAFETY, watch.found());
    }
    if (config.requests().blocks(content)) {
      return Decision.deny(known, Transformabl.blocked(content, "request_blocked"));
    }
    return unjudged == null ? Decision.proceed(known) : Decision.deny(known, unjudged);
  }

  private Decision mirrored(RequestContext current, JsonDocument before, JsonDocument after) {
    boolean mcp = context.route().protocol() == Route.Protocol.MCP;
    if (!mcp || !redactor.redacts() || !Mirrors.isIn(context.request().headers())) {
      return Decision.proceed(current);
    }
    Map<String, String> values =
        Mirrors.recomputed(
            context.request().headers(),
            before,
            after,
            (text, name) -> !after.equals(before) || isRedactable(text, name));
    return values == null
        ? Decision.deny(current, MIRRORED)
        : Decision.proceed(current.withMcpParams(values));
  }

  /** Which argument it would be is not known: what is redacted in some place counts. */
  private boolean isRedactable(String text, String name) {
    RedactionRules rules = config.requests().rules();
    return rules != null
        && config.scanner().matches(text, name).stream()
            .anyMatch(match -> rules.mayRedact(match.type()));
  }

  private Decision other(byte[] body) {
    TextParts parts = new TextParts(redactor, config.content());
    byte[] now = edited(body, parts);
    boolean truncated = body.length > config.scanCap();
    if (now == null) {
      tally.label(Tally.UNSCANNED);
    }
    Decision decision = judged(truncated, () -> {});
    if (now == null) {
      boolean refused = config.requests().enforces() && kind != BodyKind.TEXT;
      return refused ? Decision.deny(decision.context(), MALFORMED) : decision;
    }
    if (watch.asks() && decision instanceof Decision.Proceed) {
      decision = judged(truncated, () -> watch.judge(readable(now)));
    }
    return now == body || decision instanceof Decision.Deny
        ? decision
        : Decision.proceed(decision.context().withBody(now));
  }

  /** The body with matches replaced; itself when nothing was, null when it cannot be read. */
  private byte @Nullable [] edited(byte[] body, TextParts parts) {
    int length = Math.min(body.length, config.scanCap()); // nothing is redacted of what is longer
    if (kind == BodyKind.TEXT) {
      BodyText text = type().read(body, length);
      return text == null ? null : edited(body, text, parts);
    }
    byte[] seen = length == body.length ? body : Arrays.copyOf(body, length);
    byte[] now =
        kind == BodyKind.FORM
            ? FormBody.edited(seen, parts)
            : MultipartBody.edited(seen, type().parameters().get("boundary"), parts);
    return now == seen ? body : now;
  }

  private static byte[] edited(byte[] body, BodyText text, TextParts parts) {
    String now = parts.edited(text.content(), "", "");
    return now.equals(text.content()) ? body : text.with(now);
  }

  private ContentType type() {
    return ContentType.of(context.request().headers());
  }

  /** What a classifier is shown of a body. */
  private String readable(byte[] body) {
    return kind == BodyKind.FORM ? FormBody.readable(body) : text(body);
  }

  private String text(byte[] body) {
    BodyText text = kind == BodyKind.TEXT ? type().read(body, body.length) : null;
    return text == null ? new String(body, StandardCharsets.UTF_8) : text.text();
  }

  private Set<String> written(byte[] body) {
    return kind == BodyKind.JSON
        ? WrittenTokens.in(context.body().json())
        : WrittenTokens.in(text(body));
  }
}
