package io.gatewaystack.example.walk;

import io.gatewaystack.example.config.ServerConfig;
import io.gatewaystack.example.demo.Demo;
import io.gatewaystack.example.gateway.Gateway;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Starts the server in demo mode and walks through everything it does to a request, printing each
 * request, its status and the interesting part of the answer.
 */
public final class DemoWalk implements AutoCloseable {
  /** Settings that make the walk show redaction and not wait long for a slow upstream. */
  public static final Map<String, String> SETTINGS =
      Map.of("TRANSFORM_REDACT", "placeholder", "PROXY_TIMEOUT_MS", "1000");

  private static final String CARD = "4111 1111 1111 1111";
  private static final String ORDER = "4111 1111 1111 1112";
  private static final String EMAIL = "jane.doe@example.com";

  private final ServerConfig config;
  private final Gateway gateway;
  private final Demo demo;
  private final Path auditFile;
  private final Report report;
  private final Calls calls;
  private String read = "";
  private String write = "";

  private DemoWalk(ServerConfig config, Gateway gateway, Path auditFile, PrintStream out) {
    this.config = config;
    this.gateway = gateway;
    this.demo = gateway.demo().orElseThrow();
    this.auditFile = auditFile;
    this.report = new Report(out);
    this.calls = new Calls(gateway.port(), report);
  }

  /**
   * Starts the server.
   *
   * @param variables settings; without {@code AUDIT_FILE} a temporary one is used
   * @throws IOException naming the setting when a port is taken
   */
  public static DemoWalk start(Map<String, String> variables, PrintStream out) throws IOException {
    Map<String, String> settings = new HashMap<>(variables);
    if (settings.getOrDefault("AUDIT_FILE", "").isEmpty()) {
      settings.put("AUDIT_FILE", Files.createTempFile("gatewaystack-audit-", ".jsonl").toString());
    }
    ServerConfig config = ServerConfig.from(settings);
    Path auditFile = config.audit().file().orElseThrow();
    Gateway gateway = Gateway.start(config, PrintStream.nullOutputStream());
    return new DemoWalk(config, gateway, auditFile, out);
  }

  /** Walks through the flow; returns how many steps differed from what they promise. */
  public int run() throws IOException {
    long before = lines().size();
    challenge();
    mint();
    authorize();
    redact();
    proxy();
    mcp();
    hostilePaths();
    badTokens();
    limit();
    upstreamFaults();
    audit(before);
    report.say(
        report.differing() == 0
            ? "\nEvery step went as promised."
            : "\nSteps that differed: " + report.differing());
    return report.differing();
  }

  /** Says how the running server can be used. */
  public void sayHowToGoOn() {
    report.say("The gateway keeps running on port " + gateway.port() + " until Ctrl-C. Try:");
    report.say(
        "  curl -s -X POST localhost:%d/mint -d '{\"sub\":\"me\",\"scope\":\"tool:write\"}'"
            .formatted(demo.issuerPort()));
    report.say(
        "  curl -s localhost:%d/protected/ping -H 'Authorization: Bearer <its access_token>'"
            .formatted(gateway.port()));
    report.say("Audit events: " + auditFile);
  }

  private void challenge() throws IOException {
    report.title(1, "Without a token: 401 and a challenge");
    Reply reply = calls.get("/protected/ping");
    String challenge = reply.header("www-authenticate");
    calls.show(
        "GET /protected/ping",
        reply,
        challenge,
        reply.status() == 401
            && challenge.startsWith("Bearer ")
            && reply.json().path("error").asString("").equals("unauthorized")
            && !reply.header("x-request-id").isEmpty());

    report.title(2, "The challenge leads to the metadata (RFC 9728)");
    String path = challenge.replaceAll(".*resource_metadata=\"https?://[^/]+([^\"]*)\".*", "$1");
    Reply metadata = calls.get(path);
    calls.show(
        "GET " + path,
        metadata,
        metadata.text(),
        metadata.status() == 200
            && metadata.json().path("resource").asString("").equals(config.resource().orElse(null))
            && metadata
                .json()
                .path("authorization_servers")
                .path(0)
                .asString("")
                .equals(demo.issuer().issuer()));
  }

