package org.daxpolicy.compile;

import java.util.Optional;

/** Short cuts of the tests of this package. */
final class Fixtures {
  private Fixtures() {}

  /** The text of an artifact that has to be there. */
  static String text(Artifacts artifacts, String path) {
    return Optional.ofNullable(artifacts.files().get(path)).orElseThrow().text();
  }
}
