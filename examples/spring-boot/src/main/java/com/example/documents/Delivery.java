package com.example.documents;

import dev.handoff.core.front.Front;
import dev.handoff.core.front.FrontKey;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.links.LinkKey;
import dev.handoff.core.links.Links;
import dev.handoff.core.front.RemoteForm;
import dev.handoff.core.remote.RemoteRules;
import dev.handoff.files.FileRoot;
import dev.handoff.servlet.Handoff;
import dev.handoff.servlet.LinkFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where files are, and what links are signed with. */
@Configuration
class Delivery {
  @Bean
  Handoff handoff(Environment settings, @Nullable Bucket bucket) {
    Handoff.Builder handoff =
        Handoff.builder()
            .front(front(settings))
            .map(RedirectMap.parse(settings.getProperty("handoff.map", "")));
    if (bucket != null) {
      handoff.remote(RemoteRules.allow(bucket.url())).remoteForm(RemoteForm.below("/_remote/"));
    }
    return handoff.build();
  }

  private static Front front(Environment settings) {
    if (settings.getProperty("handoff.front", "auto").equals("nginx")) {
      return Front.nginx();
    }
    String key = settings.getProperty("handoff.front-keys.k1");
    return key == null ? Front.none() : Front.auto(FrontKey.ofBase64("k1", key));
  }

  @Bean
  FileRoot root(Settings settings) {
    return FileRoot.at(settings.folder());
  }

  @Bean
  @ConditionalOnProperty("documents.s3.bucket")
  Bucket bucket(Settings settings) {
    return new Bucket(settings.s3());
  }

  @Bean
  Links links(Settings settings) {
    return Links.of(List.of(LinkKey.ofBase64("k1", settings.linkKey())));
  }

  @Bean
  FilterRegistrationBean<LinkFilter> onlyWithLink(Links links) {
    FilterRegistrationBean<LinkFilter> filter = new FilterRegistrationBean<>(new LinkFilter(links));
    filter.addUrlPatterns("/shared/*");
    return filter;
  }
}
