package com.example.documents;

import dev.handoff.core.front.RemoteForm;
import dev.handoff.core.links.LinkKey;
import dev.handoff.core.links.Links;
import dev.handoff.core.remote.RemoteRules;
import dev.handoff.files.FileRoot;
import dev.handoff.servlet.LinkFilter;
import dev.handoff.spring.HandoffCustomizer;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where files are, and what links are signed with. */
@Configuration
class Delivery {
  @Bean
  FileRoot root(Settings settings) {
    return FileRoot.at(settings.folder());
  }

  @Bean
  @ConditionalOnProperty("documents.s3.bucket")
  Bucket bucket(Settings settings) {
    return new Bucket(settings.s3());
  }

  /** Of other servers the bucket is read and nothing else; a front that is told gets it itself. */
  @Bean
  @ConditionalOnProperty("documents.s3.bucket")
  HandoffCustomizer onlyFrom(Bucket bucket) {
    return handoff ->
        handoff.remote(RemoteRules.allow(bucket.url())).remoteForm(RemoteForm.below("/_remote/"));
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
