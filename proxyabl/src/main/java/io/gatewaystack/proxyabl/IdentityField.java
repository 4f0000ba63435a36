package io.gatewaystack.proxyabl;

import io.gatewaystack.context.section.Identity;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an upstream can be told about the caller, always taken from the verified identity. */
public enum IdentityField {
  /** The subject. */
  SUBJECT,
  /** The organisation the caller acts for. */
  TENANT,
  /** The scopes granted, separated by spaces. */
  SCOPES,
  /** The roles granted, separated by spaces. */
  ROLES,
  /** The e-mail address; nobody has verified that it is the caller's. */
  EMAIL;

  /** This field of an identity; empty when the identity does not have it. */
  Collection<String> of(Identity identity) {
    return switch (this) {
      case SUBJECT -> List.of(identity.subject());
      case TENANT -> optional(identity.tenantId());
      case SCOPES -> identity.scopes();
      case ROLES -> identity.roles();
      case EMAIL -> optional(identity.email());
    };
  }

  private static Collection<String> optional(@Nullable String value) {
    return value == null ? List.of() : List.of(value);
  }
}
