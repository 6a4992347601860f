package org.daxpolicy.cli;

import static org.daxpolicy.cli.Option.flag;
import static org.daxpolicy.cli.Option.value;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.report.VerificationReport;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.Result;
import org.daxpolicy.text.Severity;
import org.daxpolicy.text.SourceFile;
import org.daxpolicy.text.SourceReader;
import org.daxpolicy.udev.AccountTable;
import org.daxpolicy.udev.Host;
import org.daxpolicy.udev.NameResolution;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.UdevVersion;
import org.daxpolicy.udev.verify.Verification;
import org.daxpolicy.udev.verify.Verifier;

/** {@code daxpolicy udev verify}: what is wrong with rules, and what is fragile. */
final class UdevVerifyCommand extends Common {
  private List<String> arguments = List.of();
  private Optional<Integer> udev = Optional.empty();
  private Optional<String> root = Optional.empty();
  private Optional<String> passwd = Optional.empty();
  private Optional<String> group = Optional.empty();
  private NameResolution names = NameResolution.EARLY;
  private boolean onlyUdevadm;
  private boolean noStyle;
  private boolean noSummary;

  @Override
  Declaration declaration() {
    return Declaration.of(
            "verify",
            "Verifies udev rules: finds what `udevadm verify` of a release finds, on the same"
                + " lines and with the same severity, and what it cannot. Without arguments it"
                + " verifies the rules of this machine, or of the tree under --root.")
        .operands(
            "FILE|DIR|-",
            0,
            "rules files and rules.d directories, highest priority first",
            given -> arguments = given)
        .option(
            value("VERSION", "--udev").description("252 to 262 (default: the newest)"),
            Integer.class,
            given -> udev = Optional.of(given))
        .option(
            value("DIR", "--root").description("a tree whose rules, users and groups count"),
            String.class,
            given -> root = Optional.of(given))
        .option(
            value("WHEN", "-N", "--resolve-names")
                .defaultValue("early")
                .description("when names in OWNER and GROUP are looked up: early, late, never"),
            NameResolution.class,
            given -> names = given)
        .option(
            value("FILE", "--passwd")
                .description("the users there are (default: those of --root, else unknown)"),
            String.class,
            given -> passwd = Optional.of(given))
        .option(
            value("FILE", "--group")
                .description("the groups there are (default: those of --root, else unknown)"),
            String.class,
            given -> group = Optional.of(given))
        .option(
            flag("--only-udevadm")
                .description("only what `udevadm verify` of the release finds too"),
            given -> onlyUdevadm = given)
        .option(flag("--no-style").description("no findings on style"), given -> noStyle = given)
        .option(flag("--no-summary").description("no summary"), given -> noSummary = given)
        .examples(
            "daxpolicy udev verify 60-hbm.rules",
            "daxpolicy udev verify --udev 257 --root /srv/image --format json",
            "0 `udevadm verify` of that release would pass all files; 1 it would fail one;"
                + " with --fail-on, 1 on findings from there on; 2 a file cannot be read.");
  }

  @Override
  public Integer call() {
    UdevVersion version = version();
    RulesArguments rules = RulesArguments.read(arguments, root, console(), version);
    List<Diagnostic> found = new ArrayList<>(rules.found());
    Host host = host(found);
    List<RulesFile> files = new ArrayList<>();
    for (RulesArguments.Content c : rules.contents()) {
      files.add(RulesFile.strictly(c.shown(), c.text(), version, host, names));
    }
    List<Verification> verified = Verifier.verify(files);
    for (Verification v : verified) {
      found.addAll(onlyUdevadm ? v.udevadm() : v.findings());
    }
    found.removeIf(d -> noStyle && d.severity() == Severity.STYLE);
    VerificationReport report = new VerificationReport(verified, version, !noStyle);
    int exit = end(found, report.tree());
    if (format == Format.text && !noSummary && !quiet) {
      print(report.summary(count(found)));
    }
    if (exit == Exit.COULD_NOT_RUN || failOn.isPresent()) {
      return exit;
    }
    return report.fails() ? Exit.FOUND : exit;
  }

  private UdevVersion version() {
    UdevVersion version = udev.map(UdevVersion::new).orElse(UdevVersion.NEWEST);
    if (version.compareTo(UdevVersion.OLDEST) < 0) {
      throw new UsageException("--udev: releases from " + UdevVersion.OLDEST + " on are known");
    }
    return version;
  }

  private Host host(List<Diagnostic> found) {
    Map<String, Integer> users = table(passwd, "etc/passwd", Host.UNKNOWN.users(), "nobody", found);
    Map<String, Integer> groups =
        table(group, "etc/group", Host.UNKNOWN.groups(), "nogroup", found);
    return Host.UNKNOWN.with(users, groups);
  }

  /** A table of accounts: the file asked for, or the root's own if it has one. */
  private Map<String, Integer> table(
      Optional<String> asked,
      String own,
      Map<String, Integer> unknown,
      String everywhere,
      List<Diagnostic> found) {
    Optional<Path> path =
        asked
            .map(console()::path)
            .or(
                () ->
                    root.or(() -> arguments.isEmpty() ? Optional.of("/") : Optional.empty())
                        .map(r -> console().path(r).resolve(own))
                        .filter(Files::isRegularFile));
    if (path.isEmpty()) {
      return unknown;
    }
    Result<SourceFile> read = SourceReader.read(path.get(), asked.orElse(own));
    found.addAll(read.diagnostics());
    return read.value()
        .map(file -> AccountTable.read(file.text()))
        .map(
            ids -> {
              ids.putIfAbsent(everywhere, 65534);
              return ids;
            })
        .orElse(unknown);
  }
}
