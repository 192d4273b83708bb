package dev.handoff.spring;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.CollectionUtils;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;

/** What an asynchronous delivery comes back with: the answer is complete already. */
enum Delivered implements ServerResponse {
  DONE;

  @Override
  public HttpStatusCode statusCode() {
    return HttpStatus.OK;
  }

  @Override
  public HttpHeaders headers() {
    return HttpHeaders.EMPTY;
  }

  @Override
  public MultiValueMap<String, Cookie> cookies() {
    return CollectionUtils.unmodifiableMultiValueMap(new LinkedMultiValueMap<>());
  }

  @Override
  public @Nullable ModelAndView writeTo(
      HttpServletRequest request, HttpServletResponse response, Context context) {
    return null;
  }
}
