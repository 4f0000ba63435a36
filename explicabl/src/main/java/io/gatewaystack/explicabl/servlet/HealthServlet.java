package io.gatewaystack.explicabl.servlet;

import io.gatewaystack.context.RequestIds;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Rendering;
import io.gatewaystack.context.denial.Rendering.Form;
import io.gatewaystack.context.denial.Rendering.Target;
import io.gatewaystack.context.servlet.ShortAnswer;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletConfig;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers GET and HEAD with {@code {"ok":true,"mode":…,"version":…,"time":…}}, to anybody: map it
 * to {@code /health} where no credential is asked for. Says that the process answers requests and,
 * in {@code warnings} when there are any, what its operator should know. Every other method is 405.
 */
public final class HealthServlet implements Servlet {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final Denial METHOD_NOT_ALLOWED =
      Denial.of(405, "method_not_allowed", -32600, "Only GET and HEAD are allowed here");

  private final String mode;
  private final String version;
  private final InstantSource clock;
  private final Supplier<List<String>> warnings;
  private @Nullable ServletConfig config;

  /** Tells a mode, version {@code dev} and the system's time. */
  public static HealthServlet of(String mode) {
    return new HealthServlet(mode, "dev", InstantSource.system());
  }

  /**
   * Tells a mode, a version and the time.
   *
   * @param mode how the process runs, e.g. {@code demo}
   * @param version which build it is, e.g. a commit id
   * @param clock the time to tell
   */
  public HealthServlet(String mode, String version, InstantSource clock) {
    this(mode, version, clock, List::of);
  }

  /**
   * Tells warnings besides.
   *
   * @param warnings asked with every request, by many threads; short machine words, because
   *     everybody may read them
   */
  public HealthServlet(
      String mode, String version, InstantSource clock, Supplier<List<String>> warnings) {
    this.mode = Objects.requireNonNull(mode, "mode");
    this.version = Objects.requireNonNull(version, "version");
    this.clock = Objects.requireNonNull(clock, "clock");
    this.warnings = Objects.requireNonNull(warnings, "warnings");
  }

  @Override
  public void service(ServletRequest request, ServletResponse response) throws IOException {
    HttpServletRequest question = (HttpServletRequest) request;
    HttpServletResponse answer = (HttpServletResponse) response;
    switch (question.getMethod()) {
      case "GET", "HEAD" -> tell(answer); // a container sends no body to HEAD
      default -> refuse(answer);
    }
  }

  private void tell(HttpServletResponse answer) throws IOException {
    Map<String, Object> health = new LinkedHashMap<>();
    health.put("ok", true);
    health.put("mode", mode);
    health.put("version", version);
    health.put("time", clock.instant().toString());
    List<String> known = warnings.get();
    if (!known.isEmpty()) {
      health.put("warnings", known);
    }
    answer.setStatus(200);
    answer.setContentType("application/json");
    answer.setHeader("Cache-Control", "no-store");
    ShortAnswer.write(answer, MAPPER.writeValueAsBytes(health));
  }

  private static void refuse(HttpServletResponse answer) throws IOException {
    String echoed = answer.getHeader("X-Request-Id"); // there when a governance filter is in front
    String id = echoed == null ? RequestIds.random() : echoed;
    Rendering rendering = Rendering.of(METHOD_NOT_ALLOWED, new Target(Form.HTTP, id, null, null));
    answer.setStatus(rendering.status());
    rendering.headers().forEach(answer::setHeader);
    answer.setHeader("Allow", "GET, HEAD");
    ShortAnswer.write(answer, rendering.body());
  }

  @Override
  public void init(ServletConfig newConfig) {
    config = newConfig;
  }

  @Override
  public @Nullable ServletConfig getServletConfig() {
    return config;
  }

  @Override
  public String getServletInfo() {
    return "health";
  }

  @Override
  public void destroy() {}
}
