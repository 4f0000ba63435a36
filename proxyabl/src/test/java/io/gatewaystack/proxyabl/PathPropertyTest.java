package io.gatewaystack.proxyabl;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Body;
import io.gatewaystack.context.Headers;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.RequestInfo;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.section.Identity;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * What was matched is what is sent, and whoever reads it finds it where it is allowed: a server
 * that decodes once, twice or leniently, drops path parameters, takes backslashes for slashes,
 * merges slashes and resolves dot segments afterwards.
 */
class PathPropertyTest {
  private static final int ROUNDS = 20_000;
  private static final List<String> PIECES =
      List.of(
          "/",
          "/",
          "/",
          "/",
          ".",
          "..",
          "%2e%2e",
          "%252e%252e",
          "..;",
          "%2f",
          "%5c",
          "\\",
          ";x=1",
          "%3b",
          "%25",
          "2e",
          "2f",
          "api",
          "admin",
          "a",
          "%61pi",
          "%2561pi",
          "%c3%b6",
          "%00",
          "%c0%ae",
          "%e2%80%ae",
          "~",
          "@",
          ":",
          "+",
          "%20",
          "%",
          "\u00f6",
          "*",
          "'",
          "(",
          "$",
          "&",
          "=",
          "%26");

  private static final List<UnaryOperator<String>> SERVERS =
      List.of(
          path -> URI.create(path).normalize().getPath(),
          path -> resolved(decoded(path)),
          path -> resolved(decoded(decoded(path))),
          path -> resolved(decoded(path).replace('\\', '/')),
          path -> resolved(decoded(path.replaceAll(";[^/]*", ""))),
          path -> resolved(decoded(path).replaceAll(";[^/]*", "")),
          path -> resolved(path));

  @Test
  void everyServerFindsWhatIsSentWhereItIsAllowed() throws Exception {
    Proxyabl proxyabl =
        Proxyabl.builder(URI.create("http://up.test/base"))
            .prefix("/gate")
            .allowedPaths("/api")
            .build();
    SplittableRandom random = new SplittableRandom(11);
    int sent = 0;
    for (int i = 0; i < ROUNDS; i++) {
      StringBuilder raw = new StringBuilder(random.nextInt(4) == 0 ? "/gate" : "/gate/api");
      for (int n = random.nextInt(9); n > 0; n--) {
        raw.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      Plan plan =
          proxyabl.plan(context(raw.toString()), new Inbound(List.of(), "HTTP/1.1", "https", null));
      if (plan instanceof Plan.Forward forward) {
        sent++;
        check(raw.toString(), forward.uri());
      } else {
        assertThat(((Plan.Refuse) plan).denial().status()).isIn(400, 403);
      }
    }
    assertThat(sent).isBetween(ROUNDS / 100, ROUNDS / 2);
  }

  private static void check(String raw, URI uri) {
    String path = uri.getRawPath();
    boolean same = decoded(path).equals("/base" + decoded(raw).substring("/gate".length()));
    if (!same || !uri.getRawAuthority().equals("up.test") || uri.getRawQuery() != null) {
      throw new AssertionError(raw + " is sent as " + uri);
    }
    for (UnaryOperator<String> server : SERVERS) {
      String found = server.apply(path);
      if (!found.equals("/base/api") && !found.startsWith("/base/api/")) {
        throw new AssertionError(raw + " is sent as " + path + " and found at " + found);
      }
    }
  }

  /** As careless servers decode: what is no code stays as it is. */
  private static String decoded(String path) {
    String codes = path.replace("+", "%2B").replaceAll("%(?![0-9a-fA-F]{2})", "%25");
    return URLDecoder.decode(codes, StandardCharsets.UTF_8);
  }

  private static String resolved(String path) {
    Deque<String> segments = new ArrayDeque<>();
    for (String segment : path.split("/", -1)) {
      if (segment.equals("..")) {
        segments.pollLast();
      } else if (!segment.isEmpty() && !segment.equals(".")) {
        segments.addLast(segment);
      }
    }
    return "/" + String.join("/", segments);
  }

  private static RequestContext context(String rawPath) {
    RequestInfo info =
        new RequestInfo(
            "request-1",
            "GET",
            rawPath,
            rawPath,
            null,
            Headers.EMPTY,
            InetAddress.getLoopbackAddress(),
            Instant.EPOCH);
    return RequestContext.of(info, Route.HTTP, Body.empty())
        .with(Identity.builder("alice", "https://idp.test").build());
  }
}
