package io.gatewaystack.context.servlet;

import io.gatewaystack.context.Exchange;
import io.gatewaystack.context.denial.Rendering;
import io.gatewaystack.context.net.MediaType;
import io.gatewaystack.context.response.ResponseEditor;
import io.gatewaystack.context.response.ResponseHead;
import io.gatewaystack.context.section.Mergeable;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the application writes to when somebody edits its answer. Header and trailer fields that
 * describe the unedited bytes are held back; they are let go only if the answer turns out not to be
 * edited.
 */
final class EditedResponse extends HttpServletResponseWrapper {
  private static final Set<String> OF_UNEDITED_BYTES =
      Set.of(
          "content-length",
          "etag",
          "content-md5",
          "digest",
          "content-digest",
          "repr-digest",
          "trailer");

  private final EditedStream stream;
  private final Governed governed;
  private final Map<String, String> held = new TreeMap<>();
  private @Nullable Supplier<Map<String, String>> heldTrailers;
  private @Nullable PrintWriter writer;
  private boolean streamTaken;

  EditedResponse(HttpServletResponse response, Governed governed, ResponseEditor editor) {
    super(response);
    this.governed = governed;
    this.stream = new EditedStream(this, governed, editor);
  }

  HttpServletResponse container() {
    return (HttpServletResponse) getResponse();
  }

  /** The answer is complete: sends what the editor still holds. Without effect when repeated. */
  void finish() throws IOException {
    flushWriter();
    stream.finish();
  }

  /** Like {@link #finish}, for an answer that may be written without blocking. */
  void finishThen(Runnable complete, boolean later) {
    flushWriter();
    stream.finishThen(complete, later);
  }

  /** Answers with a refusal in place of what is not sent yet. */
  void refuse(Rendering answer) throws IOException {
    stream.refuse(answer);
  }

  /** Whether the answer was ended by a failure of the editor or of its input. */
  boolean isCut() {
    return stream.isCut();
  }

  private void flushWriter() {
    if (writer != null) {
      writer.flush();
    }
  }

  /** Lets go of the header fields that were held back: the answer leaves as it was written. */
  void releaseHeld() {
    held.forEach(super::setHeader);
    held.clear();
    if (heldTrailers != null) {
      super.setTrailerFields(heldTrailers);
    }
  }

  /** Lets a client see whether it has all of an answer that leaves before it is complete. */
  void showEnd() {
    AnswerEnd.show(governed.request(), container());
  }

  /** The media type in lower case without parameters; empty when none is set. */
  String mediaType() {
    return MediaType.of(getContentType()).type();
  }

  @Override
  public ServletOutputStream getOutputStream() {
    if (writer != null) {
      throw new IllegalStateException("getWriter() was called");
    }
    streamTaken = true;
    return stream;
  }

  @Override
  public PrintWriter getWriter() {
    if (streamTaken) {
      throw new IllegalStateException("getOutputStream() was called");
    }
    if (writer == null) {
      writer = new PrintWriter(new OutputStreamWriter(stream, charset()));
    }
    return writer;
  }

  /** JSON and events are UTF-8 whatever the container's default is. */
  private Charset charset() {
    String type = mediaType();
    boolean unicode = type.isEmpty() || type.endsWith("json") || type.equals("text/event-stream");
    String named = getCharacterEncoding();
    boolean explicit = getContentType() != null && getContentType().contains("charset");
    return unicode && !explicit || named == null ? StandardCharsets.UTF_8 : Charset.forName(named);
  }

  @Override
  public void flushBuffer() throws IOException {
    flushWriter();
    stream.flush();
  }

  @Override
  public void reset() {
    super.reset();
    held.clear();
    heldTrailers = null;
    stream.discard();
  }

  @Override
  public void resetBuffer() {
    super.resetBuffer();
    stream.discard();
  }

  @Override
  public void sendError(int status) throws IOException {
    stream.abandon();
    super.sendError(status);
  }

  @Override
  public void sendError(int status, String message) throws IOException {
    stream.abandon();
    super.sendError(status, message);
  }

  @Override
  public void sendRedirect(String location) throws IOException {
    stream.abandon();
    super.sendRedirect(location);
  }

  @Override
  public void setContentLength(int length) {
    setContentLengthLong(length);
  }

  @Override
  public void setContentLengthLong(long length) {
    held.put("content-length", Long.toString(length));
  }

  @Override
  public void setHeader(String name, String value) {
    if (!hold(name, value)) {
      super.setHeader(name, value);
    }
  }

  @Override
  public void addHeader(String name, String value) {
    if (!hold(name, value)) {
      super.addHeader(name, value);
    }
  }

  @Override
  public void setIntHeader(String name, int value) {
    setHeader(name, Integer.toString(value));
  }

  @Override
  public void addIntHeader(String name, int value) {
    addHeader(name, Integer.toString(value));
  }

  @Override
  public void setTrailerFields(Supplier<Map<String, String>> supplier) {
    heldTrailers = supplier;
  }

  private boolean hold(String name, @Nullable String value) {
    String field = name.toLowerCase(Locale.ROOT);
    if (!OF_UNEDITED_BYTES.contains(field)) {
      return false;
    }
    if (value == null) {
      held.remove(field);
    } else {
      held.put(field, value);
    }
    return true;
  }

  /** The answer's head, for editors. */
  ResponseHead head() {
    return new Head(this, container(), governed.exchange(), governed.settings().maxMessageBytes());
  }

  private record Head(
      EditedResponse edited, HttpServletResponse container, Exchange exchange, int maxMessageBytes)
      implements ResponseHead {
    @Override
    public int status() {
      return container.getStatus();
    }

    @Override
    public Optional<String> mediaType() {
      return Optional.of(edited.mediaType()).filter(type -> !type.isEmpty());
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.ofNullable(container.getHeader(name));
    }

    @Override
    public void set(String name, String value) {
      container.setHeader(name, value);
    }

    @Override
    @SuppressWarnings("NullAway") // null removes a field since Servlet 6.1, and in Jetty before
    public void remove(String name) {
      container.setHeader(name, null);
    }

    @Override
    public <S extends Mergeable<S>> void merge(S section) {
      exchange.update(context -> context.merge(section));
    }
  }
}
