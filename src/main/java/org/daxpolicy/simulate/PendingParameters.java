package org.daxpolicy.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.daxpolicy.dax.KernelParameters;
import org.daxpolicy.machine.HostFacts;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;

/** Kernel parameters about dax memory that are configured, and that the running kernel had not. */
final class PendingParameters {
  private static final Pattern DECIDES =
      Pattern.compile(
          "(?:memhp_default_state|memory_hotplug\\.\\w+|dax_hmem\\.\\w+|device_hmem\\.\\w+|efi"
              + "|modprobe\\.blacklist|module_blacklist|movable_node)(?:=.*)?");

  private PendingParameters() {}

  /** One finding a file; boot loader entries are left out, as only one of them is booted. */
  static List<Diagnostic> of(HostFacts host) {
    List<Diagnostic> found = new ArrayList<>();
    Optional<KernelParameters> running = host.commandLine().map(KernelParameters::parse);
    if (running.isPresent()) {
      host.files()
          .bootParameters()
          .forEach(
              (path, text) -> {
                List<String> pending = pending(text, running.get());
                if (!path.startsWith("/boot/") && !pending.isEmpty()) {
                  found.add(finding(path, String.join(" ", pending)));
                }
              });
    }
    return found;
  }

  private static List<String> pending(String text, KernelParameters running) {
    List<String> booted = canonical(running);
    return canonical(KernelParameters.parse(text)).stream()
        .filter(word -> DECIDES.matcher(word).matches() && !booted.contains(word))
        .distinct()
        .toList();
  }

  /** In names a dash is an underscore. */
  private static List<String> canonical(KernelParameters parameters) {
    return parameters.words().stream()
        .map(
            word -> {
              int equals = word.indexOf('=');
              String name = equals < 0 ? word : word.substring(0, equals);
              return name.replace('-', '_') + word.substring(name.length());
            })
        .toList();
  }

  private static Diagnostic finding(String path, String words) {
    return Diagnostic.of(
            Code.PARAMETERS_PENDING,
            "`" + path + "` asks for `" + words + "`, and this kernel was booted without")
        .note("what follows goes by the parameters of the running kernel")
        .help(
            "write the boot loader's configuration anew and reboot, or go by `--given cmdline=…`");
  }
}
