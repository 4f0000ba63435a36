package io.gatewaystack.identifiabl;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.identifiabl.Verification.Rejected;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a caller is not identified. */
enum Reason {
  MISSING_BEARER("unauthorized", "missing_bearer", "A bearer token is required"),
  DUPLICATE_AUTHORIZATION("More than one Authorization header was sent"),
  MALFORMED_TOKEN("The token is not a well-formed signed token"),
  OPAQUE_TOKEN(
      "invalid_token",
      "malformed_token",
      "The token is opaque: it does not have the three parts of a signed token"),
  ENCRYPTED_TOKEN("The token is encrypted; a signed token is required"),
  ALG_NOT_ALLOWED("The token's algorithm is not accepted"),
  TYPE_NOT_ALLOWED("The token is not an access token"),
  UNSUPPORTED_HEADER("The token's header asks for something that is not supported"),
  INVALID_ISSUER("The token was issued by someone who is not trusted here"),
  UNKNOWN_KEY("The token's key is not known"),
  BAD_SIGNATURE("The token's signature is not valid"),
  INVALID_SUBJECT("The token does not name a usable subject"),
  INVALID_ACTOR("The token's chain of actors is not usable"),
  INVALID_AUDIENCE("The token is meant for another audience"),
  MISSING_CLAIM("The token lacks a claim that is required"),
  INVALID_CLAIM("A claim of the token has an unusable value"),
  TOKEN_EXPIRED("The token has expired"),
  TOKEN_NOT_YET_VALID("The token is not valid yet"),
  DUPLICATE_API_KEY(
      "invalid_api_key", "duplicate_api_key", "More than one X-API-Key header was sent"),
  /** Malformed, unknown, expired or revoked: which of them is nobody's business. */
  INVALID_API_KEY("invalid_api_key", null, "The API key is not valid"),
  IDENTITY_CONFLICT("The credentials name different principals");

  @SuppressWarnings("ImmutableEnumChecker") // a record; its list and map cannot be changed
  private final Rejected rejected;

  /** A token is refused; the code on the wire is the constant's name in lower case. */
  Reason(String description) {
    rejected = rejected("invalid_token", name().toLowerCase(Locale.ROOT), description);
  }

  Reason(String error, @Nullable String code, String description) {
    rejected = rejected(error, code, description);
  }

  private static Rejected rejected(String error, @Nullable String code, String description) {
    Denial denial = Denial.of(401, error, -32001, description);
    return new Rejected(code == null ? denial : denial.withCode(code));
  }

  Rejected rejected() {
    return rejected;
  }

  Denial denial() {
    return rejected.denial();
  }
}
