package org.daxpolicy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Asks programs of this host for their releases, and what only programs know. */
final class Programs {
  private static final int SECONDS = 10;
  private static final int LONGEST = 4096;

  /** The answers' names, and the programs that give them. The script asks the same. */
  private static final Map<String, List<String>> QUESTIONS =
      Map.of(
          "name", List.of("uname", "-n"),
          "kernel", List.of("uname", "-r"),
          "arch", List.of("uname", "-m"),
          "uid", List.of("id", "-u"),
          "systemd", List.of("udevadm", "--version"),
          "virt", List.of("systemd-detect-virt"),
          "daxctl", List.of("daxctl", "--version"),
          "ndctl", List.of("ndctl", "--version"),
          "cxl", List.of("cxl", "--version"));

  private Programs() {}

  /** The answers; of a program that is not there or fails there is none. */
  static Map<String, String> answers() {
    Map<String, String> answers = new TreeMap<>();
    QUESTIONS.forEach(
        (name, command) -> {
          String answer = ask(command);
          if (!answer.isBlank()) {
            answers.put(name, answer.strip());
          }
        });
    return answers;
  }

  private static String ask(List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")));
    builder.environment().put("LC_ALL", "C");
    builder.environment().merge("PATH", ":/usr/sbin:/sbin", String::concat);
    try {
      Process process = builder.start();
      try (InputStream out = process.getInputStream()) {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          return "";
        }
        String text = new String(out.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
        return text.lines().findFirst().orElse("");
      }
    } catch (IOException e) {
      // not installed
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
