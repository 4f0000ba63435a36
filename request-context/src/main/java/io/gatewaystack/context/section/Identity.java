package io.gatewaystack.context.section;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is calling, as verified. The pair of issuer and subject names the principal; every text is
 * kept exactly as the credential had it.
 *
 * @param subject the principal at its issuer; never blank, no control characters
 * @param issuer who vouches for the subject, without trailing slashes
 * @param tenantId the organisation the caller acts for
 * @param email for people; not verified by us
 * @param name for people
 * @param roles roles granted
 * @param scopes scopes granted, permissions included
 * @param plan the commercial plan, e.g. {@code pro}
 * @param source where the identity comes from, e.g. {@code auth0}, {@code demo}, {@code api_key}
 * @param actorChain who acts on behalf of the subject, nearest first (RFC 8693 {@code act})
 * @param claims the verified claims; never logged
 * @param validUntil when the credential is refused from, whatever clocks may differ by included;
 *     null when it has no end. What goes on for longer than a request, as streams do, ends by then
 */
public record Identity(
    String subject,
    String issuer,
    @Nullable String tenantId,
    @Nullable String email,
    @Nullable String name,
    Set<String> roles,
    Set<String> scopes,
    @Nullable String plan,
    String source,
    List<Actor> actorChain,
    Map<String, Object> claims,
    @Nullable Instant validUntil)
    implements Section {

  /**
   * A party that acts for the subject.
   *
   * @param subject the actor at its issuer
   * @param issuer the actor's issuer, when it is named
   */
  public record Actor(String subject, @Nullable String issuer) {

    /** Names no person. */
    @Override
    public String toString() {
      return "Actor";
    }
  }

  /** Copies the collections, keeping their order; refuses a subject no header or log may hold. */
  public Identity {
    if (subject.isBlank() || subject.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("subject: (expected: not blank, no control characters)");
    }
    Objects.requireNonNull(issuer, "issuer");
    Objects.requireNonNull(source, "source");
    roles = Collections.unmodifiableSet(new LinkedHashSet<>(roles));
    scopes = Collections.unmodifiableSet(new LinkedHashSet<>(scopes));
    actorChain = List.copyOf(actorChain);
    claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
  }

  /** Starts an identity with no grants, of source {@code custom}. */
  public static Builder builder(String subject, String issuer) {
    return new Builder(subject, issuer);
  }

  /** Whether both name the same principal at the same issuer. */
  public boolean samePrincipal(Identity other) {
    return subject.equals(other.subject) && issuer.equals(other.issuer);
  }

  /** Names no person: only where the identity comes from. */
  @Override
  public String toString() {
    return "Identity[source=" + source + "]";
  }

  /** Collects an identity; not safe for use by several threads. */
  public static final class Builder {
    private final String subject;
    private final String issuer;
    private @Nullable String tenantId;
    private @Nullable String email;
    private @Nullable String name;
    private Collection<String> roles = Set.of();
    private Collection<String> scopes = Set.of();
    private @Nullable String plan;
    private String source = "custom";
    private List<Actor> actorChain = List.of();
    private Map<String, Object> claims = Map.of();
    private @Nullable Instant validUntil;

    private Builder(String subject, String issuer) {
      this.subject = Objects.requireNonNull(subject, "subject");
      this.issuer = Objects.requireNonNull(issuer, "issuer");
    }

    /** Sets the organisation the caller acts for. */
    public Builder tenantId(@Nullable String value) {
      tenantId = value;
      return this;
    }

    /** Sets the e-mail address. */
    public Builder email(@Nullable String value) {
      email = value;
      return this;
    }

    /** Sets the name for people. */
    public Builder name(@Nullable String value) {
      name = value;
      return this;
    }

    /** Sets the roles. */
    public Builder roles(Collection<String> values) {
      roles = values;
      return this;
    }

    /** Sets the scopes. */
    public Builder scopes(Collection<String> values) {
      scopes = values;
      return this;
    }

    /** Sets the commercial plan. */
    public Builder plan(@Nullable String value) {
      plan = value;
      return this;
    }

    /** Sets where the identity comes from. */
    public Builder source(String value) {
      source = value;
      return this;
    }

    /** Sets who acts on behalf of the subject, nearest first. */
    public Builder actorChain(List<Actor> values) {
      actorChain = values;
      return this;
    }

    /** Sets the verified claims. */
    public Builder claims(Map<String, Object> values) {
      claims = values;
      return this;
    }

    /** Sets when the credential is refused from. */
    public Builder validUntil(@Nullable Instant value) {
      validUntil = value;
      return this;
    }

    /** The identity collected so far. */
    public Identity build() {
      return new Identity(
          subject,
          issuer,
          tenantId,
          email,
          name,
          new LinkedHashSet<>(roles),
          new LinkedHashSet<>(scopes),
          plan,
          source,
          actorChain,
          claims,
          validUntil);
    }
  }
}