  private void mint() throws IOException {
    report.title(3, "Two tokens from the demo issuer");
    read = mint("reader", "tool:read");
    write = mint("writer", "tool:read tool:write");
  }

  private String mint(String subject, String scope) throws IOException {
    String body = "{\"sub\":\"" + subject + "\",\"scope\":\"" + scope + "\"}";
    Reply reply = Reply.to(demo.issuerPort(), "POST /mint", List.of(), body);
    String token = reply.json().path("access_token").asString("");
    report.line(
        "POST /mint " + body, reply.status(), token.length() + " characters", !token.isEmpty());
    return token;
  }

  private void authorize() throws IOException {
    report.title(4, "With a token: 200 and rate headers");
    Reply ping = calls.get("/protected/ping", Calls.bearer(read));
    calls.show(
        "GET /protected/ping",
        ping,
        "RateLimit: " + ping.header("ratelimit"),
        ping.status() == 200 && !ping.header("ratelimit").isEmpty());

    report.title(5, "A scope that is missing, and one that is held");
    Reply denied = calls.post("/protected/echo", read, "{\"a\":1}");
    calls.show(
        "POST /protected/echo (tool:read)",
        denied,
        denied.header("www-authenticate"),
        denied.status() == 403
            && denied.json().path("error").asString("").equals("insufficient_scope")
            && denied.header("www-authenticate").contains("tool:write"));
    Reply allowed = calls.post("/protected/echo", write, "{\"a\":1}");
    calls.show(
        "POST /protected/echo (tool:write)",
        allowed,
        allowed.text(),
        allowed.status() == 200
            && allowed.text().contains("\"sub\":\"writer\",\"body\":{\"a\":1}"));
  }

  private void redact() throws IOException {
    report.title(6, "Personal data is redacted, an order number is not");
    String body =
        "{\"z\":{\"mail\":\"%s\",\"card\":\"%s\"},\"order\":\"%s\",\"n\":1.00}"
            .formatted(EMAIL, CARD, ORDER);
    Reply reply = calls.post("/protected/echo", write, body);
    boolean intact =
        reply.text().contains("\"order\":\"" + ORDER + "\",\"n\":1.00}")
            && !reply.text().contains(EMAIL)
            && !reply.text().contains(CARD);
    calls.show(
        "POST /protected/echo " + body, reply, reply.text(), reply.status() == 200 && intact);
  }

  private void proxy() throws IOException {
    report.title(7, "The upstream learns who calls, from us alone");
    Reply reply =
        calls.get(
            "/proxy/echo?foo=bar",
            Calls.bearer(read),
            "X-User-Id: mallory",
            "x_user_id: mallory",
            "X-Org-Id: mallory",
            "Connection: X-User-Id, close");
    boolean clean =
        reply.json().path("headers").path("x-user-id").asString("").equals("reader")
            && !reply.text().contains("mallory")
            && reply.json().path("query").path("foo").asString("").equals("bar");
    calls.show(
        "GET /proxy/echo?foo=bar with forged headers",
        reply,
        reply.text(),
        reply.status() == 200 && clean);
  }

  private void mcp() throws IOException {
    report.title(8, "Tools over MCP: each caller sees what it may call");
    new McpSteps(calls)
        .run(
            demo.issuer().mint("agent", "tool:read"),
            demo.issuer().mint("editor", "tool:read tool:write"));
  }

  private void hostilePaths() throws IOException {
    report.title(9, "Paths that mean different things to different servers");
    String token = demo.issuer().mint("pathfinder", "tool:read");
    for (String path :
        List.of(
            "/proxy/%2e%2e/admin",
            "/proxy/../admin",
            "/proxy/..;/admin",
            "/proxy/a;x=1/b",
            "/proxy//evil",
            "/proxy/\\evil")) {
      Reply reply = calls.get(path, Calls.bearer(token));
      calls.show("GET " + path, reply, reply.text(), reply.status() >= 400 && reply.status() < 500);
    }
  }

