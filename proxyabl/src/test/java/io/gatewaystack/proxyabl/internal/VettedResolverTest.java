package io.gatewaystack.proxyabl.internal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.net.AddressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.util.Promise;
import org.junit.jupiter.api.Test;

/** A name leads only to addresses the policy permits. */
class VettedResolverTest {
  private static final AddressPolicy PUBLIC = AddressPolicy.builder().build();

  @Test
  void returnsTheAddressesItHasChecked() throws Exception {
    assertThat(resolve(Runnable::run, "8.8.8.8", "2001:4860:4860::8888"))
        .extracting(InetSocketAddress::getPort, a -> a.getAddress().getHostAddress())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(443, "8.8.8.8"),
            org.assertj.core.groups.Tuple.tuple(443, "2001:4860:4860:0:0:0:0:8888"));
  }

  @Test
  void refusesANameOfWhichOneAddressIsForbidden() {
    for (String inside : List.of("127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1")) {
      assertThatThrownBy(() -> resolve(Runnable::run, "8.8.8.8", inside))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void anAddressNeedsNoLookUpButIsCheckedLikeAName() {
    try (VettedResolver resolver =
        resolver(
            Duration.ofSeconds(5),
            host -> {
              throw new UnknownHostException(host);
            })) {
      assertThat(resolve(resolver, "8.8.8.8").join())
          .containsExactly(new InetSocketAddress("8.8.8.8", 443));
      assertThat(resolve(resolver, "10.0.0.1")).isCompletedExceptionally();
      assertThat(resolve(resolver, "::ffff:169.254.169.254")).isCompletedExceptionally();
    }
  }

  @Test
  void manyWhoWaitForANameThatHangsStallNobodyElse() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    AtomicInteger lookUps = new AtomicInteger();
    InetAddress address = InetAddress.getByName("8.8.8.8");
    try (VettedResolver resolver =
        resolver(
            Duration.ofSeconds(20),
            host -> {
              if (host.equals("slow.test")) {
                lookUps.incrementAndGet();
                await(answered);
              }
              return new InetAddress[] {address};
            })) {
      List<CompletableFuture<List<InetSocketAddress>>> waiting = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        waiting.add(resolve(resolver, "slow.test"));
      }
      for (int i = 0; i < 50; i++) {
        assertThat(resolve(resolver, "fast" + i + ".test").get(5, SECONDS)).hasSize(1);
      }
      answered.countDown();
      for (CompletableFuture<List<InetSocketAddress>> each : waiting) {
        assertThat(each.get(5, SECONDS)).hasSize(1);
      }
      assertThat(lookUps).hasValue(1);
    }
  }

  @Test
  void nobodyWaitsLongerForANameThanAllowedAndItIsAskedForAgainWhenItAnswers() throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    AtomicInteger lookUps = new AtomicInteger();
    InetAddress address = InetAddress.getByName("8.8.8.8");
    try (VettedResolver resolver =
        resolver(
            Duration.ofMillis(50),
            host -> {
              if (lookUps.incrementAndGet() == 1) {
                await(answered);
                done.countDown();
              }
              return new InetAddress[] {address};
            })) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> resolve(resolver, "slow.test").get(5, SECONDS))
            .hasCauseInstanceOf(SocketTimeoutException.class);
      }
      assertThat(lookUps).hasValue(1);
      answered.countDown();
      await(done);
      CompletableFuture<List<InetSocketAddress>> later = resolve(resolver, "slow.test");
      assertThat(later.get(5, SECONDS)).hasSize(1);
    }
  }

  @Test
  void aLookUpThatBreaksIsNotTheLastOneOfItsName() {
    AtomicInteger lookUps = new AtomicInteger();
    try (VettedResolver resolver =
        resolver(
            Duration.ofSeconds(5),
            host -> {
              lookUps.incrementAndGet();
              throw new StackOverflowError();
            })) {
      for (int i = 1; i <= 2; i++) {
        assertThatThrownBy(() -> resolve(resolver, "up.test").get(5, SECONDS))
            .hasCauseInstanceOf(StackOverflowError.class);
        assertThat(lookUps).hasValue(i);
      }
    }
  }

  @Test
  void afterItsEndNothingIsLookedUp() {
    VettedResolver resolver =
        resolver(Duration.ofSeconds(5), host -> new InetAddress[] {InetAddress.getByName(host)});
    resolver.close();
    assertThatThrownBy(() -> resolve(resolver, "up.test").get(5, SECONDS))
        .hasCauseInstanceOf(RejectedExecutionException.class);
  }

  private static VettedResolver resolver(Duration patience, VettedResolver.Names names) {
    return new VettedResolver(PUBLIC, Runnable::run, patience, names);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(10, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void failsWhenTheNameIsUnknownOrNobodyIsThereToHear() {
    VettedResolver unknown =
        resolver(
            Duration.ofSeconds(5),
            host -> {
              throw new UnknownHostException(host);
            });
    assertThatThrownBy(() -> resolve(unknown, "up.test").get(5, SECONDS))
        .hasCauseInstanceOf(UnknownHostException.class);
    Executor full =
        task -> {
          throw new RejectedExecutionException();
        };
    assertThatThrownBy(() -> resolve(full, "8.8.8.8")).isInstanceOf(ExecutionException.class);
  }

  private static List<InetSocketAddress> resolve(Executor executor, String... addresses)
      throws Exception {
    InetAddress[] answers = new InetAddress[addresses.length];
    for (int i = 0; i < answers.length; i++) {
      answers[i] = InetAddress.getByName(addresses[i]);
    }
    VettedResolver resolver =
        new VettedResolver(PUBLIC, executor, Duration.ofSeconds(5), host -> answers);
    return resolve(resolver, "up.test").get();
  }

  private static CompletableFuture<List<InetSocketAddress>> resolve(
      VettedResolver resolver, String host) {
    CompletableFuture<List<InetSocketAddress>> result = new CompletableFuture<>();
    resolver.resolve(
        host, 443, Map.of(), Promise.from(result::complete, result::completeExceptionally));
    return result;
  }
}
