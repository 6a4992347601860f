package org.daxpolicy.compile;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ToolVersionTest {
  @Test
  void theVersionInGeneratedFilesIsThatOfTheBuild() throws IOException {
    String pom = Files.readString(Path.of("pom.xml"));
    assertTrue(
        pom.contains(
            "<artifactId>daxpolicy</artifactId>\n  <version>" + ToolVersion.NUMBER + "</version>"));
  }
}