  private void badTokens() throws IOException {
    report.title(10, "Tokens that are not believed");
    Map<String, String> tokens =
        BadTokens.byCode(demo.issuer(), config.identity().audiences().get(0));
    for (Map.Entry<String, String> token : tokens.entrySet()) {
      Reply reply = calls.get("/protected/ping", Calls.bearer(token.getValue()));
      String code = reply.json().path("code").asString("");
      calls.show(
          "GET /protected/ping: " + token.getKey(),
          reply,
          code,
          reply.status() == 401 && token.getKey().split(" ", 2)[0].equals(code));
    }
  }

  private void limit() throws IOException {
    report.title(11, "The limit, and somebody else");
    String busy = demo.issuer().mint("busy", "tool:read");
    Reply last = calls.get("/protected/ping", Calls.bearer(busy));
    calls.note(last);
    for (int i = 1; i < config.rates().calls().max() && last.status() == 200; i++) {
      last = calls.get("/protected/ping", Calls.bearer(busy));
      calls.note(last);
    }
    report.line(
        config.rates().calls().max() + " × GET /protected/ping",
        last.status(),
        last.header("ratelimit"),
        last.status() == 200);
    Reply over = calls.get("/protected/ping", Calls.bearer(busy));
    calls.show(
        "one more",
        over,
        "Retry-After: " + over.header("retry-after"),
        over.status() == 429 && !over.header("retry-after").isEmpty());
    Reply other =
        calls.get("/protected/ping", Calls.bearer(demo.issuer().mint("calm", "tool:read")));
    calls.show("another subject", other, other.text(), other.status() == 200);
  }

  private void upstreamFaults() throws IOException {
    report.title(12, "An upstream that is slow, down, and back");
    String token = demo.issuer().mint("patient", "tool:read");
    Reply slow = calls.get("/proxy/slow/10000", Calls.bearer(token));
    calls.show("GET /proxy/slow/10000", slow, slow.text(), slow.status() == 504);
    demo.echo().goAway();
    Reply down = calls.get("/proxy/echo", Calls.bearer(token));
    calls.show("GET /proxy/echo while it is down", down, down.text(), down.status() == 502);
    demo.echo().comeBack();
    Reply back = calls.get("/proxy/echo", Calls.bearer(token));
    calls.show(
        "GET /proxy/echo when it is back", back, back.header("content-type"), back.status() == 200);
  }

  private void audit(long before) throws IOException {
    report.title(13, "One audit line for each request above");
    List<String> lines = awaitLines(before + calls.requestIds().size());
    List<String> recorded = lines.subList((int) Math.min(before, lines.size()), lines.size());
    String all = String.join("\n", recorded);
    boolean complete =
        recorded.size() == calls.requestIds().size()
            && calls.requestIds().stream().allMatch(all::contains);
    boolean discreet =
        !all.contains(EMAIL) && !all.contains(CARD) && !all.contains("eyJ") && !all.contains(write);
    report.line(
        auditFile.toString(),
        recorded.size(),
        "lines for " + calls.requestIds().size() + " requests; no token, e-mail or card in them",
        complete && discreet);
    recorded.stream().skip(Math.max(0, recorded.size() - 2)).forEach(report::say);
  }

  private List<String> awaitLines(long expected) throws IOException {
    List<String> lines = lines();
    for (int i = 0; i < 200 && lines.size() < expected; i++) {
      try {
        TimeUnit.MILLISECONDS.sleep(10); // events are written beside the requests
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return lines;
      }
      lines = lines();
    }
    return lines;
  }

  private List<String> lines() throws IOException {
    return Files.exists(auditFile) ? Files.readAllLines(auditFile) : List.of();
  }

  @Override
  public void close() {
    gateway.close();
  }
}
