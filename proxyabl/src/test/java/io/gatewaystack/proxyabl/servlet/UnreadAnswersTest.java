package io.gatewaystack.proxyabl.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.ResponseEditor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A client that asks and asks, and reads no answer: it waits alone. */
@Timeout(60)
class UnreadAnswersTest {
  /** Whose answers together are more than all buffers on the way hold. */
  private static final int CALLS = 20_000;

  private static final String CALL = "tools/call";

  private record Editing(ResponseEditor editor) implements Layer {
    @Override
    public String name() {
      return "editing";
    }

    @Override
    public Decision before(RequestContext context) {
      return Decision.proceed(context).editing(editor);
    }
  }

  private static final class Unchanged implements ResponseEditor {
    @Override
    public void message(Message message, Consumer<Message> out) {
      out.accept(message);
    }
  }

  /** Makes more of a short answer than a container keeps before it sends. */
  private static final class Growing implements ResponseEditor {
    @Override
    public void message(Message message, Consumer<Message> out) {
      String longer = new String(message.bytes(), UTF_8).replace("xx", "yyyyyyyyyyyyyyyy");
      out.accept(Message.of(longer.getBytes(UTF_8)));
    }
  }

  private static Socket narrow(int port) throws IOException {
    Socket client = new Socket();
    client.setReceiveBufferSize(4096);
    client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return client;
  }

  private static void ask(Socket client) {
    byte[] call =
        McpGate.message(
            "/mcp",
            "alice",
            McpGate.modern(CALL, "\"name\":\"t\""),
            McpGate.MODERN,
            "Mcp-Method: " + CALL,
            "Mcp-Name: t");
    try {
      for (int i = 0; i < CALLS; i++) {
        client.getOutputStream().write(call);
      }
    } catch (SocketException e) {
      // the test is over
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Asks until nobody is asked any more, though there is more to ask. */
  private static void askUntilItStalls(Socket client, FakeMcp upstream) throws Exception {
    Thread asking = new Thread(() -> ask(client), "asking");
    asking.setDaemon(true);
    asking.start();
    upstream.next(CALL);
    boolean more = true;
    while (more) {
      while (upstream.wasAskedMore()) {
        upstream.next();
      }
      TimeUnit.MILLISECONDS.sleep(500);
      more = upstream.wasAskedMore();
    }
    assertThat(asking.isAlive()).isTrue();
  }

  /** What threads do that would have to wait for the client to go on. */
  private static Stream<String> waitingInAWrite() {
    return Thread.getAllStackTraces().values().stream()
        .map(Arrays::toString)
        .filter(stack -> stack.contains("HttpOutput.write") && stack.contains("Blocker"));
  }

  private static void expectNoThreadToWait(UnaryOperator<Layer> layers) throws Exception {
    String text = "x".repeat(6000);
    try (FakeMcp fs =
            FakeMcp.named("fs")
                .result(CALL, "{\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}");
        McpGate gate = McpGate.with(gateway -> gateway.upstream(fs.upstream()), layers);
        Socket client = narrow(gate.port())) {
      askUntilItStalls(client, fs);
      assertThat(waitingInAWrite()).isEmpty();
    }
  }

  @Test
  void noThreadWaitsUntilAnAnswerIsRead() throws Exception {
    expectNoThreadToWait(layer -> layer);
  }

  @Test
  void noThreadWaitsUntilAnEditedAnswerIsRead() throws Exception {
    expectNoThreadToWait(layer -> Pipeline.of(layer, new Editing(new Unchanged())));
  }

  @Test
  void noThreadWaitsUntilAnAnswerIsReadThatEditingHasMadeLong() throws Exception {
    expectNoThreadToWait(layer -> Pipeline.of(layer, new Editing(new Growing())));
  }
}
