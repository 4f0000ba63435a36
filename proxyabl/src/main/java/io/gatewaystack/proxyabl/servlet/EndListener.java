package io.gatewaystack.proxyabl.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;

/** Hears how a request ends whose answer has deadlines of its own, and is given in one cycle. */
interface EndListener extends AsyncListener {
  @Override
  default void onTimeout(AsyncEvent event) {}

  @Override
  default void onStartAsync(AsyncEvent event) {}
}
