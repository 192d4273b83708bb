package dev.handoff.spring;

import dev.handoff.core.send.SendFile;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Answers a request with the file that a controller returned. */
final class SendFileReturnValueHandler implements HandlerMethodReturnValueHandler {
  private final Deliveries deliveries;
  private final List<HandlerMethodReturnValueHandler> others;

  SendFileReturnValueHandler(Deliveries deliveries, List<HandlerMethodReturnValueHandler> others) {
    this.deliveries = deliveries;
    this.others = List.copyOf(others);
  }

  @Override
  public boolean supportsReturnType(MethodParameter returnType) {
    Class<?> type = returnType.getParameterType();
    return type == SendFile.class || type == Delivered.class;
  }

  @Override
  public void handleReturnValue(
      @Nullable Object value,
      MethodParameter returnType,
      ModelAndViewContainer container,
      NativeWebRequest web)
      throws Exception {
    if (value instanceof SendFile file) {
      container.setRequestHandled(true);
      deliveries.send(file, request(web), response(web), container);
    } else if (value instanceof Delivered) {
      container.setRequestHandled(true);
    } else {
      passOn(value, returnType, container, web);
    }
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

  private static HttpServletRequest request(NativeWebRequest web) {
    return present(web.getNativeRequest(HttpServletRequest.class));
  }

  private static HttpServletResponse response(NativeWebRequest web) {
    return present(web.getNativeResponse(HttpServletResponse.class));
  }

  private static <T> T present(@Nullable T servlet) {
    if (servlet == null) {
      throw new IllegalStateException("a file is sent by a servlet container, and there is none");
    }
    return servlet;
  }
}
