package org.daxpolicy.machine;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.RulesDirectories;
import org.daxpolicy.udev.TextTree;
import org.daxpolicy.udev.UdevVersion;

/** The rules files of a request, laid out as on a disk, and read once a release of udev. */
final class RequestRules {
  /** The file that {@code rules_text} stands for. */
  static final String ONLY_FILE = "50-test.rules";

  private static final String HOME = "/etc/udev/rules.d/";

  /** What may stand in front of a file's name, for the directory it is in. */
  private static final Map<String, String> DIRECTORIES =
      Map.of(
          "etc", HOME,
          "run", "/run/udev/rules.d/",
          "local", "/usr/local/lib/udev/rules.d/",
          "lib", "/usr/lib/udev/rules.d/");

  private final TextTree tree = new TextTree();
  private final Map<UdevVersion, RuleSet> read = new HashMap<>();

  private RequestRules() {}

  /** One file with this text. */
  static RequestRules of(String text) {
    RequestRules rules = new RequestRules();
    rules.tree.file(HOME + ONLY_FILE, text);
    return rules;
  }

  /**
   * An object of file names and texts. A name may begin with {@code etc/}, {@code run/}, {@code
   * local/} or {@code lib/}, or be an absolute path; {@code null} is a directory, and a text {@code
   * -> TARGET} a link.
   */
  static RequestRules of(JsonCursor json, Findings findings) throws IOException {
    RequestRules rules = new RequestRules();
    json.members("`rules`", name -> rules.put(name, json, findings));
    return rules;
  }

  private void put(String name, JsonCursor json, Findings findings) throws IOException {
    Optional<String> path = path(name);
    if (path.isEmpty()) {
      findings.at(
          Code.SNAPSHOT_NAME,
          json.start(),
          json.end(),
          JsonCursor.quoted(name)
              + " is no rules file, expected a file name, `etc/NAME`, `run/NAME`, `local/NAME`,"
              + " `lib/NAME` or an absolute path");
      json.skip();
    } else if (json.isAt(JsonToken.VALUE_NULL)) {
      tree.directory(path.get());
    } else {
      Optional<String> text = json.scalar(JsonCursor.quoted(name));
      if (text.isPresent() && text.get().startsWith("-> ")) {
        tree.link(path.get(), text.get().substring("-> ".length()));
      } else {
        text.ifPresent(t -> tree.file(path.get(), t));
      }
    }
  }

  private static Optional<String> path(String name) {
    if (name.startsWith("/")) {
      return Optional.of(name).filter(n -> DevicePath.isBelow(n.substring(1)));
    }
    int slash = name.indexOf('/');
    String directory = slash < 0 ? HOME : DIRECTORIES.get(name.substring(0, slash));
    String file = name.substring(slash + 1);
    return directory == null || file.contains("/") || !DevicePath.isBelow(file)
        ? Optional.empty()
        : Optional.of(directory + file);
  }

  /** The rules as a release picks and reads them. */
  RuleSet on(UdevVersion version) {
    return read.computeIfAbsent(
        version,
        v ->
            RulesDirectories.read(RulesDirectories.standard(tree, "", v), v)
                .value()
                .orElse(RuleSet.of(List.of())));
  }

  /** The files by their absolute paths. */
  Map<String, String> files() {
    return tree.files();
  }
}
