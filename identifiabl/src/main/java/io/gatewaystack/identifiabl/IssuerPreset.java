package io.gatewaystack.identifiabl;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a kind of issuer writes its access tokens, as plain data.
 *
 * @param source what identities say about where they come from, e.g. {@code okta}
 * @param claimNames which claims say what
 * @param audienceClaim the claim that names whom a token is meant for; where it is not {@code aud},
 *     an {@code aud} that is there must name us too (RFC 7519 section 4.1.3)
 * @param requiredValues claims that tell an access token from the issuer's other tokens, with the
 *     value each must have
 * @param refusedValues claims whose token is refused when they have this value
 * @param keysPath where the keys are, relative to the issuer followed by a slash
 */
public record IssuerPreset(
    String source,
    ClaimNames claimNames,
    String audienceClaim,
    Map<String, String> requiredValues,
    Map<String, String> refusedValues,
    String keysPath) {
  private static final String AUDIENCE = "aud";
  private static final String WELL_KNOWN_KEYS = ".well-known/jwks.json";

  /** What RFC 9068 says, with the claim names most issuers use. */
  public static final IssuerPreset STANDARD =
      new IssuerPreset("custom", ClaimNames.DEFAULT, AUDIENCE, Map.of(), WELL_KNOWN_KEYS);

  /** Auth0: an API of one's own, with or without RBAC permissions and organizations. */
  public static final IssuerPreset AUTH0 =
      new IssuerPreset(
          "auth0",
          ClaimNames.DEFAULT.withScopes("scope", "permissions").withTenant("org_id"),
          AUDIENCE,
          Map.of(),
          WELL_KNOWN_KEYS);

  /** Okta: a custom authorization server; groups are roles. */
  public static final IssuerPreset OKTA =
      new IssuerPreset(
          "okta",
          ClaimNames.DEFAULT.withScopes("scp").withRoles("groups", "roles"),
          AUDIENCE,
          Map.of(),
          "v1/keys");

  /** Microsoft Entra ID, tokens of version 2; the directory is the tenant. */
  public static final IssuerPreset ENTRA =
      new IssuerPreset(
          "entra",
          ClaimNames.DEFAULT.withScopes("scp").withTenant("tid"),
          AUDIENCE,
          Map.of("ver", "2.0"),
          "../discovery/v2.0/keys");

  /** Keycloak: roles of the realm; ID, refresh and logout tokens name another {@code typ}. */
  public static final IssuerPreset KEYCLOAK =
      new IssuerPreset(
          "keycloak",
          ClaimNames.DEFAULT.withScopes("scope").withRoles("/realm_access/roles"),
          AUDIENCE,
          Map.of("typ", "Bearer"),
          "protocol/openid-connect/certs");

  /**
   * Clerk: session tokens of both versions; the audience is the origin in {@code azp}. A session
   * that is pending, because something is left to do before the user counts as signed in, is
   * refused.
   */
  public static final IssuerPreset CLERK =
      new IssuerPreset(
          "clerk",
          ClaimNames.DEFAULT
              .withScopes("scope", "org_permissions")
              .withRoles("org_role", "/o/rol")
              .withTenant("org_id", "/o/id"),
          "azp",
          Map.of(),
          Map.of("sts", "pending"),
          WELL_KNOWN_KEYS);

  /** Amazon Cognito: access tokens of a user pool; groups are roles, the audience is the client. */
  public static final IssuerPreset COGNITO =
      new IssuerPreset(
          "cognito",
          ClaimNames.DEFAULT.withScopes("scope").withRoles("cognito:groups"),
          "client_id",
          Map.of("token_use", "access"),
          WELL_KNOWN_KEYS);

  private static final List<IssuerPreset> ALL =
      List.of(STANDARD, AUTH0, OKTA, ENTRA, KEYCLOAK, CLERK, COGNITO);

  /** A preset that refuses no value. */
  public IssuerPreset(
      String source,
      ClaimNames claimNames,
      String audienceClaim,
      Map<String, String> requiredValues,
      String keysPath) {
    this(source, claimNames, audienceClaim, requiredValues, Map.of(), keysPath);
  }

  /** Copies the maps; refuses blank names. */
  public IssuerPreset {
    Expect.notBlank("source", source);
    Expect.notBlank("audienceClaim", audienceClaim);
    Expect.notBlank("keysPath", keysPath);
    requiredValues = values("requiredValues", requiredValues);
    refusedValues = values("refusedValues", refusedValues);
  }

  private static Map<String, String> values(String setting, Map<String, String> values) {
    values.forEach(
        (claim, value) -> {
          Expect.notBlank(setting, claim);
          Expect.notBlank(setting + "." + claim, value);
        });
    return Map.copyOf(values);
  }

  /** The presets there are, in no order that matters. */
  public static List<IssuerPreset> all() {
    return ALL;
  }

  /**
   * The preset of a source: {@code auth0}, {@code okta}, {@code entra}, {@code keycloak}, {@code
   * clerk}, {@code cognito} or, for {@link #STANDARD}, {@code custom}; in any case.
   */
  public static Optional<IssuerPreset> named(String source) {
    String wanted = source.toLowerCase(Locale.ROOT);
    return ALL.stream().filter(preset -> preset.source.equals(wanted)).findFirst();
  }

  /** This preset with other claim names. */
  public IssuerPreset withClaimNames(ClaimNames names) {
    return new IssuerPreset(source, names, audienceClaim, requiredValues, refusedValues, keysPath);
  }

  /** This preset with the audience in another claim. */
  public IssuerPreset withAudienceClaim(String claim) {
    return new IssuerPreset(source, claimNames, claim, requiredValues, refusedValues, keysPath);
  }

  /** This preset under another source. */
  public IssuerPreset withSource(String newSource) {
    return new IssuerPreset(
        newSource, claimNames, audienceClaim, requiredValues, refusedValues, keysPath);
  }
}
