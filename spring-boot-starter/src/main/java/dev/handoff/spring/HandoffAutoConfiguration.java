package dev.handoff.spring;

import dev.handoff.core.front.Front;
import dev.handoff.servlet.Handoff;
import dev.handoff.servlet.HandoffFilter;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.DispatcherType;
import java.time.Clock;
import java.util.EnumSet;
import org.eclipse.jetty.compression.server.CompressionHandler;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;

/**
 * One {@link Handoff} by {@code handoff.*}, and controllers that return files. A bean {@link
 * Handoff} of the app's own takes the place of this one.
 */
@AutoConfiguration(
    afterName =
        "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(RequestMappingHandlerAdapter.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(HandoffProperties.class)
@ImportRuntimeHints(HandoffRuntimeHints.class)
public class HandoffAutoConfiguration {

  @Bean
  HandoffSettings handoffSettings(HandoffProperties properties, Environment environment) {
    return HandoffSettings.of(
        properties, environment.getProperty(HandoffSettings.MAP_VARIABLE, ""));
  }

  @Bean
  @ConditionalOnMissingBean
  Handoff handoff(
      HandoffSettings settings,
      HandoffProperties properties,
      ObjectProvider<HandoffCustomizer> customizers) {
    Handoff.Builder builder = builder(settings, properties, settings.front());
    customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
    return builder.build();
  }

  private static Handoff.Builder builder(
      HandoffSettings settings, HandoffProperties properties, Front front) {
    Handoff.Builder builder =
        Handoff.builder()
            .front(front)
            .map(settings.map())
            .noProgressTimeout(properties.noProgressTimeout());
    if (!settings.roots().isEmpty()) {
      builder.roots(settings.roots());
    }
    settings.remote().ifPresent(builder::remote);
    return builder;
  }

  @Bean
  DeliveryCounts handoffCounts() {
    return new DeliveryCounts(Clock.systemUTC());
  }

  @Bean
  HandoffState handoffState(HandoffSettings settings, DeliveryCounts counts) {
    return new HandoffState(settings, counts);
  }

  @Bean
  Deliveries handoffDeliveries(
      Handoff handoff,
      HandoffSettings settings,
      HandoffProperties properties,
      ObjectProvider<DeliveryWatch> watches) {
    return new Deliveries(
        handoff,
        builder(settings, properties, Front.none()).build(),
        settings.limitRate(),
        watches.orderedStream().toList());
  }

  @Bean
  Upgrades handoffUpgrades(HandoffSettings settings, HandoffProperties properties) {
    return new Upgrades(properties.upgrade(), settings.roots());
  }

  @Bean
  static FirstReturnValueHandler handoffReturnValues(
      ObjectProvider<Deliveries> deliveries, ObjectProvider<Upgrades> upgrades) {
    return new FirstReturnValueHandler(deliveries, upgrades);
  }

  @Bean
  static SmartInitializingSingleton handoffOneFilter(ListableBeanFactory beans) {
    return () -> TwoHandoffFilters.refuse(beans);
  }

  @Bean
  @ConditionalOnBooleanProperty("handoff.filter.enabled")
  FilterRegistrationBean<HandoffFilter> handoffFilter(
      Handoff handoff, HandoffProperties properties) {
    FilterRegistrationBean<HandoffFilter> registration =
        new FilterRegistrationBean<>(
            HandoffFilter.builder(handoff)
                .sendfileHeader(properties.filter().sendfileHeader())
                .build());
    registration.setDispatcherTypes(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.FORWARD, DispatcherType.ASYNC));
    return registration;
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ObservationRegistry.class)
  static class OfObservation {
    @Bean
    @ConditionalOnBean(ObservationRegistry.class)
    DeliveryObservations handoffObservations(ObservationRegistry registry) {
      return new DeliveryObservations(registry);
    }
  }

  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({JettyServletWebServerFactory.class, CompressionHandler.class})
  static class OfJetty {
    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> handoffPartsUncompressed() {
      return factory -> factory.addServerCustomizers(PartsUncompressed::customize);
    }
  }
}
