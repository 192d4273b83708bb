package dev.handoff.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TrainingTest {
  @Test
  void everyRequestOfTheTrainingIsAnswered() throws IOException {
    assertThat(Training.run()).isZero();
  }
}
