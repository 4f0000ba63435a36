package io.gatewaystack.explicabl;

import io.gatewaystack.context.Operation;
import io.gatewaystack.context.section.Authorization;
import io.gatewaystack.context.section.Content;
import io.gatewaystack.context.section.Limits.Quota;
import io.gatewaystack.context.section.Limits.Verdict;
import io.gatewaystack.context.section.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is recorded about one request. Immutable, and safe to store: it holds no token, claim, body,
 * query string, e-mail address or card number (see {@link Explicabl} for what replaces them).
 *
 * @param id names this event; 128 random bits as 32 hexadecimal digits, unlike the request id never
 *     the caller's word
 * @param at when the request ended
 * @param serviceName which service recorded it
 * @param environment which deployment, e.g. {@code prod}
 * @param requestId the request's correlation id
 * @param traceId W3C trace id, if the request has one
 * @param http the request as HTTP saw it
 * @param caller who called; null when nobody was identified
 * @param operation what the request wanted to do; null when that was never read
 * @param ending who decided what
 * @param context what the layers found out
 */
public record AuditEvent(
    String id,
    Instant at,
    String serviceName,
    String environment,
    String requestId,
    @Nullable String traceId,
    Http http,
    @Nullable Caller caller,
    @Nullable Action operation,
    Ending ending,
    Evidence context) {

  /** The value of the field {@code kind} of every event. */
  public static final String KIND = "gateway.request";

  /** How a request can end. */
  public enum Decision {
    /** Every layer let it pass and the application answered, with whatever status. */
    ALLOW,
    /** A layer, or the handler, refused the caller. */
    DENY,
    /** It failed: the application threw, an upstream was down, a layer failed closed. */
    ERROR,
    /** The application did not answer in time. */
    TIMEOUT,
    /** The client went away before the answer was complete. */
    ABORT
  }

  /**
   * The request as HTTP saw it.
   *
   * @param method the method as sent
   * @param path the whole original path, undecoded, without query
   * @param status the status answered with; 0 when none is known
   * @param latency from arrival to the end of the answer
   * @param client the caller's network, {@code 192.0.2.0/24} or {@code 2001:db8:1::/48}, or the
   *     whole address where that was asked for; null when unknown
   */
  public record Http(
      String method, String path, int status, Duration latency, @Nullable String client) {}

  /**
   * Who called.
   *
   * @param subject the principal at its issuer, or its pseudonym when it is itself personal data
   * @param issuer who vouches for the subject
   * @param tenant the organisation it acts for
   * @param source where the identity comes from
   * @param actors who acts on behalf of the subject, nearest first
   */
  public record Caller(
      String subject, String issuer, @Nullable String tenant, String source, List<String> actors) {}

  /**
   * What the request wanted to do.
   *
   * @param kind the kind of operation, in JSON in lower case
   * @param method JSON-RPC or HTTP method
   * @param target tool, prompt or resource; the path elsewhere; null when none is named
   * @param model the model asked for
   */
  public record Action(
      Operation.Kind kind, String method, @Nullable String target, @Nullable String model) {}

  /**
   * Who decided what.
   *
   * @param layer the layer that refused or failed, {@code application} when it was the application
   *     that ended the request, {@code client} when the client did, {@code edge} when it was
   *     refused before any layer
   * @param decision how it ended
   * @param code the finest stable reason
   */
  public record Ending(String layer, Decision decision, String code) {}

  /**
   * What the layers found out; each part is null when its layer wrote nothing.
   *
   * @param authorization scopes required and granted, the rule that decided, what policies said
   * @param judgedBy what policies judged by; null when none was asked
   * @param limits what the limiters decided
   * @param content what was found in the content
   * @param routing where the request went
   * @param usage what it consumed
   * @param warnings what went wrong without stopping it
   */
  public record Evidence(
      @Nullable Authorization authorization,
      @Nullable JudgedBy judgedBy,
      @Nullable LimitState limits,
      @Nullable Content content,
      @Nullable Route routing,
      @Nullable Usage usage,
      Set<String> warnings) {}

  /**
   * What policies judged by, as far as the rest of the event does not tell it: enough to ask
   * another policy the same. A policy's owner names the arguments that may stand here.
   *
   * @param scopes of the caller
   * @param roles of the caller
   * @param plan of the caller
   * @param contentDiffers whether the content was known otherwise then than at the end
   * @param content what was known of the content then, if that differs
   * @param arguments by the field's name; null where the argument was absent
   * @param withheld what this event does not tell as the policies saw it, by the names of its own
   *     fields
   */
  public record JudgedBy(
      List<String> scopes,
      List<String> roles,
      @Nullable String plan,
      boolean contentDiffers,
      @Nullable Content content,
      Map<String, JsonNode> arguments,
      Set<String> withheld) {}

  /**
   * What the limiters decided.
   *
   * @param verdict the worst decision
   * @param tightest the quota with the least left
   */
  public record LimitState(Verdict verdict, @Nullable Quota tightest) {}

  /**
   * Where the request went.
   *
   * @param provider the upstream's configured name
   * @param endpoint the URL called, without query and user information
   * @param model the model asked for
   * @param tool the tool called
   */
  public record Route(
      String provider, String endpoint, @Nullable String model, @Nullable String tool) {}

  /**
   * This event as one JSON object on one line, in ASCII: every other character, and every control
   * character, is escaped, so no value can end the line or reach a terminal as a command.
   */
  public byte[] json() {
    return AuditJson.render(this);
  }

  /** Names the event only. */
  @Override
  public String toString() {
    return "AuditEvent[" + id + "]";
  }
}
