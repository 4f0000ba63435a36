package io.gatewaystack.proxyabl.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gatewaystack.context.net.AddressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UpstreamClientTest {
  private static final UpstreamClient.Limits LIMITS =
      new UpstreamClient.Limits(Duration.ofSeconds(5), 4, 4, AddressPolicy.httpsOrLoopback());

  private HttpServer upstream;
  private QueuedThreadPool container;

  @BeforeEach
  void start() throws Exception {
    upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    upstream.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    upstream.start();
    container = new QueuedThreadPool(200);
    container.setName("container");
    container.start();
  }

  @AfterEach
  void stop() throws Exception {
    upstream.stop(0);
    container.stop();
  }

  @Test
  void takesAnswersOnTheContainersThreads() throws Exception {
    try (UpstreamClient client = UpstreamClient.start(LIMITS, container)) {
      assertThat(threadOfAnAnswer(client)).startsWith("container-");
    }
  }

  @Test
  void leavesTheContainersThreadsRunningWhenItCloses() throws Exception {
    int leased = container.getLeasedThreads();
    UpstreamClient client = UpstreamClient.start(LIMITS, container);
    threadOfAnAnswer(client);
    client.close();
    assertThat(container.isRunning()).isTrue();
    assertThat(container.getLeasedThreads()).isEqualTo(leased);
  }

  @ParameterizedTest
  @MethodSource("unfitThreads")
  void hasThreadsOfItsOwnWhenTheOfferedOnesDoNotFit(@Nullable Executor offered) throws Exception {
    try (UpstreamClient client = UpstreamClient.start(LIMITS, offered)) {
      assertThat(threadOfAnAnswer(client)).startsWith("proxyabl-");
    }
  }

  static Stream<Named<@Nullable Executor>> unfitThreads() {
    return Stream.of(
        Named.of("none", null),
        Named.of("another kind", ForkJoinPool.commonPool()),
        Named.of("not running", new QueuedThreadPool(200)));
  }

  @Test
  void hasThreadsOfItsOwnWhenTheContainerHasFew() throws Exception {
    container.setMaxThreads(16);
    try (UpstreamClient client = UpstreamClient.start(LIMITS, container)) {
      assertThat(threadOfAnAnswer(client)).startsWith("proxyabl-");
    }
  }

  private String threadOfAnAnswer(UpstreamClient client) throws Exception {
    CompletableFuture<String> thread = new CompletableFuture<>();
    URI uri = URI.create("http://127.0.0.1:" + upstream.getAddress().getPort() + "/");
    client
        .request("GET", uri)
        .send(
            result -> {
              if (result.isFailed()) {
                thread.completeExceptionally(
                    new IOException(Objects.requireNonNull(result.getFailure())));
              } else {
                thread.complete(Thread.currentThread().getName());
              }
            });
    return thread.get(5, SECONDS);
  }
}
