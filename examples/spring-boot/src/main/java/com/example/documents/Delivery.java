package com.example.documents;

import dev.handoff.core.front.Front;
import dev.handoff.core.front.RemoteForm;
import dev.handoff.core.handoff.RedirectMap;
import dev.handoff.core.links.LinkKey;
import dev.handoff.core.links.Links;
import dev.handoff.core.remote.RemoteRules;
import dev.handoff.files.FileRoot;
import dev.handoff.servlet.Handoff;
import dev.handoff.servlet.LinkFilter;
import dev.handoff.spring.HandoffProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where files are, and what links are signed with. */
@Configuration
class Delivery {
  /** What {@code handoff.*} says, and the bucket: files are read there and nowhere else. */
  @Bean
  Handoff handoff(HandoffProperties settings, Front front, @Nullable Bucket bucket) {
    Handoff.Builder handoff = Handoff.builder().front(front);
    if (settings.map() != null) {
      handoff.map(RedirectMap.parse(settings.map()));
    }
    if (bucket != null) {
      handoff.remote(RemoteRules.allow(bucket.url())).remoteForm(RemoteForm.below("/_remote/"));
    }
    return handoff.build();
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
