package dev.handoff.spring;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * Puts {@link SendFileReturnValueHandler} before all others. Handlers that are added the usual way
 * come behind the one for {@code @ResponseBody}, which claims whatever a {@code @RestController}
 * returns.
 */
final class FirstReturnValueHandler implements BeanPostProcessor {
  private final ObjectProvider<Deliveries> deliveries;
  private final ObjectProvider<Upgrades> upgrades;

  FirstReturnValueHandler(
      ObjectProvider<Deliveries> deliveries, ObjectProvider<Upgrades> upgrades) {
    this.deliveries = deliveries;
    this.upgrades = upgrades;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof RequestMappingHandlerAdapter adapter) {
      List<HandlerMethodReturnValueHandler> others = adapter.getReturnValueHandlers();
      if (others != null) {
        List<HandlerMethodReturnValueHandler> all = new ArrayList<>();
        all.add(
            new SendFileReturnValueHandler(deliveries.getObject(), upgrades.getObject(), others));
        all.addAll(others);
        adapter.setReturnValueHandlers(all);
      }
    }
    return bean;
  }
}
