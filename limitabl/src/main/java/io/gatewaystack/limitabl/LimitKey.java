package io.gatewaystack.limitabl;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.net.ClientAddress;
import io.gatewaystack.context.section.Identity;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose requests are counted together. The text is the tenant, then the first of user,
 * organisation, address and {@code anonymous} that is known, joined by a bar: {@code
 * t:acme|u:alice|i:https://idp.example}. A user is named together with the issuer, because two
 * issuers may use the same subject. In values, {@code |} becomes {@code %7C} and {@code %} becomes
 * {@code %25}: different callers never share a key.
 */
public final class LimitKey {
  /** Longer keys are kept as their SHA-256, so that memory per key is bounded. */
  private static final int MAX_LENGTH = 512;

  /** Of names this short together the text is made when asked for: it cannot be too long. */
  private static final int SHORT = MAX_LENGTH / 4;

  private final Caller caller;
  private final @Nullable String tenantId;
  private final int hash;
  private @Nullable String value; // made twice at worst, as the next: equal and immutable
  private @Nullable String shared;

  private LimitKey(@Nullable String tenantId, Caller caller) {
    this.caller = caller;
    this.tenantId = tenantId;
    hash = 31 * caller.hashCode() + Objects.hashCode(tenantId);
  }

  /** The verified caller of a request, else the network it came from. */
  public static LimitKey of(RequestContext context) {
    Identity identity = context.find(Identity.class).orElse(null);
    return identity == null
        ? ofAddress(context)
        : of(identity.tenantId(), new User(identity.issuer(), identity.subject()));
  }

  /** The network a request came from, whoever sent it. */
  public static LimitKey ofAddress(RequestContext context) {
    return new LimitKey(null, Network.of(context.request().client()));
  }

  /** Keeps long names as what is written of them, so that memory per key is bounded. */
  private static LimitKey of(@Nullable String tenant, Caller caller) {
    if (caller.length() + (tenant == null ? 0 : tenant.length()) <= SHORT) {
      return new LimitKey(tenant, caller);
    }
    String shared = tenant == null ? null : shared(tenant);
    String value = text(tenant, caller);
    LimitKey key = new LimitKey(shared, new Written(value));
    key.value = value;
    key.shared = shared;
    return key;
  }

  /** Starts a key of which nothing is known: anonymous. */
  public static Builder builder() {
    return new Builder();
  }

  /** The key, at most 512 characters; may name a person. */
  public String value() {
    String known = value;
    if (known == null) {
      known = text(tenantId, caller);
      value = known;
    }
    return known;
  }

  /** The key all callers of the tenant share, e.g. {@code t:acme}; whatever their issuers. */
  public Optional<String> tenant() {
    if (tenantId == null) {
      return Optional.empty();
    }
    String known = shared;
    if (known == null) {
      known = shared(tenantId);
      shared = known;
    }
    return Optional.of(known);
  }

  private static String text(@Nullable String tenant, Caller caller) {
    return bounded(tenant == null ? caller.text() : raw(tenant) + "|" + caller.text());
  }

  private static String shared(String tenant) {
    return bounded(raw(tenant));
  }

  private static String raw(String tenant) {
    return "t:" + escaped(tenant);
  }

  /** Who is named alike is written alike, and the other way round. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LimitKey key
        && hash == key.hash
        && caller.equals(key.caller)
        && Objects.equals(tenantId, key.tenantId);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Names nobody. */
  @Override
  public String toString() {
    return "LimitKey";
  }

  private static String escaped(String text) {
    return text.indexOf('%') < 0 && text.indexOf('|') < 0
        ? text
        : text.replace("%", "%25").replace("|", "%7C");
  }

  private static String bounded(String key) {
    if (key.length() <= MAX_LENGTH) {
      return key;
    }
    ByteBuffer chars = ByteBuffer.allocate(key.length() * Character.BYTES);
    chars.asCharBuffer().put(key); // a charset would merge all unpaired surrogates into one
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(chars.array());
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whose requests are counted, within a tenant. */
  private sealed interface Caller {
    /** Characters of the names in it. */
    int length();

    String text();
  }

  private record User(String issuer, String subject) implements Caller {
    @Override
    public int length() {
      return issuer.length() + subject.length();
    }

    @Override
    public String text() {
      return "u:" + escaped(subject) + "|i:" + escaped(issuer);
    }
  }

  private record Network(InetAddress address) implements Caller {
    static Network of(InetAddress client) {
      return new Network(ClientAddress.network(client));
    }

    @Override
    public int length() {
      return 0;
    }

    @Override
    public String text() {
      return "ip:" + address.getHostAddress();
    }
  }

  private record Written(String text) implements Caller {
    @Override
    public int length() {
      return text.length();
    }
  }

  /** Collects what is known about a caller; not safe for use by several threads. */
  public static final class Builder {
    private @Nullable String tenant;
    private @Nullable String issuer;
    private @Nullable String subject;
    private @Nullable String organisation;
    private @Nullable InetAddress address;

    private Builder() {}

    /** Sets the tenant the caller acts for. */
    public Builder tenant(@Nullable String value) {
      tenant = value;
      return this;
    }

    /** Sets the verified principal: a subject at its issuer. */
    public Builder user(String issuer, String subject) {
      this.issuer = issuer;
      this.subject = subject;
      return this;
    }

    /** Sets the organisation, for callers that are no single principal. */
    public Builder organisation(@Nullable String value) {
      organisation = value;
      return this;
    }

    /** Sets the caller's address; IPv6 callers of one /64 count as one. */
    public Builder address(@Nullable InetAddress value) {
      address = value;
      return this;
    }

    /** The key of what is known so far. */
    public LimitKey build() {
      return of(tenant, caller());
    }

    private Caller caller() {
      if (subject != null && issuer != null) {
        return new User(issuer, subject);
      }
      if (organisation != null) {
        return new Written("o:" + escaped(organisation));
      }
      return address == null ? new Written("anonymous") : Network.of(address);
    }
  }
}
