package dev.handoff.spring;

import dev.handoff.core.front.Front;
import dev.handoff.core.front.FrontKey;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.files.FileRoot;
import dev.handoff.servlet.Handoff;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/** A {@link Handoff} by {@code handoff.*}, and controllers that return files. */
@AutoConfiguration
@ConditionalOnClass(RequestMappingHandlerAdapter.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(HandoffProperties.class)
public class HandoffAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  Front handoffFront(HandoffProperties properties) {
    return switch (properties.front()) {
      case NGINX -> Front.nginx();
      case APACHE -> Front.apache();
      case LIGHTTPD -> Front.lighttpd();
      case CADDY -> Front.caddy();
      case NONE -> Front.none();
      case AUTO, HANDOFF -> {
        List<FrontKey> keys = new ArrayList<>();
        properties.frontKeys().forEach((id, secret) -> keys.add(FrontKey.ofBase64(id, secret)));
        yield Front.auto(keys);
      }
    };
  }

  @Bean
  @ConditionalOnMissingBean
  Handoff handoff(HandoffProperties properties, Front front) {
    Handoff.Builder builder =
        Handoff.builder().front(front).noProgressTimeout(properties.noProgressTimeout());
    String map = properties.map();
    if (map != null) {
      builder.map(RedirectMap.parse(map));
    }
    if (!properties.roots().isEmpty()) {
      builder.roots(properties.roots().stream().map(FileRoot::at).toList());
    }
    return builder.build();
  }

  @Bean
  Deliveries handoffDeliveries(Handoff handoff) {
    return new Deliveries(handoff);
  }

  @Bean
  static FirstReturnValueHandler handoffReturnValues(ObjectProvider<Deliveries> deliveries) {
    return new FirstReturnValueHandler(deliveries);
  }
}
