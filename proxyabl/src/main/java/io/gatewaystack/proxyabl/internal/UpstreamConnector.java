package io.gatewaystack.proxyabl.internal;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ClientConnector;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Opens connections that limit pauses only in the pool. Jetty's own (12.1.14) end a timer before
 * each request and start one behind it; the timer of these goes on, and looks when it rings whether
 * a request is under way.
 */
final class UpstreamConnector extends ClientConnector {

  @Override
  protected EndPoint newEndPoint(
      SelectableChannel channel, ManagedSelector selector, SelectionKey key) {
    return new PooledEndPoint((SocketChannel) channel, selector, key, getScheduler());
  }

  private static final class PooledEndPoint extends SocketChannelEndPoint {
    /** Whether a request is under way, which has time limits of its own. */
    private volatile boolean busy;

    private PooledEndPoint(
        SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
      super(channel, selector, key, scheduler);
    }

    /** A request has none; behind it comes again what was set before it. */
    @Override
    public void setIdleTimeout(long millis) {
      busy = millis <= 0;
      if (!busy && millis != super.getIdleTimeout()) {
        super.setIdleTimeout(millis);
      }
    }

    @Override
    public long getIdleTimeout() {
      return busy ? 0 : super.getIdleTimeout();
    }

    @Override
    protected long checkIdleTimeout() {
      long left = busy && isOpen() ? 0 : super.checkIdleTimeout();
      return left == 0 ? super.getIdleTimeout() : left; // the timer must not end
    }
  }
}
