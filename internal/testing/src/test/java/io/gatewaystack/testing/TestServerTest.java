package io.gatewaystack.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class TestServerTest {
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final Filter filter =
      (request, response, chain) -> {
        seen.add(request.getDispatcherType().name());
        chain.doFilter(request, response);
      };

  @Test
  void runsFiltersOnRequestAndAsyncDispatches() throws IOException {
    try (TestServer server =
        TestServer.builder().filter("/*", filter).servlet("/app/*", new Redispatching()).start()) {
      RawResponse response = RawHttp.exchange(server.port(), get("/app/x"));
      assertThat(response.status()).isEqualTo(202);
      assertThat(response.text()).isEqualTo("done");
      assertThat(seen).containsExactly("REQUEST", "ASYNC");
      assertThat(server.uri("/a?b").toString()).endsWith(":" + server.port() + "/a?b");
    }
  }

  @Test
  void registersOnStartup() throws IOException {
    try (TestServer server =
        TestServer.builder()
            .onStartup(
                context ->
                    context.addFilter("seen", filter).addMappingForUrlPatterns(null, false, "/*"))
            .start()) {
      assertThat(RawHttp.exchange(server.port(), get("/none")).status()).isEqualTo(404);
      assertThat(seen).containsExactly("REQUEST");
    }
  }

  @Test
  void freesItsPort() throws IOException {
    TestServer server = TestServer.builder().start();
    int port = server.port();
    server.close();
    assertThatThrownBy(() -> RawHttp.connect(port)).isInstanceOf(IOException.class);
  }

  @Test
  void saysSoWhenTheApplicationDoesNotStart() {
    TestServer.Builder builder =
        TestServer.builder()
            .onStartup(
                context -> {
                  throw new IllegalArgumentException("planted");
                });
    assertThatThrownBy(builder::start).hasRootCauseMessage("planted");
  }

  private static String get(String path) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
  }

  private static final class Redispatching extends HttpServlet {
    private static final long serialVersionUID = 1;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (request.getDispatcherType() == DispatcherType.ASYNC) {
        response.setStatus(202);
        response.getWriter().write("done");
        return;
      }
      AsyncContext async = request.startAsync();
      async.dispatch();
    }
  }
}
