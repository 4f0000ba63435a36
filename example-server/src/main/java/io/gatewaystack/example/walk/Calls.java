package io.gatewaystack.example.walk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Requests to the running gateway, each shown with its answer and remembered by its id. */
final class Calls {
  private final int port;
  private final Report report;
  private final List<String> requestIds = new ArrayList<>();

  Calls(int port, Report report) {
    this.port = port;
    this.report = report;
  }

  /** The ids of the requests that were shown or noted. */
  List<String> requestIds() {
    return requestIds;
  }

  void note(Reply reply) {
    requestIds.add(reply.header("x-request-id"));
  }

  void show(String request, Reply reply, String shown, boolean asExpected) {
    note(reply);
    report.line(request, reply.status(), shown, asExpected);
  }

  Reply get(String target, String... fields) throws IOException {
    return Reply.to(port, "GET " + target, List.of(fields), "");
  }

  Reply post(String path, String token, String json) throws IOException {
    return Reply.to(
        port,
        "POST " + path,
        List.of(
            bearer(token),
            "Content-Type: application/json",
            "Accept: application/json, text/event-stream"),
        json);
  }

  static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }
}
