package io.gatewaystack.identifiabl.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A key file that many write and read at once. */
class ApiKeyFileWritersTest extends KeyFiles {
  @Test
  void losesNoChangeOfManyWriters() throws Exception {
    open();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<IssuedApiKey>> made =
        Stream.generate(
                () ->
                    pool.submit(
                        () -> {
                          ApiKeyFile own = another();
                          System.gc(); // locks must not hang on a reference nobody has
                          IssuedApiKey kept = own.create(TERMS);
                          own.revoke(own.create(TERMS).key().id());
                          return kept;
                        }))
            .limit(16)
            .toList();
    for (Future<IssuedApiKey> key : made) {
      IssuedApiKey kept = key.get();
      assertThat(works(another(), kept)).isTrue();
    }
    pool.shutdown();
    assertThat(another().list()).hasSize(32);
    assertThat(another().list()).filteredOn(k -> k.revokedAt() == null).hasSize(16);
  }

  @Test
  void readersSeeAWholeFileWhileItIsChanged() throws Exception {
    ApiKeyFile writer = open();
    IssuedApiKey issued = writer.create(TERMS);
    ApiKeyFile reader = ApiKeyFile.builder(path()).clock(clock).checkInterval(Duration.ZERO).open();
    Thread writing =
        new Thread(
            () -> {
              for (int i = 0; i < 50; i++) {
                try {
                  writer.create(TERMS);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }
            });
    writing.start();
    while (writing.isAlive()) {
      assertThat(works(reader, issued)).isTrue();
    }
    writing.join();
    assertThat(reader.list()).hasSize(51);
    assertThat(reader.metrics().failures()).isZero();
  }

  @Test
  void waitsForWhoeverIsChangingTheFile() throws Exception {
    ApiKeyFile keys = open();
    Path lock = directory.resolve("keys.json.lock");
    ExecutorService pool = Executors.newSingleThreadExecutor();
    Future<IssuedApiKey> waiting;
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      assertThat(held.isValid()).isTrue();
      waiting = pool.submit(() -> keys.create(TERMS));
      assertThat(keys.find(CredentialHash.of("x"))).isEmpty(); // requests do not wait
      assertThat(keys.metrics().keys()).isZero();
      assertThat(waiting.isDone()).isFalse();
    }
    assertThat(works(keys, waiting.get())).isTrue();
    pool.shutdown();
  }
}
