package io.gatewaystack.transformabl;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.transformabl.text.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Gives chosen strings of JSON requests one spelling before policy compares them: Unicode form
 * NFKC, no invisible characters, single spaces. {@code ｄｅｌｅｔｅ} is {@code delete} to whoever decides
 * and to whoever acts.
 *
 * <pre>{@code
 * Pipeline.of(FieldSpelling.of("/params/arguments/query"), content, policy);
 * }</pre>
 *
 * <p>It stands in front of the layers that judge. Whole texts should be left alone: emoji made of
 * several, and scripts that need joiners, lose them. Bodies that are not JSON pass; the fields that
 * say what a request is are never changed. A header field that repeats a changed argument ({@code
 * Mcp-Param-*}) is changed with it, or the call refused. Immutable and safe for use by several
 * threads.
 */
public final class FieldSpelling implements Layer {
  private static final Denial MIRRORED =
      Denial.of(400, "invalid_request", -32020, "A header repeats an argument in another spelling")
          .withCode("header_mismatch");

  private final List<FieldPattern> fields;

  private FieldSpelling(List<FieldPattern> fields) {
    this.fields = fields;
  }

  /**
   * A layer.
   *
   * @param fields the places of the strings, RFC 6901 JSON Pointers in which {@code *} stands for
   *     any one segment; each names a value and everything inside it
   * @throws IllegalArgumentException when there is none, or one is no pointer
   */
  public static FieldSpelling of(String... fields) {
    if (fields.length == 0) {
      throw new IllegalArgumentException("fields: none (expected: at least one)");
    }
    return new FieldSpelling(
        Stream.of(fields).map(field -> FieldPattern.parse("fields", field)).toList());
  }

  @Override
  public String name() {
    return Transformabl.NAME;
  }

  @Override
  public Decision before(RequestContext context) {
    if (BodyKind.of(context, List.of()) != BodyKind.JSON || context.body().bytes().length == 0) {
      return Decision.proceed(context);
    }
    JsonDocument document = context.body().json();
    List<JsonDocument.Edit> edits = new ArrayList<>(0);
    document.walk(leaf -> spell(context, leaf, edits));
    if (edits.isEmpty()) {
      return Decision.proceed(context);
    }
    JsonDocument after = document.splice(edits);
    RequestContext current = context.withBody(after);
    return context.route().protocol() == Route.Protocol.MCP && Mirrors.isIn(headers(context))
        ? mirrored(current, document, after)
        : Decision.proceed(current);
  }

  private void spell(RequestContext context, Leaf leaf, List<JsonDocument.Edit> edits) {
    if (leaf.kind() != Leaf.Kind.STRING || !isChosen(context, leaf.pointer())) {
      return;
    }
    String text = leaf.text();
    String spelled = Spelling.canonical(text);
    if (!spelled.equals(text)) {
      edits.add(new JsonDocument.Edit(leaf.from(), leaf.to(), JsonDocument.quote(spelled)));
    }
  }

  private boolean isChosen(RequestContext context, String pointer) {
    return fields.stream().anyMatch(field -> field.covers(pointer))
        && !RoutingFields.contain(context.operation(), pointer);
  }

  private static Decision mirrored(
      RequestContext current, JsonDocument before, JsonDocument after) {
    Map<String, String> values =
        Mirrors.recomputed(
            headers(current),
            before,
            after,
            (text, name) -> !Spelling.canonical(text).equals(text));
    return values == null
        ? Decision.deny(current, MIRRORED)
        : Decision.proceed(current.withMcpParams(values));
  }

  private static Headers headers(RequestContext context) {
    return context.request().headers();
  }
}
