package io.gatewaystack.context.servlet;

import io.gatewaystack.context.Decision;
import io.gatewaystack.context.Layer;
import io.gatewaystack.context.Pipeline;
import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.json.JsonDocument.Edit;
import io.gatewaystack.context.json.Leaf;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.ResponseEditor;
import io.gatewaystack.context.response.ResponseHead;
import io.gatewaystack.testing.RawHttp;
import io.gatewaystack.testing.RawResponse;
import io.gatewaystack.testing.TestServer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Answers of an application behind a layer that edits them. */
abstract class EditedAnswers {
  static final String JSON =
      "{ \"n\":1.00, \"e\":\"\\u00e9\\/\", \"name\":\"secret\", \"z\":[1e3 ,\"secret\"]}";
  static final String EVENTS =
      ": hello\n\nid: 1\ndata: {\"n\":1.00}\n\nevent: x\nid: 2\ndata: {\"a\":\"secret\"}\n\n";

  final Recorder recorder = new Recorder();

  /** Replaces every string leaf that says "secret". */
  static final class Redactor implements ResponseEditor {
    @Override
    public void head(ResponseHead head) {
      head.set("X-Edited", "yes");
    }

    @Override
    public void message(Message message, Consumer<Message> out) {
      List<Edit> edits = new ArrayList<>();
      message
          .json()
          .walk(
              leaf -> {
                if (leaf.kind() == Leaf.Kind.STRING && leaf.text().equals("secret")) {
                  edits.add(
                      new Edit(leaf.from(), leaf.to(), "\"*\"".getBytes(StandardCharsets.UTF_8)));
                }
              });
      out.accept(edits.isEmpty() ? message : message.with(message.json().splice(edits)));
    }
  }

  record Editing(ResponseEditor editor) implements Layer {
    @Override
    public String name() {
      return "editing";
    }

    @Override
    public Decision before(RequestContext context) {
      return Decision.proceed(context).editing(editor);
    }
  }

  RawResponse get(ResponseEditor editor, Servlets.Service service) throws Exception {
    return get(
        GovernanceFilter.builder(Pipeline.of(recorder, new Editing(editor)))
            .maxMessageBytes(1000)
            .build(),
        service);
  }

  RawResponse get(GovernanceFilter filter, Servlets.Service service) throws Exception {
    try (TestServer server =
        TestServer.builder().filter("/*", filter).servlet("/*", Servlets.of(service)).start()) {
      RawResponse answer =
          RawHttp.exchange(
              server.port(),
              "GET /x HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n"
                  + "Range: bytes=0-1\r\nConnection: close\r\n\r\n");
      recorder.only(); // before the server stops, which would end the request in its own way
      return answer;
    }
  }

  static void byStream(HttpServletResponse response, byte[] bytes) throws IOException {
    response.getOutputStream().write(bytes);
  }
}
