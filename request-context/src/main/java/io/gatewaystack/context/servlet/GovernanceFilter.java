package io.gatewaystack.context.servlet;

import io.gatewaystack.context.Completion;
import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Exchange;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestIds;
import io.gatewaystack.context.denial.ResourceMetadata;
import io.gatewaystack.context.net.HostField;
import io.gatewaystack.context.section.Identity;
import io.gatewaystack.context.section.Refusal;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a layer, or a whole {@link Pipeline}, in front of a servlet application.
 *
 * <p>It must be mapped to the REQUEST <em>and</em> ASYNC dispatches and support asynchronous
 * requests; {@link #register} does both. Filters may be stacked: they share one context, and the
 * outer one sees what the inner one refused. Decisions are made once per request, before the
 * application runs; completions run once, when the answer is complete.
 *
 * <p>A request whose path or header fields could be read in two ways is refused with 400 by the
 * outermost filter. Immutable and safe for use by several threads.
 */
public final class GovernanceFilter implements Filter {
  private final Pipeline pipeline;
  private final Settings settings;
  private final ContextFactory contexts;
  private final RateHeaders rateHeaders = new RateHeaders();
  private final OpenRequests open = new OpenRequests();
  private final String attribute;

  /** Governs plain HTTP with default settings. */
  public GovernanceFilter(Layer layer) {
    this(builder(layer));
  }

  private GovernanceFilter(Builder builder) {
    pipeline = builder.layer instanceof Pipeline whole ? whole : Pipeline.of(builder.layer);
    settings = builder.settings();
    contexts = new ContextFactory(settings);
    attribute = GovernanceFilter.class.getName() + "." + RequestIds.random();
  }

  /** Governs an MCP endpoint: every request that reaches this filter is MCP. */
  public static GovernanceFilter mcp(Layer layer) {
    return builder(layer).routes(Routes.none().mcp("")).build();
  }

  /** Starts with default settings. */
  public static Builder builder(Layer layer) {
    return new Builder(layer);
  }

  /**
   * Adds a filter to an application that has not started yet: in front of every filter the
   * application declares, behind those added this way before.
   *
   * @param patterns URL patterns of the servlet specification, e.g. {@code /mcp/*}
   */
  public static void register(ServletContext context, GovernanceFilter filter, String... patterns) {
    FilterRegistration.Dynamic registration =
        Objects.requireNonNull(context.addFilter(filter.attribute, filter), "registration");
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, patterns);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!(request instanceof HttpServletRequest http)
        || !(response instanceof HttpServletResponse answer)) {
      throw new ServletException("only HTTP is governed");
    }
    if (http.getAttribute(attribute) instanceof Governed running) {
      running.resume(http, answer, chain);
    } else {
      govern(http, answer, chain);
    }
  }

  private void govern(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request.getAttribute(Governed.INNERMOST) instanceof Governed outer) {
      outer.exchange().update(c -> contexts.refine(request, c));
      govern(outer.begun(), Completion.NONE, request, response, chain);
      return;
    }
    ContextFactory.Begun begun = contexts.create(request);
    RequestContext context = begun.exchange().context();
    response.setHeader("X-Request-Id", context.request().id());
    if (context.find(Refusal.class).filter(ContextFactory::endsConnection).isPresent()) {
      response.setHeader("Connection", "close");
    }
    try {
      govern(begun, begun, request, response, chain);
    } catch (Throwable e) { // it may have been thrown before anybody knew of the request
      begun.end();
      throw e;
    }
  }

  /** Decides about a request, and lets it pass or not; {@code last} is told of its end at last. */
  private void govern(
      ContextFactory.Begun begun,
      Completion last,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws IOException, ServletException {
    Exchange exchange = begun.exchange();
    begun.body().deciding(true);
    Decision decision = pipeline.before(exchange.context());
    begun.body().deciding(false);
    RequestContext context = exchange.update(before -> decision.context());
    rateHeaders.write(context, response);
    Completion completion = both(decision.completion(), last);
    Governed governed = new Governed(settings, open, begun, completion, request, response);
    request.setAttribute(attribute, governed);
    request.setAttribute(Governed.INNERMOST, governed);
    Identity caller = context.find(Identity.class).orElse(null);
    if (caller != null) {
      request.setAttribute(RequestContexts.USER, caller);
    }
    if (decision instanceof Decision.Deny deny) {
      governed.deny(deny);
    } else {
      governed.pass((Decision.Proceed) decision, chain);
    }
  }

  private static Completion both(Completion first, Completion last) {
    if (last == Completion.NONE) {
      return first;
    }
    return (latest, outcome) -> {
      try {
        first.after(latest, outcome);
      } finally {
        last.after(latest, outcome);
      }
    };
  }

  @Override
  public void init(FilterConfig config) {
    open.begin();
  }

  /** Whatever the container has not ended is recorded as aborted: nobody else would tell of it. */
  @Override
  public void destroy() {
    open.end();
  }

  /** Collects settings; not safe for use by several threads. */
  public static final class Builder {
    private final Layer layer;
    private Routes routes = Routes.none();
    private @Nullable URI publicBaseUrl;
    private List<ResourceMetadata> resources = List.of();
    private int trustedProxyHops;
    private Set<String> allowedHosts = Set.of();
    private int maxBodyBytes = 2 << 20;
    private int maxAwaitedBodies = 150;
    private long maxBodyMemory = Runtime.getRuntime().maxMemory() / 2;
    private int maxMessageBytes = 8 << 20;
    private InstantSource clock = InstantSource.system();

    private Builder(Layer layer) {
      this.layer = Objects.requireNonNull(layer, "layer");
    }

    /** Says where MCP, tools and models are spoken; plain HTTP by default. */
    public Builder routes(Routes value) {
      routes = value;
      return this;
    }

    /** Sets what this server is called from outside: scheme, host and port, without path. */
    public Builder publicBaseUrl(URI value) {
      publicBaseUrl = ResourceMetadata.checkedBase(value);
      return this;
    }

    /** Sets the protected resources whose metadata challenges point to. */
    public Builder resources(List<ResourceMetadata> values) {
      resources = List.copyOf(values);
      return this;
    }

    /** Sets how many reverse proxies of ours stand in front; 0 by default. */
    public Builder trustedProxyHops(int value) {
      if (value < 0) {
        throw new IllegalArgumentException("trustedProxyHops: " + value + " (expected: >= 0)");
      }
      trustedProxyHops = value;
      return this;
    }

    /** Sets the {@code Host} values that may be repeated in challenges, with port. */
    public Builder allowedHosts(String... values) {
      Set<String> hosts = new HashSet<>();
      for (String value : values) {
        if (!HostField.is(value)) {
          throw new IllegalArgumentException("allowedHosts: " + value + " (expected: name[:port])");
        }
        hosts.add(value.toLowerCase(Locale.ROOT));
      }
      allowedHosts = Set.copyOf(hosts);
      return this;
    }

    /** Sets the largest request body read into memory, in bytes; 2 MiB by default. */
    public Builder maxBodyBytes(int value) {
      maxBodyBytes = positive("maxBodyBytes", value);
      return this;
    }

    /**
     * Sets how many bodies that layers read may be waited for at once, each on a thread of the
     * container's; 150 by default, of the 200 that Jetty and Tomcat have. One caller gets two
     * thirds of them, two get two fifths each, and so on; what is late beyond that is refused with
     * 429. Bodies that are there wait for nobody. Of several filters in front of a request the
     * first one's number counts; filters beside each other have a number each.
     */
    public Builder maxAwaitedBodies(int value) {
      maxAwaitedBodies = positive("maxAwaitedBodies", value);
      return this;
    }

    /**
     * Sets how much memory the bodies that layers read, and answers that are held, may take at
     * once, in bytes; half of the heap the process may use by default. A body of more than 8 KiB
     * counts for its length from before it is read until its request ends, and while layers decide
     * for what they may make of it: 31 times its length besides, at most 24 MiB. What is held of an
     * answer counts likewise, if it is more than 8 KiB, until it is sent. One caller gets two
     * thirds, and so on, as with {@link #maxAwaitedBodies}; what there is no room for is refused: a
     * body with 429, an answer with 502. One of them always has room.
     *
     * <p>A quarter as much again is for what editors make of answers, 16 times their length: who
     * finds none waits until others are edited. Of several filters in front of a request the first
     * one's number counts.
     */
    public Builder maxBodyMemory(long value) {
      if (value < 1) {
        throw new IllegalArgumentException("maxBodyMemory: " + value + " (expected: > 0)");
      }
      maxBodyMemory = value;
      return this;
    }

    /** Sets the largest message of an edited answer, in bytes; 8 MiB by default. */
    public Builder maxMessageBytes(int value) {
      maxMessageBytes = positive("maxMessageBytes", value);
      return this;
    }

    /** Sets the clock; the system's by default. */
    public Builder clock(InstantSource value) {
      clock = Objects.requireNonNull(value, "clock");
      return this;
    }

    /** The filter with the settings collected so far. */
    public GovernanceFilter build() {
      return new GovernanceFilter(this);
    }

    private static int positive(String name, int value) {
      if (value < 1 || value == Integer.MAX_VALUE) {
        throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
      }
      return value;
    }

    private Settings settings() {
      return new Settings(
          routes,
          publicBaseUrl,
          resources,
          trustedProxyHops,
          allowedHosts,
          maxBodyBytes,
          new FairShares(maxAwaitedBodies),
          new FairShares(maxBodyMemory),
          new EditingTurns(maxBodyMemory / 4),
          maxMessageBytes,
          clock);
    }
  }
}
