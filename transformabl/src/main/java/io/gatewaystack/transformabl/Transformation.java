package io.gatewaystack.transformabl;

/**
 * A text looked at, classified and redacted.
 *
 * @param content the text with every match replaced that lies within the cap
 * @param scan what was found in the text as it was given
 * @param transformed whether {@code content} differs from that text
 */
public record Transformation(String content, Scan scan, boolean transformed) {

  /** What the matches mean. */
  public Classification classification() {
    return scan.classification();
  }

  /** What may be told of the text. */
  public Metadata metadata() {
    return scan.metadata();
  }

  /** Whether the end of the text was not looked at, so that it stands in the content as it was. */
  public boolean scanTruncated() {
    return scan.truncated();
  }
}
