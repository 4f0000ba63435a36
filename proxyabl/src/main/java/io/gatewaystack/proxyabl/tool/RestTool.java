package io.gatewaystack.proxyabl.tool;

import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.net.MediaType;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.Request;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One HTTP function as a tool. */
final class RestTool implements Tool {
  private static final Logger LOG = LoggerFactory.getLogger(RestTool.class);
  private static final JsonDocument NOTHING =
      JsonDocument.parse("null".getBytes(StandardCharsets.US_ASCII));

  private final ToolSpec spec;
  private final @Nullable RestTarget target;

  /**
   * A function.
   *
   * @param target null when it has no address
   */
  RestTool(ToolSpec spec, @Nullable RestTarget target) {
    this.spec = spec;
    this.target = target;
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public Optional<String> title() {
    return spec.title();
  }

  @Override
  public String description() {
    return spec.description();
  }

  @Override
  public JsonDocument inputSchema() {
    return spec.inputSchema();
  }

  @Override
  public Set<String> scopes() {
    return spec.scopes();
  }

  @Override
  public boolean executable() {
    return target != null;
  }

  @Override
  public String endpoint() {
    return target == null ? Tool.super.endpoint() : target.shown(name());
  }

  @Override
  public CompletionStage<ToolResult> call(ToolCall call) {
    if (target == null) {
      return CompletableFuture.completedFuture(
          failure(500, "MISSING_FUNCTIONS_BASE", "The tool's function has no address"));
    }
    Request request = target.request(name(), call);
    return abortedWhenCancelled(
        FunctionAnswer.to(request, target.maxBytes(), call.memory()).handle(this::result), request);
  }

  @SuppressWarnings("FutureReturnValueIgnored") // aborting is all that follows
  private static CompletableFuture<ToolResult> abortedWhenCancelled(
      CompletableFuture<ToolResult> result, Request request) {
    result.whenComplete(
        (value, failure) -> {
          if (failure instanceof CancellationException) {
            var unused = request.abort(failure); // it was running or it was not
          }
        });
    return result;
  }

  private ToolResult result(@Nullable FunctionAnswer answer, @Nullable Throwable failure) {
    if (answer != null) {
      return result(answer);
    }
    if (failure instanceof Refused refused) {
      throw refused;
    }
    LOG.debug("the function {} failed", name(), failure);
    Throwable cause = failure == null || failure.getCause() == null ? failure : failure.getCause();
    if (failure instanceof TimeoutException || cause instanceof TimeoutException) {
      return failure(504, "UPSTREAM_TIMEOUT", "The tool did not answer in time");
    }
    if (failure instanceof IllegalArgumentException || cause instanceof IllegalArgumentException) {
      return failure(502, "RESPONSE_TOO_LARGE", "The tool's answer is too large");
    }
    return failure(502, "UPSTREAM_UNREACHABLE", "The tool could not be reached");
  }

  private ToolResult result(FunctionAnswer answer) {
    int status = answer.head().getStatus();
    if (answer.head().getHeaders().contains("Content-Encoding")) {
      return failure(502, "BACKEND_ERROR", "The tool's answer could not be read");
    }
    Optional<JsonDocument> body = body(answer);
    if (status / 100 != 2) {
      return new ToolResult.Failure(
          relayed(status), "FN_" + status, "The tool answered with status " + status, body);
    }
    return body.isPresent()
        ? ToolResult.of(body.get())
        : failure(502, "BACKEND_ERROR", "The tool's answer could not be read");
  }

  /** A client would take these for answers to its own credential. */
  private static int relayed(int status) {
    boolean told = status / 100 == 4 && status != 401 && status != 403 && status != 407;
    return told ? status : 502;
  }

  /** JSON as it is, text as a JSON string, nothing as null; empty when it cannot be read. */
  private static Optional<JsonDocument> body(FunctionAnswer answer) {
    byte[] content = answer.getContent();
    if (content.length == 0) {
      return Optional.of(NOTHING);
    }
    MediaType type = MediaType.of(answer.head().getHeaders().get("Content-Type"));
    try {
      if (type.isJson()) {
        return Optional.of(JsonDocument.parse(content));
      }
      return type.type().startsWith("text/")
          ? Optional.of(
              JsonDocument.parse(JsonDocument.quote(new String(content, charset(answer)))))
          : Optional.empty();
    } catch (IllegalArgumentException e) { // no JSON, or a charset nobody knows
      return Optional.empty();
    }
  }

  private static Charset charset(FunctionAnswer answer) {
    String name = answer.getEncoding(); // as its Content-Type has it
    return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
  }

  private static ToolResult failure(int status, String code, String message) {
    return new ToolResult.Failure(status, code, message, Optional.empty());
  }
}
