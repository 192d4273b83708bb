package dev.handoff.spring;

import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

/** Says to a WebFlux app that this is not for it, and what is. */
@AutoConfiguration
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
public class HandoffReactiveAutoConfiguration {
  static final String UNSUPPORTED =
      "handoff-spring-boot-starter does nothing here: it is for Spring MVC, and this is a WebFlux"
          + " app. Put the gateway before the app and answer with the field X-Accel-Redirect; it"
          + " delivers the same way. Leave the starter out.";

  @Bean
  SmartInitializingSingleton handoffUnsupported() {
    return () -> LogFactory.getLog(HandoffReactiveAutoConfiguration.class).warn(UNSUPPORTED);
  }
}
