package io.gatewaystack.context.servlet;

import io.gatewaystack.context.Headers;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A view of the container's header fields: nothing is copied that nobody asks for. */
record ServletHeaders(HttpServletRequest request) implements Headers {

  @Override
  public List<String> all(String name) {
    Enumeration<String> values = request.getHeaders(name);
    if (!values.hasMoreElements()) {
      return List.of();
    }
    String first = values.nextElement();
    if (!values.hasMoreElements()) {
      return List.of(first);
    }
    List<String> all = new ArrayList<>();
    all.add(first);
    values.asIterator().forEachRemaining(all::add);
    return all;
  }

  @Override
  public Set<String> names() {
    return new LinkedHashSet<>(Collections.list(request.getHeaderNames()));
  }

  @Override
  public Optional<String> first(String name) {
    return Optional.ofNullable(request.getHeader(name));
  }
}
