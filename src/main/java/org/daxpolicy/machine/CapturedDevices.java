package org.daxpolicy.machine;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.daxpolicy.text.Diagnostic;

/** The devices that a capture lists instead of keeping a file for each of their attributes. */
final class CapturedDevices {
  private CapturedDevices() {}

  static void read(String text, Assembly assembly, Findings findings) throws IOException {
    Snapshot listing =
        new Snapshot(
            Answers.DEVICES, new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
    Findings own = new Findings(listing);
    new ListingFormat().read(listing, assembly, own);
    assembly.finish();
    for (Diagnostic diagnostic : own.diagnostics()) {
      findings.add(diagnostic);
    }
  }
}
