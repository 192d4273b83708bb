package dev.handoff.spring;

import dev.handoff.core.send.SendFile;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpEntity;
import org.springframework.http.HttpHeaders;
import org.springframework.http.RequestEntity;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Answers a request with the file that a controller returned, bare or in an {@link HttpEntity}.
 * Whether an entity holds a file shows only when it is there: one that does not goes on to the
 * handler that would have got it.
 */
final class SendFileReturnValueHandler implements HandlerMethodReturnValueHandler {
  private final Deliveries deliveries;
  private final Upgrades upgrades;
  private final List<HandlerMethodReturnValueHandler> others;

  /**
   * A handler before others.
   *
   * @param others in their order
   */
  SendFileReturnValueHandler(
      Deliveries deliveries, Upgrades upgrades, List<HandlerMethodReturnValueHandler> others) {
    this.deliveries = deliveries;
    this.upgrades = upgrades;
    this.others = List.copyOf(others);
  }

  @Override
  public boolean supportsReturnType(MethodParameter returnType) {
    Class<?> type = returnType.getParameterType();
    if (type == SendFile.class || type == Delivered.class) {
      return true;
    }
    if (HttpEntity.class.isAssignableFrom(type) && !RequestEntity.class.isAssignableFrom(type)) {
      Class<?> body =
          ResolvableType.forMethodParameter(returnType)
              .as(HttpEntity.class)
              .getGeneric(0)
              .resolve(Object.class);
      return body.isAssignableFrom(SendFile.class)
          || upgrades.types().stream()
              .anyMatch(kind -> kind.isAssignableFrom(body) || body.isAssignableFrom(kind));
    }
    return upgrades.types().stream().anyMatch(kind -> kind.isAssignableFrom(type))
        && isBody(returnType);
  }

  /** Otherwise it is an attribute of a model. */
  private static boolean isBody(MethodParameter returnType) {
    return returnType.hasMethodAnnotation(ResponseBody.class)
        || AnnotatedElementUtils.hasAnnotation(returnType.getContainingClass(), ResponseBody.class);
  }

  @Override
  public void handleReturnValue(
      @Nullable Object value,
      MethodParameter returnType,
      ModelAndViewContainer container,
      NativeWebRequest web)
      throws Exception {
    HttpServletResponse response = present(web.getNativeResponse(HttpServletResponse.class));
    if (value instanceof Delivered) {
      container.setRequestHandled(true);
      return;
    }
    if (value == null && returnType.getParameterType() == SendFile.class) {
      container.setRequestHandled(true);
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
      return;
    }
    int status = response.getStatus();
    HttpHeaders said = HttpHeaders.EMPTY;
    Object body = value;
    if (value instanceof HttpEntity<?> entity) {
      body = entity.getBody();
      said = entity.getHeaders();
      status = entity instanceof ResponseEntity<?> answer ? answer.getStatusCode().value() : status;
    }
    Optional<SendFile> file = file(body, status);
    if (file.isEmpty()) {
      passOn(value, returnType, container, web);
      return;
    }
    container.setRequestHandled(true);
    deliveries.send(
        file.get(),
        said,
        status,
        present(web.getNativeRequest(HttpServletRequest.class)),
        response,
        container);
  }

  private Optional<SendFile> file(@Nullable Object body, int status) {
    if (body instanceof SendFile file) {
      return Optional.of(file);
    }
    return body == null || status != HttpServletResponse.SC_OK
        ? Optional.empty()
        : upgrades.of(body);
  }

  private void passOn(
      @Nullable Object value,
      MethodParameter returnType,
      ModelAndViewContainer container,
      NativeWebRequest web)
      throws Exception {
    for (HandlerMethodReturnValueHandler other : others) {
      if (other.supportsReturnType(returnType)) {
        other.handleReturnValue(value, returnType, container, web);
        return;
      }
    }
    throw new IllegalArgumentException(
        "Unknown return value type: " + returnType.getParameterType().getName());
  }

  private static <T> T present(@Nullable T servlet) {
    if (servlet == null) {
      throw new IllegalStateException("a file is sent by a servlet container, and there is none");
    }
    return servlet;
  }
}
