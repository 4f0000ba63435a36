package io.gatewaystack.proxyabl.internal;

import io.gatewaystack.context.net.AddressPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.SocketAddressResolver;

/**
 * Resolves names to addresses a policy permits. The client connects to what is returned here and
 * never asks again, so the address that was checked is the one that is connected to. One forbidden
 * address among several refuses them all: a name that points inside is not to be trusted at all.
 */
final class VettedResolver implements SocketAddressResolver {
  /** How names become addresses; a seam for tests. */
  interface Names {
    InetAddress[] lookUp(String host) throws IOException;
  }

  private final AddressPolicy policy;
  private final Executor executor;
  private final Names names;

  VettedResolver(AddressPolicy policy, Executor executor, Names names) {
    this.policy = policy;
    this.executor = executor;
    this.names = names;
  }

  @Override
  public void resolve(
      String host,
      int port,
      Map<String, Object> context,
      Promise<List<InetSocketAddress>> promise) {
    try {
      executor.execute(() -> resolve(host, port, promise)); // a look-up blocks
    } catch (RejectedExecutionException e) {
      promise.failed(e);
    }
  }

  private void resolve(String host, int port, Promise<List<InetSocketAddress>> promise) {
    List<InetSocketAddress> vetted = new ArrayList<>();
    try {
      for (InetAddress address : names.lookUp(host)) {
        if (!policy.permits(address)) {
          throw new IOException("address not allowed");
        }
        vetted.add(new InetSocketAddress(address, port));
      }
    } catch (IOException e) {
      promise.failed(e);
      return;
    }
    promise.succeeded(vetted);
  }
}
