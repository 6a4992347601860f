package org.daxpolicy.udev.verify;

import java.util.function.Consumer;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/** A program that mounts: udevd runs apart, and what is mounted there nobody else sees. */
final class MountInRule implements RulesCheck {
  @Override
  public void run(RulesView rules, Consumer<Diagnostic> found) {
    rules.terms(
        token -> {
          boolean mounts =
              CommandLine.of(token)
                  .filter(line -> line.commands().stream().anyMatch(Commands::mounts))
                  .isPresent();
          if (mounts) {
            found.accept(
                rules
                    .at(
                        Code.RULE_MOUNT,
                        token,
                        "what is mounted from a rule is seen by nobody else")
                    .note("systemd-udevd.service has mounts of its own (PrivateMounts=)")
                    .help("call `systemd-mount --no-block`, or want a mount unit"));
          }
        });
  }
}
