package io.gatewaystack.transformabl;

import io.gatewaystack.context.denial.Refused;
import io.gatewaystack.context.json.InvalidJson;
import io.gatewaystack.context.json.JsonDocument;
import io.gatewaystack.context.response.Message;
import io.gatewaystack.context.response.ResponseEditor;
import io.gatewaystack.context.response.ResponseHead;
import io.gatewaystack.context.section.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at one answer, redacts and restores what the settings say, tells what was found and refuses
 * what scores too high before anything of it leaves.
 */
final class AnswerEditor implements ResponseEditor {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerEditor.class);

  private final AnswerText text;
  private final AnswerStream stream;
  private final String requestId;
  private @Nullable ResponseHead head;
  private boolean events;

  /**
   * An editor of an answer.
   *
   * @param mcp whether the route is MCP: its events are whole messages
   */
  AnswerEditor(AnswerText text, boolean mcp, String requestId) {
    this.text = text;
    this.stream = new AnswerStream(text, !mcp);
    this.requestId = requestId;
  }

  @Override
  public void head(ResponseHead answer) {
    head = answer;
    text.maxMessageBytes(answer.maxMessageBytes());
    String type = answer.mediaType().orElse("application/json");
    events = type.equals("text/event-stream");
    boolean seen = events || ContentType.parse(type).isJson();
    if (!seen) {
      text.unscanned();
      tell();
    }
  }

  @Override
  public void message(Message message, Consumer<Message> out) {
    List<Message> ready = new ArrayList<>(1);
    try {
      if (events) {
        stream.message(message, ready::add);
      } else {
        ready.add(whole(message));
      }
    } catch (Refused e) { // nobody has judged it
      tell();
      throw e;
    } catch (RuntimeException | Error e) {
      passUnseen(e);
      ready.clear();
      ready.add(message);
    }
    tell();
    ready.forEach(out);
  }

  @Override
  public void end(Consumer<Message> out) {
    List<Message> ready = new ArrayList<>(0);
    try {
      stream.end(ready::add);
    } catch (Refused e) {
      tell();
      throw e;
    } catch (RuntimeException | Error e) {
      passUnseen(e);
    }
    tell();
    ready.forEach(out);
  }

  private Message whole(Message message) {
    JsonDocument before = message.json();
    JsonDocument after = text.edited(before);
    return after.equals(before) ? message : message.with(after);
  }

  /** Where nothing is at stake but labels, an answer passes that could not be looked at. */
  private void passUnseen(Throwable cause) {
    if (cause instanceof InvalidJson notJson) {
      if (text.treatment().enforces()) {
        throw notJson;
      }
    } else {
      RuntimeException told = Failure.withoutMessage(cause);
      if (text.treatment().enforces() || text.restores()) {
        throw told;
      }
      LOG.warn("{}: an answer could not be looked at", requestId, told);
    }
    text.unscanned();
  }

  private void tell() {
    ResponseHead answer = head;
    if (answer == null || !text.tally().hasNews()) {
      return;
    }
    Content content = text.tally().drain();
    answer.merge(content);
    if (text.treatment().blocks(content)) {
      throw new Refused(Transformabl.blocked(content, "response_blocked"));
    }
  }
}
