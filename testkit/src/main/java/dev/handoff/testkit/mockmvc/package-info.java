/**
 * Assertions on a Spring MVC app without a port: {@code
 * assertThatDelivery(MockMvcClient.of(mockMvc), "/download/1")}.
 *
 * <p>Needs {@code spring-test} and the servlet API, which nothing else here does. What is no matter
 * of the app (a connection, a front) cannot be shown and says so.
 */
@NullMarked
package dev.handoff.testkit.mockmvc;

import org.jspecify.annotations.NullMarked;
