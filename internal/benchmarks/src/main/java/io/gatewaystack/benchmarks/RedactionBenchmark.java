package io.gatewaystack.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Decision;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.response.EditedBody;
import io.gatewaystack.context.response.ResponseEditor;
import io.gatewaystack.context.response.ResponseHead;
import io.gatewaystack.context.section.Mergeable;
import io.gatewaystack.transformabl.Redaction;
import io.gatewaystack.transformabl.Transformabl;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What content governance costs: bodies of 64 KiB and 2 KiB, strict parsing included, and what it
 * adds before the first byte of a stream.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class RedactionBenchmark {
  private static final int KIB = 1 << 10;
  private static final Route TOOL = new Route(Route.Protocol.REST_TOOL, "/tools");
  private static final String RECORD =
      "{\"id\":\"7f3c1e90-2f6b-4c1d-9a51-0c8e2b7d4f10\",\"total\":%d.50,\"paid\":true,"
          + "\"note\":\"delivered to the front desk, signed, nothing missing\"},";
  private static final String PERSONAL = "{\"to\":\"joe.miller%d@example.com\"},";
  private static final byte[] EVENT =
      ("data: {\"id\":\"c-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":"
              + "\"The weather is fine \"},\"finish_reason\":null}]}\n\n")
          .getBytes(UTF_8);

  private static final byte[] EMPTY = "{}".getBytes(UTF_8);
  private static final ResponseHead EVENTS = new EventsHead();

  private final byte[] clean = body(64 * KIB, false);
  private final byte[] personal = body(64 * KIB, true);
  private final byte[] call = body(2 * KIB, true);

  private final Transformabl labels = Transformabl.builder().build();
  private final Transformabl placeholders =
      Transformabl.builder()
          .redact(Redaction.placeholder())
          .redactResponses(Redaction.placeholder())
          .build();
  private final Transformabl pseudonyms =
      Transformabl.builder().redact(Redaction.pseudonym()).build();

  /** Records; with one address in each KiB if asked for. */
  private static byte[] body(int bytes, boolean personal) {
    StringBuilder json = new StringBuilder("[");
    for (int i = 0; json.length() < bytes - 2 * RECORD.length(); i++) {
      boolean due = personal && json.length() / KIB > (json.length() - RECORD.length()) / KIB;
      json.append((due ? PERSONAL : RECORD).formatted(i));
    }
    return json.append("null]").toString().getBytes(UTF_8);
  }

  private static RequestContext request(byte[] body) {
    RequestInfo info = Requests.postJson("/tools/x");
    return RequestContext.of(info, TOOL, Body.of(body, info.headers()));
  }

  /** 64 KiB in which nothing is found. */
  @Benchmark
  public Decision cleanLabelled() {
    return labels.before(request(clean));
  }

  /** 64 KiB with one match per KiB, labelled. */
  @Benchmark
  public Decision matchesLabelled() {
    return labels.before(request(personal));
  }

  /** 64 KiB with one match per KiB, redacted and parsed again. */
  @Benchmark
  public Decision matchesRedacted() {
    return placeholders.before(request(personal));
  }

  /** 64 KiB with one match per KiB, made pseudonyms. */
  @Benchmark
  public Decision matchesPseudonymised() {
    return pseudonyms.before(request(personal));
  }

  /** A tool call of 2 KiB with two matches. */
  @Benchmark
  public Decision callRedacted() {
    return placeholders.before(request(call));
  }

  /** From the answer's first byte to the first that leaves, both editors at work. */
  @Benchmark
  public void firstEvent(Blackhole sent) {
    Decision decision = placeholders.before(request(EMPTY));
    ResponseEditor editor = ((Decision.Proceed) decision).editor().orElseThrow();
    editor.head(EVENTS);
    EditedBody body = new EditedBody(EditedBody.Framing.EVENTS, editor, 8 << 20, sent::consume);
    body.write(EVENT, 0, EVENT.length);
  }

  private static final class EventsHead implements ResponseHead {
    @Override
    public int status() {
      return 200;
    }

    @Override
    public int maxMessageBytes() {
      return 1 << 20;
    }

    @Override
    public Optional<String> mediaType() {
      return Optional.of("text/event-stream");
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.empty();
    }

    @Override
    public void set(String name, String value) {}

    @Override
    public void remove(String name) {}

    @Override
    public <S extends Mergeable<S>> void merge(S section) {}
  }
}
