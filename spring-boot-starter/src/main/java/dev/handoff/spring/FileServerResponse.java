package dev.handoff.spring;

import dev.handoff.core.send.SendFile;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.context.WebApplicationContext;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * A file as the answer of a functional endpoint.
 *
 * <pre>{@code
 * route().GET("/reports/{name}", request -> FileServerResponse.of(root.file(request.pathVariable("name")))).build()
 * }</pre>
 *
 * <p>Fields and cookies may be added until it is written, by a filter of the routes too. Needs the
 * beans of the auto-configuration. Not shareable between threads.
 */
public final class FileServerResponse implements ServerResponse {
  private final SendFile file;
  private final HttpHeaders headers = new HttpHeaders();
  private final MultiValueMap<String, Cookie> cookies = new LinkedMultiValueMap<>();

  private FileServerResponse(SendFile file) {
    this.file = file;
  }

  /** The answer is that file: 200, 206, 304 and so on, as the request asks. */
  public static FileServerResponse of(SendFile file) {
    return new FileServerResponse(file);
  }

  /** With further values of a field. */
  public FileServerResponse header(String name, String... values) {
    for (String value : values) {
      headers.add(name, value);
    }
    return this;
  }

  /** With a cookie. */
  public FileServerResponse cookie(Cookie cookie) {
    cookies.add(cookie.getName(), cookie);
    return this;
  }

  /** 200, which stands for whatever the request makes of it. */
  @Override
  public HttpStatusCode statusCode() {
    return HttpStatusCode.valueOf(HttpServletResponse.SC_OK);
  }

  @Override
  public HttpHeaders headers() {
    return headers;
  }

  @Override
  public MultiValueMap<String, Cookie> cookies() {
    return cookies;
  }

  @Override
  public @Nullable ModelAndView writeTo(
      HttpServletRequest request, HttpServletResponse response, Context context) {
    WebApplicationContext beans = RequestContextUtils.findWebApplicationContext(request);
    if (beans == null) {
      throw new IllegalStateException("a FileServerResponse is written by a DispatcherServlet");
    }
    cookies.values().forEach(all -> all.forEach(response::addCookie));
    beans
        .getBean(Deliveries.class)
        .send(file, headers, HttpServletResponse.SC_OK, request, response);
    return null;
  }
}
