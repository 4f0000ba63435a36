package io.gatewaystack.example.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

/** The section {@code mcp}: endpoints and the servers behind them. */
class GatewayFileUpstreamsTest extends GatewayFiles {
  static Stream<Arguments> unfit() {
    return Stream.of(
        argumentSet(
            "address in place of an upstream",
            "mcp: {/mcp: {upstreams: {fs: 'https://a.example/hunter2'}}}",
            ":1: mcp./mcp.upstreams.fs: a text (expected: a mapping)"),
        argumentSet(
            "path",
            "mcp:\n  mcp: {tools: {a: [b]}}",
            ":2: mcp.mcp: (expected: a path such as /mcp)"),
        argumentSet(
            "endpoint without anything",
            "mcp: {/mcp: {}}",
            ":1: mcp./mcp.upstreams: none (expected: at least one, or a tool)"),
        argumentSet(
            "host",
            "mcp: {/mcp: {tools: {a: {function: true, open: true}}, hosts: [a b]}}",
            "mcp./mcp.hosts: (expected: name[:port])"),
        argumentSet(
            "origin",
            "mcp: {/mcp: {tools: {a: {function: true, open: true}}, origins: ['https://a b']}}",
            "mcp./mcp.origins: (expected: an origin)"),
        argumentSet(
            "upstream without url",
            "mcp: {/mcp: {upstreams: {fs: {}}}}",
            ":1: mcp./mcp.upstreams.fs.url: missing"),
        argumentSet(
            "password in url",
            "mcp: {/mcp: {upstreams: {fs: {url: 'https://u:hunter2@a.example'}}}}",
            ":1: mcp./mcp.upstreams.fs.url: (expected: an absolute http or https URL)"),
        argumentSet(
            "name of upstream",
            "mcp: {/mcp: {upstreams: {f.s: {url: 'https://a.example'}}}}",
            ":1: mcp./mcp.upstreams.f.s: upstream name: f.s (expected: a letter, then"),
        argumentSet(
            "address of upstream",
            "mcp: {/mcp: {upstreams: {fs: {url: 'http://10.0.0.1/mcp'}}}}",
            "mcp./mcp.upstreams.fs.url: (expected: an address outbound allows; it is scheme_not"),
        argumentSet(
            "variable not set",
            "mcp: {/mcp: {upstreams: {fs: {url: 'https://a.example', bearerFrom: NO_SUCH}}}}",
            "bearerFrom: NO_SUCH (expected: the name of a variable that is set)"),
        argumentSet(
            "two credentials",
            "mcp: {/mcp: {upstreams: {fs: {url: 'https://a.example', bearer: hunter2,"
                + " apiKeyHeader: X-Key, apiKey: hunter2}}}}",
            "bearer: (expected: a bearer or an API key, not both)"),
        argumentSet(
            "key without header",
            "mcp: {/mcp: {upstreams: {fs: {url: 'https://a.example', apiKey: hunter2}}}}",
            "apiKeyHeader: (expected: together with apiKey or apiKeyFrom)"),
        argumentSet(
            "secret that is a number",
            "mcp: {/mcp: {upstreams: {fs: {url: 'https://a.example', bearer: 1234567}}}}",
            "mcp./mcp.upstreams.fs.bearer: (expected: a text)"),
        argumentSet(
            "timeout",
            "mcp: {/mcp: {upstreams: {fs: {url: 'https://a.example', timeoutMillis: 0}}}}",
            "timeoutMillis: 0 (expected: a whole number from 1 to 86400000)"));
  }

  @Test
  void theOnlyUpstreamKeepsItsNames() throws Exception {
    ServerConfig config =
        load(
            "mcp: {/mcp: {upstreams: {fs: {url: 'https://a.example'}}, tools: {read: [a], a.b: [c]},"
                + " prompts: {p: [a]}}}");
    assertThat(config.mcp().get(0).tools()).containsOnlyKeys("read", "a.b");
  }
}
