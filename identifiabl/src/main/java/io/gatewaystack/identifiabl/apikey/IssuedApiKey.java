package io.gatewaystack.identifiabl.apikey;

/**
 * A key just made. This is the only time its plaintext can be had.
 *
 * @param plaintext what the caller sends; show it once, keep it nowhere
 * @param key what is known of it
 */
public record IssuedApiKey(String plaintext, ApiKey key) {

  /** What is kept of the plaintext. */
  public CredentialHash hash() {
    return CredentialHash.of(plaintext);
  }

  /** Shows nothing of the plaintext. */
  @Override
  public String toString() {
    return "IssuedApiKey[" + key.id() + "]";
  }
}
