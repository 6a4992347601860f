package org.daxpolicy.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import org.daxpolicy.machine.EventRequest;
import org.daxpolicy.machine.EventRequests;
import org.daxpolicy.report.Json;
import org.daxpolicy.report.VerdictReport;
import org.daxpolicy.udev.EventWorker;
import org.daxpolicy.udev.Verdict;

/** Answers requests line by line: each answer is out before the next request is looked at. */
final class UdevEvalBatch {
  /** The longest line that is read: 64 MiB. */
  private static final int LONGEST = 64 << 20;

  private final EventRequests requests;
  private final EventWorker worker = new EventWorker();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private boolean understood = true;

  UdevEvalBatch(EventRequests requests) {
    this.requests = requests;
  }

  /**
   * Answers until the requests end.
   *
   * @return whether every line was a request
   */
  boolean run(InputStream in, PrintStream out) throws IOException {
    ByteLines lines = new ByteLines(in, LONGEST);
    while (lines.next()) {
      if (lines.isTooLong()) {
        answer(
            new EventRequest.Malformed("null", "the line is longer than 64 MiB, expected less"),
            out);
      } else if (!lines.isBlank()) {
        answer(requests.read(lines.bytes(), lines.length()), out);
      }
      if (out.checkError()) {
        break; // nobody listens any more
      }
    }
    return understood;
  }

  private void answer(EventRequest request, PrintStream out) throws IOException {
    Map<String, Object> members;
    if (request instanceof EventRequest.Asked asked) {
      Verdict verdict =
          worker.evaluate(asked.rules(), asked.event(), asked.version(), asked.options());
      members = VerdictReport.tree(verdict);
    } else {
      understood = false;
      members = Map.of("error", ((EventRequest.Malformed) request).error());
    }
    line.reset();
    Json.line(line, Map.entry("id", request.id()), members);
    line.writeTo(out);
    out.flush();
  }
}
