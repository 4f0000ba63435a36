package io.gatewaystack.context;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RequestBodyTest {
  private final AtomicInteger reads = new AtomicInteger();

  @Test
  void isReadOnceAndOnlyWhenAsked() {
    Body body = reading(() -> "[1]".getBytes(UTF_8));

    assertThat(body.loaded()).isFalse();
    assertThat(reads).hasValue(0);
    assertThat(body.bytes()).isSameAs(body.bytes()).isSameAs(body.original());
    assertThat(body.json()).isSameAs(body.json());
    assertThat(body.loaded()).isTrue();
    assertThat(reads).hasValue(1);
  }

  @Test
  void isReadOnceByManyThreads() throws Exception {
    Body body = reading(() -> "[1]".getBytes(UTF_8));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<byte[]>> asking = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        asking.add(body::bytes);
      }
      for (Future<byte[]> answer : threads.invokeAll(asking)) {
        assertThat(answer.get()).isSameAs(body.bytes());
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(reads).hasValue(1);
  }

  @Test
  void remembersARefusal() {
    Body body = reading(refusing(Denial.payloadTooLarge()));

    Refused first = catchThrowableOfType(Refused.class, body::bytes);

    assertThat(first.denial().status()).isEqualTo(413);
    assertThat(catchThrowable(body::bytes)).isSameAs(first);
    assertThat(catchThrowable(body::json)).isInstanceOf(Refused.class);
    assertThat(body.loaded()).isFalse();
    assertThat(reads).hasValue(1);
  }

  @Test
  void neverReadsOnAfterAFailureForTheRestIsNotTheWhole() {
    RuntimeException broken = new UncheckedIOException(new IOException("reset"));
    Body body =
        reading(
            () -> {
              if (reads.get() == 1) {
                throw broken;
              }
              return "{\"role\":\"admin\"}".getBytes(UTF_8); // what was left in the stream
            });

    assertThat(catchThrowable(body::bytes)).isSameAs(broken);
    assertThat(catchThrowable(body::bytes)).isSameAs(broken);
    assertThat(catchThrowable(body::json)).isSameAs(broken);
    assertThat(reads).hasValue(1);
  }

  @Test
  void neverReadsOnAfterAnError() {
    Body body =
        reading(
            () -> {
              throw new OutOfMemoryError();
            });

    assertThatThrownBy(body::bytes).isInstanceOf(OutOfMemoryError.class);
    assertThatThrownBy(body::bytes).isInstanceOf(IllegalStateException.class);
    assertThat(reads).hasValue(1);
  }

  @Test
  void multipartIsLeftToTheApplication() {
    Body body =
        Body.reading(
            () -> {
              throw new AssertionError("read");
            },
            Requests.headers("Content-Type: Multipart/Form-Data; boundary=x"));

    assertThat(catchThrowableOfType(Refused.class, body::bytes).denial().code())
        .isEqualTo("multipart_body");
    assertThat(catchThrowableOfType(Refused.class, body::original).denial().status())
        .isEqualTo(415);
  }

  @Test
  void whatIsNotJsonIsRefusedWithOneOfOurSentences() {
    Body body = Body.of("{\"secret\":hunter2}".getBytes(UTF_8), Headers.EMPTY);

    Refused refused = catchThrowableOfType(Refused.class, body::json);

    assertThat(refused.denial().error()).isEqualTo("invalid_json");
    assertThat(refused.denial().description()).isEqualTo("The document is not valid JSON");
    assertThat(catchThrowable(body::json)).isSameAs(refused);
    assertThat(body.bytes()).hasSize(18);
  }

  @Test
  void bytesMayBeHadWhateverTheEncodingButJsonMayNot() {
    Body gzip = Body.of("[1]".getBytes(UTF_8), Requests.headers("Content-Encoding: gzip"));
    Body utf16 =
        Body.of("[1]".getBytes(UTF_8), Requests.headers("Content-Type: text/x; charset=utf-16"));

    assertThat(gzip.bytes()).hasSize(3);
    assertThat(catchThrowableOfType(Refused.class, gzip::json).denial().code())
        .isEqualTo("content_encoding");
    assertThat(utf16.bytes()).hasSize(3);
    assertThat(catchThrowableOfType(Refused.class, utf16::json).denial().code())
        .isEqualTo("unsupported_charset");
  }

  @Test
  void anEmptyBodyIsInMemoryAndNoJson() {
    assertThat(Body.empty().loaded()).isTrue();
    assertThat(Body.empty().bytes()).isEmpty();
    assertThat(catchThrowableOfType(Refused.class, () -> Body.empty().json()).denial().error())
        .isEqualTo("invalid_json");
  }

  private Body reading(Supplier<byte[]> source) {
    return Body.reading(
        () -> {
          reads.incrementAndGet();
          return source.get();
        },
        Headers.EMPTY);
  }

  private static Supplier<byte[]> refusing(Denial denial) {
    return () -> {
      throw new Refused(denial);
    };
  }

  @Test
  void multipartIsReadForWhoKnowsThatNobodyElseWill() {
    Headers headers = Requests.headers("Content-Type: multipart/form-data; boundary=x");
    Body body = Body.reading(() -> "--x--".getBytes(UTF_8), headers);

    assertThat(catchThrowableOfType(Refused.class, body::bytes).denial().status()).isEqualTo(415);
    assertThat(body.loaded()).isFalse();
    assertThat(body.multipart()).isEqualTo("--x--".getBytes(UTF_8));
    assertThat(body.bytes()).isSameAs(body.multipart()).isSameAs(body.original());
  }

  @Test
  void jsonOfManyTokensIsRefused() {
    Body most = Body.of(("[" + "0,".repeat(249_997) + "0]").getBytes(UTF_8), Requests.headers());
    Body more = Body.of(("[" + "0,".repeat(249_998) + "0]").getBytes(UTF_8), Requests.headers());

    assertThat(most.json().tree().size()).isEqualTo(249_998);
    assertThatThrownBy(more::json).isInstanceOf(Refused.class);
  }

  @Test
  void holdsNoTreeWhileNobodyUsesIt() throws Exception {
    Body body = Body.of("{\"a\":[1]}".getBytes(UTF_8), Requests.headers());
    WeakReference<JsonNode> tree = new WeakReference<>(body.json().tree());
    while (tree.get() != null) {
      System.gc();
    }

    assertThat(body.json().tree().path("a").size()).isEqualTo(1);
  }
}
