package org.daxpolicy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.daxpolicy.udev.UdevVersion;
import org.daxpolicy.udev.verify.Said;
import org.daxpolicy.udev.verify.Verification;
import org.daxpolicy.udev.verify.Verification.Verdict;

/**
 * How the verification of rules files ended: each file's verdict as {@code udevadm verify} of the
 * release gives it, and what that one would say, line by line.
 */
public final class VerificationReport {
  private final List<Verification> verified;
  private final UdevVersion version;
  private final boolean style;

  /**
   * @param verified the files
   * @param version the release whose verdict is asked for
   * @param style whether a file fails for its style
   */
  public VerificationReport(List<Verification> verified, UdevVersion version, boolean style) {
    this.verified = List.copyOf(verified);
    this.version = version;
    this.style = style;
  }

  /** Whether a file fails. */
  public boolean fails() {
    return count(false) > 0;
  }

  /** One line for people: how many files pass and fail, and what was found in all. */
  public String summary(String findings) {
    long passed = count(true);
    long failed = count(false);
    long files = passed + failed;
    return files
        + (files == 1 ? " rules file" : " rules files")
        + ", judged as by udevadm "
        + version
        + ": "
        + passed
        + (passed == 1 ? " passes, " : " pass, ")
        + failed
        + (failed == 1 ? " fails" : " fail")
        + (findings.isEmpty() ? "" : "; " + findings)
        + "\n";
  }

  /** Members of a JSON object. */
  public Map<String, Object> tree() {
    List<Object> files = new ArrayList<>();
    List<Object> messages = new ArrayList<>();
    for (Verification v : verified) {
      Map<String, Object> file = new LinkedHashMap<>();
      file.put("file", v.name());
      file.put("verdict", passes(v) ? word(v) : "fail");
      files.add(file);
      for (Said said : v.said()) {
        messages.add(message(v, said));
      }
    }
    Map<String, Object> udevadm = new LinkedHashMap<>();
    udevadm.put("exit", fails() ? 1 : 0);
    udevadm.put("success", count(true));
    udevadm.put("fail", count(false));
    udevadm.put("messages", messages);
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("udev", version.number());
    tree.put("files", files);
    tree.put("udevadm", udevadm);
    return tree;
  }

  private static Map<String, Object> message(Verification v, Said said) {
    Map<String, Object> message = new LinkedHashMap<>();
    OptionalInt line = said.line();
    message.put("file", v.name());
    message.put("line", line.isPresent() ? line.getAsInt() : null);
    message.put("severity", said.finding().severity().word());
    message.put("code", said.finding().code().id());
    return message;
  }

  private static String word(Verification v) {
    return v.verdict() == Verdict.MASK ? "mask" : "pass";
  }

  private boolean passes(Verification v) {
    return switch (v.verdict()) {
      case PASS, MASK -> true;
      case STYLE -> !style;
      case FAIL -> false;
    };
  }

  /** How many files pass, or fail; masks do neither. */
  private long count(boolean passing) {
    return verified.stream()
        .filter(v -> v.verdict() != Verdict.MASK && passes(v) == passing)
        .count();
  }
}
