package io.gatewaystack.identifiabl;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.identifiabl.Verification.Rejected;
import java.util.Locale;

/** Why a caller is not identified; the constant's name in lower case is the code on the wire. */
enum Reason {
  MISSING_BEARER("unauthorized", "A bearer token is required"),
  DUPLICATE_AUTHORIZATION("More than one Authorization header was sent"),
  MALFORMED_TOKEN("The token is not a well-formed signed token"),
  ENCRYPTED_TOKEN("The token is encrypted; a signed token is required"),
  ALG_NOT_ALLOWED("The token's algorithm is not accepted"),
  TYPE_NOT_ALLOWED("The token is not an access token"),
  UNSUPPORTED_HEADER("The token's header asks for something that is not supported"),
  INVALID_ISSUER("The token was issued by someone who is not trusted here"),
  UNKNOWN_KEY("The token's key is not known"),
  BAD_SIGNATURE("The token's signature is not valid"),
  INVALID_SUBJECT("The token does not name a usable subject"),
  INVALID_AUDIENCE("The token is meant for another audience"),
  MISSING_CLAIM("The token lacks a claim that is required"),
  INVALID_CLAIM("A claim of the token has an unusable value"),
  TOKEN_EXPIRED("The token has expired"),
  TOKEN_NOT_YET_VALID("The token is not valid yet"),
  IDENTITY_CONFLICT("The credentials name different principals");

  @SuppressWarnings("ImmutableEnumChecker") // a record; its list and map cannot be changed
  private final Rejected rejected;

  Reason(String description) {
    this("invalid_token", description);
  }

  Reason(String error, String description) {
    String code = name().toLowerCase(Locale.ROOT);
    rejected = new Rejected(Denial.of(401, error, -32001, description).withCode(code));
  }

  Rejected rejected() {
    return rejected;
  }

  Denial denial() {
    return rejected.denial();
  }
}
