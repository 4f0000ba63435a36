package io.gatewaystack.identifiabl;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Standing;
import io.gatewaystack.identifiabl.Credentials.Shown;
import io.gatewaystack.identifiabl.Verification.Rejected;
import io.gatewaystack.identifiabl.Verification.Verified;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The layer that says who is calling: reads the bearer token of the {@code Authorization} header
 * (RFC 6750 section 2.1) or an API key, from there or from {@code X-API-Key}, and of nowhere else,
 * and adds an {@link Identity} to the context, and a {@link Standing} for what goes on for longer
 * than the request: at most once a minute the same credentials may be judged again.
 *
 * <pre>{@code
 * Layer identity = Identifiabl.builder("https://idp.example", "https://api.example/mcp").build();
 * }</pre>
 *
 * <p>Refuses with 401 {@code unauthorized} when no credential was sent, with 401 {@code
 * invalid_token} or {@code invalid_api_key} when it is not good, all with a challenge, and with 503
 * {@code jwks_unavailable} or {@code api_keys_unavailable} when it cannot be judged. Where several
 * credentials are sent, or an earlier layer has identified the caller, all must be good and agree.
 * Only routes named by {@link IdentifiablBuilder#anonymousRoute} may be called without any; their
 * context then has no identity.
 *
 * <p>Safe for use by several threads.
 */
public final class Identifiabl implements Layer {
  private static final Duration JUDGED_AGAIN_AFTER = Duration.ofMinutes(1);

  private final JwtVerifier verifier;
  private final @Nullable ApiKeyVerifier apiKeys;
  private final Credentials credentials;
  private final List<AnonymousRoute> anonymousRoutes;
  private final List<String> challengeScopes;
  private final Denial missing;
  private final Challenge refused;

  Identifiabl(
      JwtVerifier verifier,
      @Nullable ApiKeyVerifier apiKeys,
      List<AnonymousRoute> anonymousRoutes,
      List<String> challengeScopes) {
    this.verifier = verifier;
    this.apiKeys = apiKeys;
    this.credentials = new Credentials(verifier, apiKeys);
    this.anonymousRoutes = List.copyOf(anonymousRoutes);
    this.challengeScopes = List.copyOf(challengeScopes);
    missing = Reason.MISSING_BEARER.denial().withChallenge(Challenge.missing(challengeScopes));
    refused = Challenge.insufficient(challengeScopes);
  }

  /**
   * Starts with the safe defaults and one issuer; {@link IdentifiablBuilder#trust} adds more.
   *
   * @param issuer the {@code iss} of the tokens to trust; with or without a slash at its end
   * @param audiences the names under which a token may address us (RFC 8707); at least one
   */
  public static IdentifiablBuilder builder(String issuer, String... audiences) {
    return new IdentifiablBuilder(TrustedIssuer.builder(issuer, audiences));
  }

  /** Starts with the safe defaults and nobody who is trusted. */
  public static IdentifiablBuilder builder() {
    return new IdentifiablBuilder(null);
  }

  @Override
  public String name() {
    return "identifiabl";
  }

  @Override
  public Decision before(RequestContext context) {
    Shown shown = credentials.shown(context.request().headers());
    Verification verification = credentials.verify(shown);
    if (verification == null) {
      return mayBeAnonymous(context.request())
          ? Decision.proceed(context)
          : Decision.deny(context, missing);
    }
    return verification instanceof Verified verified
        ? accept(context, verified.identity(), shown)
        : deny(context, ((Rejected) verification).denial());
  }

  /**
   * This layer for a place that has names of its own besides: tokens for those are good there, too,
   * whichever trusted issuer they are from (RFC 8707: a token is for a resource). Keys and what is
   * remembered of tokens are shared.
   *
   * @param audiences not blank
   */
  public Identifiabl alsoFor(String... audiences) {
    return new Identifiabl(
        verifier.alsoFor(List.of(audiences)), apiKeys, anonymousRoutes, challengeScopes);
  }

  /**
   * This layer, sharing everything, for a place whose challenges ask for other scopes.
   *
   * @param scopes at most {@link Challenge#MAX_LENGTH} characters together
   */
  public Identifiabl challenging(String... scopes) {
    return new Identifiabl(verifier, apiKeys, anonymousRoutes, List.of(scopes));
  }

  /** The verifier behind this layer, e.g. for tokens that arrive in other ways. */
  public JwtVerifier verifier() {
    return verifier;
  }

  /** What happened since the start. */
  public IdentifiablMetrics metrics() {
    IdentifiablMetrics tokens = verifier.metrics();
    return apiKeys == null ? tokens : apiKeys.addTo(tokens);
  }

  private boolean mayBeAnonymous(RequestInfo request) {
    return anonymousRoutes.stream().anyMatch(route -> route.covers(request));
  }

  private Decision accept(RequestContext context, Identity identity, Shown shown) {
    Standing standing =
        new Standing(JUDGED_AGAIN_AFTER, () -> credentials.judgeAgain(shown, identity));
    Optional<Identity> earlier = context.find(Identity.class);
    if (earlier.isEmpty()) {
      return Decision.proceed(context.with(identity).merge(standing));
    }
    return earlier.get().samePrincipal(identity)
        ? Decision.proceed(context.merge(standing))
        : deny(context, Reason.IDENTITY_CONFLICT.denial());
  }

  private Decision deny(RequestContext context, Denial denial) {
    if (denial.equals(Reason.MISSING_BEARER.denial())) {
      return Decision.deny(context, missing);
    }
    return Decision.deny(context, denial.status() == 401 ? denial.withChallenge(refused) : denial);
  }
}
