package io.gatewaystack.proxyabl.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatewaystack.context.net.AddressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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
  void failsWhenTheNameIsUnknownOrNobodyIsThereToAsk() {
    VettedResolver unknown =
        new VettedResolver(
            PUBLIC,
            Runnable::run,
            host -> {
              throw new UnknownHostException(host);
            });
    assertThat(resolve(unknown)).isCompletedExceptionally();
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
    return resolve(new VettedResolver(PUBLIC, executor, host -> answers)).get();
  }

  private static CompletableFuture<List<InetSocketAddress>> resolve(VettedResolver resolver) {
    CompletableFuture<List<InetSocketAddress>> result = new CompletableFuture<>();
    resolver.resolve(
        "up.test", 443, Map.of(), Promise.from(result::complete, result::completeExceptionally));
    return result;
  }
}
