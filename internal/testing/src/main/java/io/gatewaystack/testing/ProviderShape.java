package io.gatewaystack.testing;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * Access tokens as the providers people use write them: header, claims and where the keys are, as
 * documented by each provider.
 */
public enum ProviderShape {
  /** Auth0, an API with RBAC and organizations; the issuer is written with a slash at its end. */
  AUTH0("", "/.well-known/jwks.json") {
    @Override
    public TokenBuilder token(TestIssuer issuer, String audience) {
      return issuer
          .token()
          .issuer(issuer.issuer() + "/")
          .subject("auth0|65a1b2c3d4e5f60718293a4b")
          .audience(audience, issuer.issuer() + "/userinfo")
          .scope("openid", "profile", "tool:read")
          .claim("azp", "client")
          .claim("org_id", "org_acme")
          .claim("permissions", List.of("tool:read", "tool:write"));
    }
  },

  /** Okta, a custom authorization server with a groups claim; no {@code typ} in the header. */
  OKTA("/oauth2/default", "/oauth2/default/v1/keys") {
    @Override
    public TokenBuilder token(TestIssuer issuer, String audience) {
      return issuer
          .token()
          .withoutHeader("typ")
          .subject("ada@example.com")
          .audience(audience)
          .claim("ver", 1)
          .claim("jti", "AT.1")
          .claim("cid", "client")
          .claim("uid", "00u1")
          .claim("scp", List.of("openid", "tool:read"))
          .claim("groups", List.of("Everyone", "staff"));
    }
  },

  /** Microsoft Entra ID, version 2. */
  ENTRA("/9122040d-tenant/v2.0", "/9122040d-tenant/discovery/v2.0/keys") {
    @Override
    public TokenBuilder token(TestIssuer issuer, String audience) {
      return issuer
          .token()
          .subject("AAAAAAAAAAAAAAAAAAAAAIkzqFVrSaSaFHy782bbtaQ")
          .audience(audience)
          .claim("ver", "2.0")
          .claim("oid", "00000000-0000-0000-66f3-3332eca7ea81")
          .claim("tid", "9122040d-tenant")
          .claim("azp", "client")
          .claim("preferred_username", "ada@example.com")
          .claim("name", "Ada Lovelace")
          .claim("scp", "tool.read tool.write")
          .claim("roles", List.of("Tool.Admin"));
    }
  },

  /** Keycloak. */
  KEYCLOAK("/realms/acme", "/realms/acme/protocol/openid-connect/certs") {
    @Override
    public TokenBuilder token(TestIssuer issuer, String audience) {
      return issuer
          .token()
          .subject("f1b0a1f4-6b0c-4f0e-9b0a-3f0e9b0a1f4c")
          .audience(audience, "account")
          .scope("openid", "email", "tool:read")
          .claim("typ", "Bearer")
          .claim("azp", "client")
          .claim("realm_access", Map.of("roles", List.of("offline_access", "staff")))
          .claim("resource_access", Map.of("account", Map.of("roles", List.of("view-profile"))))
          .claim("email", "ada@example.com")
          .claim("name", "Ada Lovelace");
    }
  },

  /** Clerk, a session token of version 1: no {@code aud}, the origin in {@code azp}. */
  CLERK("", "/.well-known/jwks.json") {
    @Override
    public TokenBuilder token(TestIssuer issuer, String audience) {
      return issuer
          .token()
          .subject("user_2a")
          .claim("azp", audience)
          .claim("sid", "sess_2a")
          .claim("org_id", "org_2a")
          .claim("org_role", "org:admin")
          .claim("org_permissions", List.of("org:tools:read"));
    }
  },

  /** Clerk, a session token of version 2: the organization is an object. */
  CLERK_2("", "/.well-known/jwks.json") {
    @Override
    public TokenBuilder token(TestIssuer issuer, String audience) {
      return issuer
          .token()
          .subject("user_2a")
          .claim("azp", audience)
          .claim("sid", "sess_2a")
          .claim("v", 2)
          .claim("o", Map.of("id", "org_2a", "rol", "admin", "slg", "acme"));
    }
  },

  /** Amazon Cognito, a user pool: no {@code aud}, the client in {@code client_id}. */
  COGNITO("/eu-west-1_pool", "/eu-west-1_pool/.well-known/jwks.json") {
    @Override
    public TokenBuilder token(TestIssuer issuer, String audience) {
      return issuer
          .token()
          .withoutHeader("typ")
          .subject("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee")
          .claim("client_id", audience)
          .claim("token_use", "access")
          .claim("version", 2)
          .claim("username", "ada")
          .claim("scope", "openid tools/read")
          .claim("cognito:groups", List.of("staff"));
    }
  };

  private final String issuerPath;
  private final String jwksPath;

  ProviderShape(String issuerPath, String jwksPath) {
    this.issuerPath = issuerPath;
    this.jwksPath = jwksPath;
  }

  /** Starts an issuer whose paths are like the provider's. */
  public TestIssuer start(InstantSource clock) {
    return TestIssuer.startAt(issuerPath, jwksPath, clock);
  }

  /**
   * A valid access token of this shape, to be varied.
   *
   * @param issuer one started by {@link #start}
   * @param audience whom the token is meant for
   */
  public abstract TokenBuilder token(TestIssuer issuer, String audience);
}
