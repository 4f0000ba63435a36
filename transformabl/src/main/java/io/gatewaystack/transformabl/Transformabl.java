package io.gatewaystack.transformabl;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.denial.RpcStyle;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.section.Content;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The content layer: finds personal data in JSON bodies, writes what it found to the section {@link
 * Content} for policy and audit and, when told to, redacts the body or refuses the request.
 *
 * <pre>{@code
 * Layer content = Transformabl.builder().redact(Redaction.placeholder()).build();
 * }</pre>
 *
 * <p>It reads the body of a POST on MCP, tool and model routes, and on any route a body whose
 * {@code Content-Type} is JSON; others pass unread. A body it reads must be one strict JSON
 * document, else the request is refused ({@link Refused}): what two parsers could read differently
 * cannot be judged. Keys and the fields that say what the request is are labelled, never changed.
 *
 * <p>A failure inside refuses the request. Where only annotations are at stake, {@code
 * Layers.failOpen} may wrap this layer. Immutable and safe for use by several threads.
 */
public final class Transformabl implements Layer {
  private static final Content UNSEEN = new Tally().content(true, null);

  private final TransformablConfig config;

  private Transformabl(TransformablConfig config) {
    this.config = config;
  }

  /** A layer that looks for every known type and annotates only. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public String name() {
    return "transformabl";
  }

  @Override
  public Decision before(RequestContext context) {
    if (!reads(context)) {
      return Decision.proceed(context);
    }
    int length = context.body().bytes().length;
    if (length == 0) {
      return Decision.proceed(context);
    }
    if (length > config.scanCap() && config.enforces()) {
      return Decision.deny(context.merge(UNSEEN), Denial.payloadTooLarge().withCode("scan_cap"));
    }
    return judged(context);
  }

  private Decision judged(RequestContext context) {
    JsonDocument document = context.body().json();
    JsonScan scan =
        new JsonScan(
            config, document, pointer -> RoutingFields.contain(context.operation(), pointer));
    Content content = scan.content();
    RequestContext known = context.merge(content);
    Integer threshold = config.blockThreshold();
    if (threshold != null && content.riskScore() >= threshold) {
      return Decision.deny(known, blocked(content));
    }
    if (scan.edits().isEmpty()) {
      return Decision.proceed(known);
    }
    if (isMirrored(context)) {
      return Decision.deny(known, mirrored());
    }
    return Decision.proceed(known.withBody(document.splice(scan.edits())));
  }

  private static boolean reads(RequestContext context) {
    boolean governed = context.route().protocol() != Route.Protocol.HTTP;
    return governed && context.request().method().equals("POST")
        || context.request().headers().all("Content-Type").stream().anyMatch(Transformabl::isJson);
  }

  private static boolean isJson(String contentType) {
    int semicolon = contentType.indexOf(';');
    String type =
        contentType
            .substring(0, semicolon < 0 ? contentType.length() : semicolon)
            .strip()
            .toLowerCase(Locale.ROOT);
    return type.equals("application/json")
        || type.startsWith("application/") && type.endsWith("+json");
  }

  /**
   * Whether arguments travel in headers, too (MCP 2026-07-28, {@code Mcp-Param-*}): the original of
   * what was redacted would pass beside the body.
   */
  private static boolean isMirrored(RequestContext context) {
    return context.route().protocol() == Route.Protocol.MCP
        && context.request().headers().names().stream()
            .anyMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("mcp-param-"));
  }

  private static Denial blocked(Content content) {
    return Denial.of(403, "content_blocked", 40303, "The content of the request is not allowed")
        .withRpc(RpcStyle.ERROR)
        .withMember("labels", List.copyOf(content.labels()));
  }

  private static Denial mirrored() {
    return Denial.of(400, "invalid_request", -32020, "A header repeats an argument to be redacted")
        .withCode("header_mismatch");
  }

  /** Collects settings; not safe for use by several threads. */
  public static final class Builder {
    private TextScanner scanner = TextScanner.ofAllTypes();
    private @Nullable Redaction redaction;
    private @Nullable Integer blockThreshold;
    private int scanCap = TextScanner.DEFAULT_CAP;
    private @Nullable Predicate<String> content;

    private Builder() {}

    /** Replaces matches in the body that later layers and the application see. Default: off. */
    public Builder redact(Redaction value) {
      redaction = Objects.requireNonNull(value, "redaction");
      return this;
    }

    /**
     * Looks for these types only. Default: all.
     *
     * @throws IllegalArgumentException when there is none, or one that no detector finds
     */
    public Builder types(PiiType... values) {
      scanner = TextScanner.of(List.of(values));
      return this;
    }

    /**
     * Refuses requests with 403 {@code content_blocked} from a risk score on. Default: off.
     *
     * @param score 1..100
     */
    public Builder blockThreshold(int score) {
      blockThreshold = score;
      return this;
    }

    /**
     * Looks at the first bytes of a body only. What is larger is marked as truncated, and refused
     * with 413 where requests are redacted or blocked. Default: 524 288.
     *
     * @param bytes at least 1
     */
    public Builder scanCap(int bytes) {
      scanCap = bytes;
      return this;
    }

    /**
     * Looks at some values only, and at the names of the members that hold them. Default: all.
     *
     * @param pointers accepts the RFC 6901 JSON Pointer of a value to look at; called for every
     *     value of every body, by many threads; when it throws, the request is refused
     */
    public Builder content(Predicate<String> pointers) {
      content = Objects.requireNonNull(pointers, "content");
      return this;
    }

    /**
     * The layer.
     *
     * @throws IllegalArgumentException when a setting is out of range
     */
    public Transformabl build() {
      return new Transformabl(
          new TransformablConfig(scanner, redaction, blockThreshold, scanCap, content));
    }
  }
}
