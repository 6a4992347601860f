package org.daxpolicy.machine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.daxpolicy.machine.host.HostTree;

/**
 * What a capture keeps to itself of a host: values of kernel parameters, accounts of people, what
 * units set in environments, kernel addresses. The collector's script does the same with the same
 * lists; a test holds the two together.
 */
final class Discretion {
  /** The first number that is no system account's: {@code login.defs(5)}. */
  private static final int FIRST_PERSON = 1000;

  private static final int NOBODY = 65534;
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9._-]+");
  private static final Pattern NAMED =
      Pattern.compile("(?:OWNER|GROUP)[ \t:=]*\"([A-Za-z0-9._-]+)(?:\"|$)");
  private static final Pattern ENVIRONMENT =
      Pattern.compile("(Environment|SetCredential|SetCredentialEncrypted)[= \t].*");
  private static final Pattern GRUB =
      Pattern.compile("(GRUB_CMDLINE_LINUX[^=]*)=(?:\"([^\"]*)|'([^']*)|([^ \t\"'][^ \t]*|)).*");
  private static final Pattern ENTRY = Pattern.compile("options([ \t].*)");
  private static final Pattern ZONE =
      Pattern.compile(
          "Node .*|  *(?:pages free |min  *|low  *|high  *|spanned  *|present  *|managed  *"
              + "|start_pfn: ).*");

  private final KernelSecrets parameters;
  private final Set<String> open;

  /**
   * With exceptions.
   *
   * @param parameters kernel parameters whose values are kept although they are not on the list
   * @param accounts accounts that are kept although they are people's
   */
  Discretion(Set<String> parameters, Set<String> accounts) {
    this.parameters = new KernelSecrets(parameters);
    this.open = accounts;
  }

  /** The facts without what is kept back. */
  HostFacts of(HostFacts host) {
    Set<String> named = new TreeSet<>(open);
    SortedMap<String, HostTree.Entry> files = new TreeMap<>();
    host.files()
        .entries()
        .forEach(
            (path, entry) -> {
              HostTree.Entry kept = of(path, entry);
              files.put(path, kept);
              if (path.endsWith(".rules")) {
                kept.text().ifPresent(text -> named(text, named));
              }
            });
    return new HostFacts(
        host.name(),
        host.kernel(),
        host.systemd(),
        host.daxctl(),
        host.architecture(),
        host.virtualization(),
        host.commandLine().map(parameters::hide),
        host.kernelConfig(),
        accounts(host.users(), named, (name, id) -> false),
        accounts(host.groups(), named, (name, id) -> !host.users().containsKey(name)),
        host.versions(),
        host.modules(),
        new HostTree(files),
        host.unread());
  }

  /** Whom rules give nodes to. */
  private static void named(String rules, Set<String> names) {
    for (String line : rules.split("\n", -1)) {
      Matcher m = NAMED.matcher(line);
      while (m.find()) {
        names.add(m.group(1));
      }
    }
  }

  private static Map<String, Integer> accounts(
      Map<String, Integer> all, Set<String> named, BiPredicate<String, Integer> others) {
    Map<String, Integer> kept = new HashMap<>();
    all.forEach(
        (name, id) -> {
          boolean system = id < FIRST_PERSON || id == NOBODY;
          if (ACCOUNT.matcher(name).matches()
              && (system || named.contains(name) || others.test(name, id))) {
            kept.put(name, id);
          }
        });
    return kept;
  }

  private HostTree.Entry of(String path, HostTree.Entry entry) {
    UnaryOperator<String> filter = filter(path);
    return entry instanceof HostTree.Entry.Link link
        ? new HostTree.Entry.Link(link.target(), link.text().map(filter))
        : new HostTree.Entry.File(entry.text().map(filter));
  }

  private UnaryOperator<String> filter(String path) {
    if (path.equals("/proc/iomem")) {
      return text -> lines(text, line -> line.contains(": Kernel ") ? List.of() : List.of(line));
    }
    if (path.equals("/proc/zoneinfo")) {
      return text -> lines(text, line -> ZONE.matcher(line).matches() ? List.of(line) : List.of());
    }
    if (path.startsWith("/etc/default/grub")) {
      return text -> lines(text, this::grub);
    }
    if (path.startsWith("/boot/loader/")) {
      return text -> lines(text, this::entry);
    }
    if (path.startsWith("/etc/kernel/") || path.startsWith("/usr/lib/kernel/")) {
      return text -> lines(text, this::plain);
    }
    return path.contains("/systemd/system/") ? Discretion::unit : UnaryOperator.identity();
  }

  /** What becomes of one line: none, or another. */
  private interface Line {
    List<String> of(String line);
  }

  private static String lines(String text, Line filter) {
    StringBuilder kept = new StringBuilder();
    for (String line : lines(text)) {
      filter.of(line).forEach(k -> kept.append(k).append('\n'));
    }
    return kept.toString();
  }

  /** The lines as a shell reads them: without NULs, the last one with or without its newline. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>(List.of(text.replace("\0", "").split("\n", -1)));
    if (lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  private static String withoutIndent(String line) {
    return line.replaceFirst("^[ \t]+", "");
  }

  private List<String> grub(String line) {
    Matcher m = GRUB.matcher(withoutIndent(line).replaceFirst("^export ", ""));
    if (!m.matches()) {
      return List.of();
    }
    String value = "";
    for (int group = 2; group <= 4; group++) {
      value = m.group(group) == null ? value : m.group(group);
    }
    return List.of(m.group(1) + "=\"" + parameters.hide(value) + "\"");
  }

  private List<String> entry(String line) {
    Matcher m = ENTRY.matcher(withoutIndent(line));
    return m.matches() ? List.of("options " + parameters.hide(m.group(1))) : List.of();
  }

  private List<String> plain(String line) {
    String text = withoutIndent(line);
    return text.startsWith("#") ? List.of() : List.of(parameters.hide(text));
  }

  /** A unit without the values it puts into the environment, and their continuation lines. */
  private static String unit(String text) {
    StringBuilder kept = new StringBuilder();
    boolean dropping = false;
    for (String line : lines(text)) {
      if (!dropping) {
        Matcher m = ENVIRONMENT.matcher(withoutIndent(line));
        if (!m.matches()) {
          kept.append(line).append('\n');
          continue;
        }
        kept.append(m.group(1)).append('=').append(KernelSecrets.HIDDEN).append('\n');
      }
      dropping = line.endsWith("\\");
    }
    return kept.toString();
  }
}
