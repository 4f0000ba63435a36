package io.gatewaystack.transformabl;

import io.gatewaystack.context.ContextKey;
import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.denial.RpcStyle;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Warnings;
import io.gatewaystack.transformabl.safety.SafetyLabels;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The content layer: finds personal data, secrets and unsafe text in requests and, when told to, in
 * answers, writes what it found to the section {@link Content} for policy and audit, and redacts or
 * refuses what the settings say.
 *
 * <pre>{@code
 * Layer content =
 *     Transformabl.builder()
 *         .redact(Redaction.pseudonym())
 *         .redactResponses(Redaction.placeholder())
 *         .build();
 * }</pre>
 *
 * <p><b>Requests.</b> The body of a POST on MCP, tool and model routes, and any JSON body, must be
 * one strict JSON document, else the request is refused: what two parsers could read differently
 * cannot be judged. Text and forms are looked at as well, multipart forms where {@link
 * TransformablBuilder#multipart} allows; any other body passes and gets the label {@code
 * unscanned}. The fields that say what a request is are labelled, never changed. Header fields that
 * repeat a redacted argument are changed with it, or the call is refused.
 *
 * <p><b>Answers.</b> JSON bodies and server-sent events are looked at, the text of a model's stream
 * as the one text its events make up. First matches are redacted, then the pseudonyms of the
 * request become their values again.
 *
 * <p><b>Failures.</b> A failure inside refuses the request, or ends the answer, where something is
 * redacted, blocked or restored. Where content is labelled only, it passes with the label {@code
 * unscanned} and the warning {@code fail_open:transformabl}.
 *
 * <p>Immutable and safe for use by several threads.
 */
public final class Transformabl implements Layer {
  /**
   * What was found unsafe in a request, with its certainty and reasons; absent when nothing was.
   * The names of the labels are in {@link Content}, too.
   */
  public static final ContextKey<SafetyLabels> SAFETY = ContextKey.named("transformabl.safety");

  static final String NAME = "transformabl";

  private static final Logger LOG = LoggerFactory.getLogger(Transformabl.class);
  private static final Warnings FAILED_OPEN = Warnings.of("fail_open:" + NAME);

  private final TransformablConfig config;
  private final Map<String, TransformablConfig> tenants;

  Transformabl(TransformablConfig config, Map<String, TransformablConfig> tenants) {
    this.config = config;
    this.tenants = Map.copyOf(tenants);
  }

  /** A layer that looks for every known type in requests and annotates only. */
  public static TransformablBuilder builder() {
    return new TransformablBuilder();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Decision before(RequestContext context) {
    TransformablConfig settings = settings(context);
    Pseudonyms pseudonyms = settings.pseudonyms();
    PseudonymScope scope = pseudonyms == null ? null : pseudonyms.of(context);
    Decision decision = request(settings, context, scope);
    return decision instanceof Decision.Proceed proceed
        ? answered(settings, proceed, scope)
        : decision;
  }

  private TransformablConfig settings(RequestContext context) {
    if (tenants.isEmpty()) {
      return config;
    }
    String tenant = context.find(Identity.class).map(Identity::tenantId).orElse(null);
    return tenant == null ? config : tenants.getOrDefault(tenant, config);
  }

  private static Decision request(
      TransformablConfig settings, RequestContext context, @Nullable PseudonymScope scope) {
    try {
      return RequestScan.decide(settings, context, scope);
    } catch (Refused e) {
      throw e;
    } catch (RuntimeException | Error e) {
      RuntimeException told = Failure.withoutMessage(e);
      if (settings.requests().enforces()) {
        throw told;
      }
      LOG.warn("{}: a request could not be looked at", context.request().id(), told);
      return Decision.proceed(context.merge(RequestScan.unscanned()).merge(FAILED_OPEN));
    } finally {
      if (scope != null) {
        scope.forget();
      }
    }
  }

  private static Decision answered(
      TransformablConfig settings, Decision.Proceed proceed, @Nullable PseudonymScope scope) {
    RequestContext context = proceed.context();
    boolean mcp = context.route().protocol() == Route.Protocol.MCP;
    boolean restores = scope != null && (!scope.isEmpty() || mcp && scope.isShared());
    if (!settings.responses().looks() && !restores) {
      return proceed;
    }
    AnswerText text =
        new AnswerText(
            settings.scanner(), settings.responses(), restores ? scope : null, context.route());
    return proceed.editing(new AnswerEditor(text, mcp, context.request().id()));
  }

  /** The refusal of content that scores too high; {@code code} says of which. */
  static Denial blocked(Content content, String code) {
    return Denial.of(403, "content_blocked", 40303, "The content is not allowed")
        .withCode(code)
        .withRpc(RpcStyle.ERROR)
        .withMember("labels", List.copyOf(content.labels()));
  }
}
