package io.gatewaystack.transformabl;

import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A leaf of a JSON document in which something was found, or may be.
 *
 * @param kind a key, a string or a number
 * @param from offset of its first byte, as {@link Leaf#from}
 * @param to offset behind its last byte
 * @param pointer its place, an RFC 6901 JSON Pointer
 * @param context the name of the member it belongs to, as {@link TextScanner#matches(String,
 *     String)} takes it; empty for a key
 * @param text what a reader sees: the decoded string, the digits of a number
 * @param matches what stands in {@code text}; at least one, unless it is a document
 * @param document the document that {@code text} is; null when it is none
 */
record FoundLeaf(
    Leaf.Kind kind,
    int from,
    int to,
    String pointer,
    String context,
    String text,
    List<Match> matches,
    @Nullable JsonDocument document) {}
