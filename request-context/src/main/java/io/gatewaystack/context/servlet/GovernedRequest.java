package io.gatewaystack.context.servlet;

import io.gatewaystack.context.RequestContext;
import io.gatewaystack.context.Route;
import io.gatewaystack.context.denial.Denial;
import io.gatewaystack.context.denial.Refused;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the application sees of a request: the body that layers have read and perhaps replaced, no
 * header fields that would make an edited answer unreadable or speak of bytes that were replaced,
 * and asynchronous contexts that carry the edited answer.
 */
final class GovernedRequest extends HttpServletRequestWrapper {
  private static final Set<String> HIDDEN_FROM_EDITED =
      Set.of("accept-encoding", "range", "if-range");
  private static final String CONTENT_TYPE = "Content-Type";
  private static final String MCP_PARAM = "mcp-param-"; // layers may change these with the body
  private static final Set<String> FRAMING = Set.of("content-length", "transfer-encoding");
  private static final Set<String> OF_REPLACED_BYTES =
      Set.of("content-md5", "digest", "content-digest", "repr-digest");

  private final Governed governed;
  private final byte @Nullable [] content;
  private final @Nullable EditedResponse edited;
  private final boolean pinned;
  private final boolean replaced;
  private @Nullable ReplayedInputStream stream;
  private @Nullable BufferedReader reader;
  private @Nullable FormParameters form;

  /**
   * Wraps a request.
   *
   * @param content the current body; null when no layer has read it
   * @param edited the edited answer; null when nobody edits
   */
  GovernedRequest(
      HttpServletRequest request,
      Governed governed,
      byte @Nullable [] content,
      @Nullable EditedResponse edited) {
    super(request);
    this.governed = governed;
    this.content = content;
    this.edited = edited;
    RequestContext context = governed.exchange().context();
    this.pinned = context.route().protocol() != Route.Protocol.HTTP;
    this.replaced = content != null && !Arrays.equals(content, context.body().original());
  }

  /** The same view of the request a dispatch came with. */
  GovernedRequest around(HttpServletRequest dispatched) {
    GovernedRequest view = new GovernedRequest(dispatched, governed, content, edited);
    view.stream = stream;
    view.reader = reader;
    return view;
  }

  /** Whether {@code outer} is {@code inner} or wraps it. */
  static boolean isWithin(ServletRequest outer, ServletRequest inner) {
    ServletRequest current = outer;
    while (current != inner && current instanceof ServletRequestWrapper wrapper) {
      current = wrapper.getRequest();
    }
    return current == inner;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (content == null) {
      return super.getInputStream();
    }
    if (reader != null) {
      throw new IllegalStateException("getReader() was called");
    }
    if (stream == null) {
      stream = new ReplayedInputStream(content, governed.afterChain(), this);
    }
    return stream;
  }

  @Override
  public BufferedReader getReader() throws IOException {
    if (content == null) {
      return super.getReader();
    }
    if (reader == null) {
      reader = new BufferedReader(new InputStreamReader(getInputStream(), charset()));
    }
    return reader;
  }

  private Charset charset() {
    String type = getHeader(CONTENT_TYPE);
    boolean json = type != null && type.toLowerCase(Locale.ROOT).contains("json");
    return charset(json ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
  }

  /** The one the client names, if any. Some containers throw at one they do not know. */
  private Charset charset(Charset usual) {
    try {
      String name = getCharacterEncoding();
      return name == null ? usual : Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new Refused(
          Denial.unsupportedMediaType("unsupported_charset", "The charset is not known here"));
    }
  }

  @Override
  public @Nullable String getCharacterEncoding() {
    return pinned ? "UTF-8" : super.getCharacterEncoding();
  }

  @Override
  public int getContentLength() {
    return content == null ? super.getContentLength() : content.length;
  }

  @Override
  public long getContentLengthLong() {
    return content == null ? super.getContentLengthLong() : content.length;
  }

  @Override
  public @Nullable String getHeader(String name) {
    Enumeration<String> values = getHeaders(name);
    return values.hasMoreElements() ? values.nextElement() : null;
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    String field = name.toLowerCase(Locale.ROOT);
    if (isHidden(field)) {
      return Collections.emptyEnumeration();
    }
    if (content != null && FRAMING.contains(field)) {
      return field.equals("content-length")
          ? Collections.enumeration(List.of(Integer.toString(content.length)))
          : Collections.emptyEnumeration();
    }
    if (field.startsWith(MCP_PARAM)) {
      return Collections.enumeration(governed.exchange().context().request().headers().all(field));
    }
    return super.getHeaders(name);
  }

  private boolean isHidden(String field) {
    return edited != null && HIDDEN_FROM_EDITED.contains(field)
        || replaced && OF_REPLACED_BYTES.contains(field);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = Collections.list(super.getHeaderNames());
    names.removeIf(name -> isHidden(name.toLowerCase(Locale.ROOT)));
    if (content != null) {
      names.removeIf(name -> FRAMING.contains(name.toLowerCase(Locale.ROOT)));
      names.add("Content-Length");
    }
    return Collections.enumeration(names);
  }

  @Override
  public int getIntHeader(String name) {
    String value = getHeader(name);
    return value == null ? -1 : Integer.parseInt(value);
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = getParameterValues(name);
    return values == null ? null : values[0];
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return isForm() ? form().map() : super.getParameterMap();
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return isForm() ? Collections.enumeration(form().map().keySet()) : super.getParameterNames();
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    return isForm() ? form().map().get(name) : super.getParameterValues(name);
  }

  /** The container cannot parse a form that was read before it. */
  private boolean isForm() {
    String type = getHeader(CONTENT_TYPE);
    return content != null
        && type != null
        && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
  }

  private FormParameters form() {
    if (form == null) {
      byte[] body = content == null ? new byte[0] : content;
      form = FormParameters.parse(getQueryString(), body, charset(StandardCharsets.UTF_8));
    }
    return form;
  }

  @Override
  public AsyncContext startAsync() {
    return startAsync(this, edited == null ? governed.response() : edited);
  }

  @Override
  public AsyncContext startAsync(ServletRequest request, ServletResponse response) {
    return carrying(super.startAsync(request, response));
  }

  @Override
  public AsyncContext getAsyncContext() {
    return carrying(super.getAsyncContext());
  }

  private AsyncContext carrying(AsyncContext context) {
    return edited == null ? context : new EditedAsyncContext(context, edited);
  }
}
