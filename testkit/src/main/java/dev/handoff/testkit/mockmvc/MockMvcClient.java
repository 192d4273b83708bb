package dev.handoff.testkit.mockmvc;

import dev.handoff.testkit.exchange.Answer;
import dev.handoff.testkit.exchange.Answer.Ending;
import dev.handoff.testkit.exchange.DeliveryClient;
import dev.handoff.testkit.exchange.FieldLine;
import dev.handoff.testkit.exchange.Request;
import jakarta.servlet.http.Cookie;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.web.context.request.async.WebAsyncUtils;

/**
 * Asks an app through {@link MockMvc}. It shows what the app says, not what a container makes of
 * it: content after HEAD and in a 304 is dropped, as every container does.
 */
public final class MockMvcClient implements DeliveryClient {
  private final MockMvc mvc;
  private final List<RequestPostProcessor> processors;

  private MockMvcClient(MockMvc mvc, List<RequestPostProcessor> processors) {
    this.mvc = mvc;
    this.processors = processors;
  }

  /**
   * @param processors applied to every request, such as {@code user("alice")} of Spring Security's
   *     test support
   */
  public static MockMvcClient of(MockMvc mvc, RequestPostProcessor... processors) {
    return new MockMvcClient(mvc, List.of(processors));
  }

  @Override
  public Answer send(Request request) throws IOException {
    try {
      MvcResult result = mvc.perform(built(request)).andReturn();
      if (result.getRequest().isAsyncStarted()
          && WebAsyncUtils.getAsyncManager(result.getRequest()).isConcurrentHandlingStarted()) {
        result = mvc.perform(MockMvcRequestBuilders.asyncDispatch(result)).andReturn();
      }
      AsyncEnd.await(result.getRequest());
      return answer(request, result.getResponse());
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("the app threw " + e, e);
    }
  }

  private MockHttpServletRequestBuilder built(Request request) {
    MockHttpServletRequestBuilder builder =
        MockMvcRequestBuilders.request(
            HttpMethod.valueOf(request.method()), URI.create(request.target()));
    for (FieldLine line : request.fields()) {
      builder.header(line.name(), line.value());
      if (line.isNamed("Cookie")) {
        builder.cookie(cookies(line.value()));
      }
    }
    processors.forEach(builder::with);
    return builder;
  }

  private static Cookie[] cookies(String field) {
    List<Cookie> cookies = new ArrayList<>();
    for (String pair : field.split(";", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        cookies.add(new Cookie(pair.substring(0, equals).strip(), pair.substring(equals + 1)));
      }
    }
    return cookies.toArray(Cookie[]::new);
  }

  private static Answer answer(Request request, MockHttpServletResponse response) {
    int status = response.getStatus();
    List<FieldLine> fields = new ArrayList<>();
    for (String name : response.getHeaderNames()) {
      response.getHeaders(name).forEach(value -> fields.add(FieldLine.of(name, value)));
    }
    boolean empty = request.method().equals("HEAD") || status == 304 || status == 204;
    byte[] body = empty ? new byte[0] : response.getContentAsByteArray();
    String line = "HTTP/1.1 " + status;
    List<String> defects = new ArrayList<>();
    Ending ending = Ending.WHOLE;
    Optional<String> length = Optional.ofNullable(response.getHeader("Content-Length"));
    if (!empty && length.isPresent() && !length.get().equals(Integer.toString(body.length))) {
      defects.add(body.length + " bytes were written of " + length.get() + " announced");
      ending = Ending.CUT;
    }
    return new Answer(line, status, fields, body, ending, defects);
  }

  @Override
  public void needsRealPort(String what) {
    throw new AssertionError(
        what
            + " needs a real port: MockMvc calls the app without a connection, and nothing stands"
            + " before it.\nFix: start the app on one, with @SpringBootTest(webEnvironment ="
            + " RANDOM_PORT) and @LocalServerPort int port, and ask"
            + " assertThatDelivery(\"http://127.0.0.1:\" + port + \"/…\").");
  }
}
