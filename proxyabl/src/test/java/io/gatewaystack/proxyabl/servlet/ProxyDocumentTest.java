package io.gatewaystack.proxyabl.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.servlet.GovernanceFilter;
import io.gatewaystack.proxyabl.ProxyablBuilder;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.TestServer;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What docs/proxy.md shows compiles and runs, and it names every setting there is. */
class ProxyDocumentTest {
  private static final Path DOCUMENT = Path.of("..", "docs", "proxy.md");
  private static final Path SOURCE =
      Path.of("src/test/java/io/gatewaystack/proxyabl/servlet/DocumentedProxy.java");

  @Test
  void itShowsTheCodeThatRunsHere() throws Exception {
    String document = Files.readString(DOCUMENT);
    Map<String, String> shown = found(document, "(?s)<!-- (\\w+) -->\n```java\n(.*?)```");
    assertThat(shown).isEqualTo(found(source(), "(?s)// begin (\\w+)\n(.*?)// end"));
    assertThat(shown).hasSize(document.split("```java", -1).length - 1);
  }

  private static String source() throws IOException {
    return Files.readAllLines(SOURCE).stream()
        .map(line -> line.startsWith("    ") ? line.substring(4) : line)
        .collect(Collectors.joining("\n"));
  }

  private static Map<String, String> found(String text, String pattern) {
    Map<String, String> blocks = new TreeMap<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      blocks.put(matcher.group(1), matcher.group(2).strip());
    }
    return blocks;
  }

  @Test
  void whatItShowsRuns() throws Exception {
    assertThat(DocumentedProxy.scopes().scopesSupported()).contains("tool:read", "tool:write");
    try (TestServer server =
        TestServer.builder()
            .filter("/*", new GovernanceFilter(DocumentedProxy.scopes()))
            .onStartup(
                context -> {
                  DocumentedProxy.one(context);
                  DocumentedProxy.several(context, "key");
                })
            .start()) {
      String request = "GET /crm/v1/tools HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      assertThat(RawHttp.exchange(server.port(), request).status()).isEqualTo(401);
    }
  }

  @Test
  void itNamesEverySetting() throws Exception {
    String document = Files.readString(DOCUMENT);
    List<String> settings =
        Arrays.stream(ProxyablBuilder.class.getDeclaredMethods())
            .filter(method -> Modifier.isPublic(method.getModifiers()))
            .filter(method -> !method.isSynthetic())
            .map(Method::getName)
            .filter(name -> !name.equals("build"))
            .toList();
    assertThat(settings).isNotEmpty().allSatisfy(s -> assertThat(document).contains("`" + s));
  }

  @Test
  void itsLinksLeadSomewhere() throws Exception {
    Matcher links = Pattern.compile("\\]\\(([^)#:]+)[^)]*\\)").matcher(Files.readString(DOCUMENT));
    assertThat(links.results().map(link -> link.group(1)).toList())
        .isNotEmpty()
        .allSatisfy(link -> assertThat(DOCUMENT.resolveSibling(link)).exists());
  }
}
