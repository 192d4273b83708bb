package com.example.documents;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/** Everybody signs in, but who has a link, and for the style sheet. */
@Configuration
class SecuritySettings {
  @Bean
  SecurityFilterChain rules(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(requests ->
            requests
                .requestMatchers("/shared/**", "/style.css")
                .permitAll()
                .anyRequest()
                .authenticated())
        .httpBasic(Customizer.withDefaults()) // curl -u ana:ana
        .formLogin(form -> form.loginPage("/login").permitAll())
        .logout(Customizer.withDefaults())
        .build();
  }

  /** Two people to try it with; each one's password is the name. */
  @Bean
  UserDetailsService users() {
    return new InMemoryUserDetailsManager(person("ana"), person("ben"));
  }

  private static UserDetails person(String name) {
    return User.withUsername(name).password("{noop}" + name).roles("USER").build();
  }
}
