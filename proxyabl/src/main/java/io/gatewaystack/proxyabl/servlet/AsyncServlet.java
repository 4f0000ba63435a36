package io.gatewaystack.proxyabl.servlet;

import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.servlet.RequestContexts;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRegistration;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.ServletResponseWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A servlet that answers HTTP later, from other threads. {@code HttpServlet} is not for that: it
 * answers methods it does not know by itself.
 */
abstract class AsyncServlet implements Servlet {
  private static final String LAYER = "proxyabl";

  private @Nullable ServletConfig servletConfig;

  /** Adds a servlet to an application that has not started yet. */
  static void add(ServletContext context, String name, AsyncServlet servlet, String... patterns) {
    ServletRegistration.Dynamic registration =
        Objects.requireNonNull(context.addServlet(name, servlet), "registration");
    registration.setAsyncSupported(true);
    registration.addMapping(patterns);
  }

  /** A container that has the same servlet under several names begins it once for each of them. */
  @Override
  public void init(ServletConfig config) {
    servletConfig = config;
  }

  @Override
  public @Nullable ServletConfig getServletConfig() {
    return servletConfig;
  }

  @Override
  public void service(ServletRequest request, ServletResponse response)
      throws ServletException, IOException {
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)) {
      throw new ServletException("only HTTP is spoken here");
    }
    if (http.getAttribute(CutShort.ATTRIBUTE) instanceof CutShort cut) {
      throw cut;
    }
    serve(http, answer);
  }

  abstract void serve(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException;

  /** Refuses a request that nobody else answers any more. */
  static void refuse(HttpServletRequest request, HttpServletResponse response, Denial denial) {
    try {
      RequestContexts.refuse(request, response, LAYER, denial);
    } catch (IOException e) {
      RequestContexts.abort(request, e);
    }
  }

  /** Sends what has been written as the whole answer, though the servlet has not returned. */
  static void send(HttpServletRequest request, HttpServletResponse response) {
    try {
      response.flushBuffer(); // through whatever edits it
      ServletResponse container = response;
      while (container instanceof ServletResponseWrapper wrapper) {
        container = wrapper.getResponse();
      }
      container.getOutputStream().close();
    } catch (IOException | RuntimeException e) { // a lost client is either
      RequestContexts.abort(request, e);
    }
  }

  /** Lets the answer come later; whoever gives it has deadlines of its own. */
  static AsyncContext begin(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = request.startAsync(request, response);
    async.setTimeout(0);
    return async;
  }

  /** The same for an answer that is given in one piece or as a stream of events. */
  static ServletReply reply(HttpServletRequest request, HttpServletResponse response) {
    AsyncContext async = begin(request, response);
    ServletReply reply = new ServletReply(async, request, response);
    async.addListener(reply);
    return reply;
  }

  @Override
  public void destroy() {}
}
