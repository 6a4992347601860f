package org.daxpolicy.machine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.daxpolicy.machine.host.HostTree;
import org.daxpolicy.text.Result;

/**
 * Takes a snapshot of a host: from its files, or by a script for hosts without Java. Both read the
 * same and leave out the same, and nothing that is read is ever run.
 */
public final class HostCapture {
  private static final String SCRIPT = "/org/daxpolicy/templates/capture/collect.sh";

  private HostCapture() {}

  /**
   * Reads a host.
   *
   * @param root its root directory
   * @param name what findings call it
   * @param answers what programs of the host say: {@code daxctl} to {@code 81}, and {@code virt},
   *     {@code arch}, {@code kernel}, {@code name}, {@code uid}; where files tell too, they count
   * @param parameters kernel parameters whose values are kept although they are not about memory
   * @param accounts accounts that are kept although they are people's
   * @return the machine without what a capture leaves out
   */
  public static Result<Machine> read(
      Path root,
      String name,
      Map<String, String> answers,
      Set<String> parameters,
      Set<String> accounts) {
    Result<Machine> read = SnapshotReader.read(root, name);
    return new Result<>(
        read.value()
            .map(machine -> machine.with(told(machine.host(), answers)))
            .map(machine -> machine.with(new Discretion(parameters, accounts).of(machine.host()))),
        read.diagnostics());
  }

  /** What is configured below a root directory, as on a mounted image: rules, units, options. */
  public static HostTree files(Path root) {
    return HostDirectory.read(new RootDirectory(root)).facts().files();
  }

  /** What files do not tell, programs do. */
  private static HostFacts told(HostFacts host, Map<String, String> given) {
    Answers answers = new Answers(new TreeMap<>(given), List.of());
    SortedMap<String, String> versions = new TreeMap<>(answers.versions());
    versions.putAll(host.versions());
    return new HostFacts(
        host.name().or(() -> answers.value("name")),
        host.kernel().or(() -> answers.value("kernel")),
        host.systemd().or(() -> answers.value("systemd")),
        host.daxctl().or(() -> answers.value("daxctl")),
        host.architecture().or(() -> answers.value("arch").map(Architecture::udevName)),
        host.virtualization().or(() -> answers.value("virt")),
        host.commandLine(),
        host.kernelConfig(),
        host.users(),
        host.groups(),
        versions,
        host.modules(),
        host.files(),
        unread(host, answers));
  }

  private static List<String> unread(HostFacts host, Answers answers) {
    SortedSet<String> sentences = new TreeSet<>(host.unread());
    if (answers.value("uid").filter(uid -> !uid.equals("0")).isPresent()) {
      sentences.add("not run as root: addresses and some attributes are missing");
    }
    if (host.commandLine().isEmpty()) {
      sentences.add("cannot read /proc/cmdline");
    }
    if (host.kernel().or(() -> answers.value("kernel")).isEmpty()) {
      sentences.add("cannot tell the release of the kernel");
    }
    if (host.kernelConfig().isEmpty()) {
      sentences.add("cannot find the configuration of the kernel");
    }
    host.files()
        .entries()
        .forEach(
            (path, entry) -> {
              if (entry instanceof HostTree.Entry.File && entry.text().isEmpty()) {
                sentences.add("cannot read " + path);
              }
            });
    return List.copyOf(sentences);
  }

  /** The script: POSIX {@code sh} and coreutils, no more. */
  public static String script() {
    String text;
    try (InputStream in = HostCapture.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IllegalStateException("no script packed");
      }
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> modules = new ArrayList<>();
    Modules.NAMES.stream().sorted().map(m -> m.replace("_", "[-_]")).forEach(modules::add);
    return text.replace("@KEPT@", lines(HostFiles.KEPT))
        .replace("@UNITS@", lines(HostFiles.UNITS))
        .replace("@WORDS@", lines(UnitChoice.WORDS))
        .replace("@MODULES@", lines(modules))
        .replace("@OPTIONS@", lines(HostFiles.OPTIONS))
        .replace("@PARAMETERS@", lines(KernelSecrets.OPEN));
  }

  private static String lines(Collection<String> words) {
    return String.join("\n", words);
  }
}
