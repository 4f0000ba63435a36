package io.gatewaystack.identifiabl;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.denial.Challenge;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.identifiabl.Verification.Rejected;
import io.gatewaystack.identifiabl.Verification.Verified;
import java.util.List;
import java.util.Optional;

/**
 * The layer that says who is calling: reads the bearer token of the {@code Authorization} header
 * (RFC 6750 section 2.1), and of nowhere else, and adds an {@link Identity} to the context.
 *
 * <pre>{@code
 * Layer identity = Identifiabl.builder("https://idp.example", "https://api.example/mcp").build();
 * }</pre>
 *
 * <p>Refuses with 401 {@code unauthorized} when no token was sent, 401 {@code invalid_token} when
 * the token is not good, both with a challenge, and with 503 {@code jwks_unavailable} when no key
 * is at hand to judge it. Where an earlier layer has identified the caller, both must agree.
 *
 * <p>Safe for use by several threads.
 */
public final class Identifiabl implements Layer {
  private static final String AUTHORIZATION = "Authorization";
  private static final String SCHEME = "Bearer";

  private final JwtVerifier verifier;
  private final Challenge missing;
  private final Challenge refused;

  Identifiabl(JwtVerifier verifier, List<String> challengeScopes) {
    this.verifier = verifier;
    missing = Challenge.missing(challengeScopes);
    refused = Challenge.insufficient(challengeScopes);
  }

  /**
   * Starts with the safe defaults.
   *
   * @param issuer the {@code iss} of the tokens to trust; with or without a slash at its end
   * @param audiences the names under which a token may address us (RFC 8707); at least one
   */
  public static IdentifiablBuilder builder(String issuer, String... audiences) {
    return new IdentifiablBuilder(issuer, audiences);
  }

  @Override
  public String name() {
    return "identifiabl";
  }

  @Override
  public Decision before(RequestContext context) {
    List<String> values = context.request().headers().all(AUTHORIZATION);
    if (values.size() > 1) {
      return deny(context, Reason.DUPLICATE_AUTHORIZATION.denial());
    }
    String value = values.isEmpty() ? "" : values.get(0);
    int start = tokenStart(value);
    if (start < 0) {
      return Decision.deny(context, Reason.MISSING_BEARER.denial().withChallenge(missing));
    }
    Verification verification = verifier.verify(value, start);
    return verification instanceof Verified verified
        ? accept(context, verified.identity())
        : deny(context, ((Rejected) verification).denial());
  }

  /** The verifier behind this layer, e.g. for tokens that arrive in other ways. */
  public JwtVerifier verifier() {
    return verifier;
  }

  /** What happened since the start. */
  public IdentifiablMetrics metrics() {
    return verifier.metrics();
  }

  private Decision accept(RequestContext context, Identity identity) {
    Optional<Identity> earlier = context.find(Identity.class);
    if (earlier.isEmpty()) {
      return Decision.proceed(context.with(identity));
    }
    return earlier.get().samePrincipal(identity)
        ? Decision.proceed(context)
        : deny(context, Reason.IDENTITY_CONFLICT.denial());
  }

  private Decision deny(RequestContext context, Denial denial) {
    return Decision.deny(context, denial.status() == 401 ? denial.withChallenge(refused) : denial);
  }

  /** Where the token starts behind {@code Bearer} and spaces; -1 when there is none. */
  private static int tokenStart(String value) {
    int start = SCHEME.length();
    if (!value.regionMatches(true, 0, SCHEME, 0, start)) {
      return -1;
    }
    while (start < value.length() && value.charAt(start) == ' ') {
      start++;
    }
    return start < value.length() && start > SCHEME.length() ? start : -1;
  }
}
