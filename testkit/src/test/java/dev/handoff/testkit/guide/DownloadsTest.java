package dev.handoff.testkit.guide;

import static dev.handoff.testkit.delivery.DeliveryAssertions.assertThatDelivery;

import dev.handoff.testkit.mockmvc.MockMvcClient;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** The tests of a Spring app in docs/testing.md. */
// begin boot
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class DownloadsTest {
  @LocalServerPort int port;

  @Test
  void theReportResumes() {
    assertThatDelivery("http://127.0.0.1:" + port + "/download/1")
        .hasName("Bericht März.pdf")
        .resumes()
        .survivesParallelSegments(8);
  }

  // end boot

  @Test
  void withoutAPort() {
    // begin mockmvc
    MockMvc mvc = MockMvcBuilders.standaloneSetup(new Downloads()).build();

    assertThatDelivery(MockMvcClient.of(mvc), "/download/1")
        .hasName("Bericht März.pdf")
        .resumes()
        .isPrivate();
    // end mockmvc
  }
}
