package dev.handoff.spring;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What operators see, where Actuator is there. */
@AutoConfiguration(after = HandoffAutoConfiguration.class)
@ConditionalOnBean(HandoffState.class)
public class HandoffActuatorAutoConfiguration {

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
  static class OfHealth {
    @Bean
    @ConditionalOnEnabledHealthIndicator("handoff")
    @ConditionalOnMissingBean(name = "handoffHealthIndicator")
    HealthIndicator handoffHealthIndicator(HandoffState state) {
      return new HandoffHealthIndicator(state);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
  static class OfEndpoint {
    @Bean
    @ConditionalOnAvailableEndpoint
    @ConditionalOnMissingBean
    HandoffEndpoint handoffEndpoint(HandoffState state) {
      return new HandoffEndpoint(state);
    }
  }
}
