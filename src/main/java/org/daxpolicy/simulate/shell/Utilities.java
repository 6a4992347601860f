package org.daxpolicy.simulate.shell;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.daxpolicy.simulate.shell.Computer.Killed;

/** The shell's builtins and the small programs that only read and print. */
final class Utilities {
  private final Shell shell;

  Utilities(Shell shell) {
    this.shell = shell;
  }

  /** The exit status; empty if the words are none of these. */
  Optional<Integer> run(List<String> words) throws NotUnderstood, Killed {
    String name = words.get(0).substring(words.get(0).lastIndexOf('/') + 1);
    List<String> rest = words.subList(1, words.size());
    switch (name) {
      case ":", "true", "wait", "readonly", "umask", "trap", "logger":
        return Optional.of(0);
      case "false":
        return Optional.of(1);
      case "echo":
        boolean open = !rest.isEmpty() && rest.get(0).equals("-n");
        shell.print(String.join(" ", open ? rest.subList(1, rest.size()) : rest));
        shell.print(open ? "" : "\n");
        return Optional.of(0);
      case "printf":
        shell.print(format(rest));
        return Optional.of(0);
      case "test", "[":
        return Optional.of(new Conditions(shell).test(words) ? 0 : 1);
      case "cat":
        return Optional.of(cat(rest));
      case "read":
        return Optional.of(read(rest));
      case "readlink":
        return Optional.of(readlink(rest));
      case "basename":
        String path = rest.isEmpty() ? "" : rest.get(0);
        shell.print(path.substring(path.lastIndexOf('/') + 1) + "\n");
        return Optional.of(0);
      case "dirname":
        String of = rest.isEmpty() ? "" : rest.get(0);
        shell.print(of.substring(0, Math.max(0, of.lastIndexOf('/'))) + "\n");
        return Optional.of(0);
      case "seq":
        return Optional.of(seq(rest));
      case "sleep":
        return Optional.of(sleep(rest));
      default:
        return control(name, rest);
    }
  }

  private Optional<Integer> control(String name, List<String> rest) throws NotUnderstood, Killed {
    switch (name) {
      case "cd":
        return Optional.of(cd(rest));
      case "pwd":
        shell.print(shell.variable("PWD").orElse("/") + "\n");
        return Optional.of(0);
      case "tr":
        return Optional.of(tr(rest));
      case "exit":
        shell.exit(number(rest, 0));
        return Optional.of(0);
      case "return":
        shell.leaveFunction(number(rest, 0));
        return Optional.of(0);
      case "break", "continue":
        shell.leaveLoop(name.equals("continue"));
        return Optional.of(0);
      case "exec", "command":
        if (rest.isEmpty()) {
          return Optional.of(0);
        }
        shell.call(rest);
        int status = Integer.parseInt(shell.variable("?").orElse("0"));
        if (name.equals("exec")) {
          shell.exit(status);
        }
        return Optional.of(status);
      case "set":
        for (String option : rest) {
          if (option.equals("--")) {
            shell.arguments(rest.subList(rest.indexOf(option) + 1, rest.size()));
            break;
          }
          if (option.matches("[-+][a-z]*e[a-z]*")) {
            shell.stopOnFailure(option.startsWith("-"));
          } else if (!option.matches("[-+][a-z]+")) {
            throw new NotUnderstood("`set " + option + "`");
          }
        }
        return Optional.of(0);
      case "shift":
        List<String> arguments = shell.arguments();
        int by = Math.min(number(rest, 1), arguments.size());
        shell.arguments(arguments.subList(by, arguments.size()));
        return Optional.of(0);
      case "export", "local":
        for (String assignment : rest) {
          int equals = assignment.indexOf('=');
          if (equals > 0) {
            shell.set(assignment.substring(0, equals), assignment.substring(equals + 1));
          }
        }
        return Optional.of(0);
      case "unset":
        rest.forEach(shell::unset);
        return Optional.of(0);
      default:
        return Optional.empty();
    }
  }

  private int number(List<String> words, int otherwise) throws NotUnderstood {
    if (words.isEmpty()) {
      return otherwise == 0 ? Integer.parseInt(shell.variable("?").orElse("0")) : otherwise;
    }
    if (!words.get(0).matches("\\d{1,4}")) {
      throw new NotUnderstood("the number `" + words.get(0) + "`");
    }
    return Integer.parseInt(words.get(0));
  }

  /** Only from the root: what a relative path means is not known. */
  private int cd(List<String> words) throws NotUnderstood {
    List<String> paths = words.stream().filter(w -> !w.startsWith("-")).toList();
    if (paths.size() != 1 || !paths.get(0).startsWith("/")) {
      throw new NotUnderstood("`cd " + String.join(" ", words) + "`");
    }
    Optional<String> directory = shell.computer().directory(paths.get(0));
    directory.ifPresent(d -> shell.set("PWD", d));
    return directory.isPresent() ? 0 : 1;
  }

  /** One character for another; more it is not known to do. */
  private int tr(List<String> words) throws NotUnderstood {
    if (words.size() != 2 || words.get(0).length() != 1 || words.get(1).length() != 1) {
      throw new NotUnderstood("`tr " + String.join(" ", words) + "`");
    }
    shell.print(shell.readAll().replace(words.get(0), words.get(1)));
    return 0;
  }

  private int cat(List<String> files) {
    if (files.isEmpty()) {
      shell.print(shell.readAll());
      return 0;
    }
    int status = 0;
    for (String file : files) {
      Optional<String> content = shell.computer().read(file);
      content.ifPresent(shell::print);
      status = content.isPresent() ? status : 1;
    }
    return status;
  }

  private int read(List<String> words) {
    List<String> names = words.stream().filter(w -> !w.startsWith("-")).toList();
    Optional<String> line = shell.readLine();
    String[] values = line.orElse("").strip().split("[ \t]+", Math.max(1, names.size()));
    for (int i = 0; i < names.size(); i++) {
      shell.set(names.get(i), i < values.length ? values[i] : "");
    }
    return line.isPresent() ? 0 : 1;
  }

  private int readlink(List<String> words) {
    List<String> paths = words.stream().filter(w -> !w.startsWith("-")).toList();
    Optional<String> target =
        paths.isEmpty() ? Optional.empty() : shell.computer().target(paths.get(0));
    target.ifPresent(t -> shell.print(t + "\n"));
    return target.isPresent() ? 0 : 1;
  }

  private int seq(List<String> words) throws NotUnderstood {
    if (words.isEmpty() || words.size() > 2 || !String.join("", words).matches("\\d{1,8}")) {
      throw new NotUnderstood("`seq " + String.join(" ", words) + "`");
    }
    int first = words.size() == 2 ? Integer.parseInt(words.get(0)) : 1;
    int last = Integer.parseInt(words.get(words.size() - 1));
    for (int i = first; i <= last; i++) {
      shell.print(i + "\n");
    }
    return 0;
  }

  private int sleep(List<String> words) throws NotUnderstood, Killed {
    double seconds = 0;
    for (String word : words) {
      OptionalDouble span = Interval.seconds(word);
      if (span.isEmpty()) {
        throw new NotUnderstood("`sleep " + word + "`");
      }
      seconds += span.getAsDouble();
    }
    shell.computer().sleep(seconds);
    return 0;
  }

  private static String format(List<String> words) throws NotUnderstood {
    if (words.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    int next = 1;
    do {
      String format = words.get(0);
      for (int i = 0; i < format.length(); i++) {
        char c = format.charAt(i);
        char then = i + 1 < format.length() ? format.charAt(i + 1) : ' ';
        if (c == '\\' && (then == 'n' || then == 't' || then == '\\')) {
          out.append(then == 'n' ? '\n' : then == 't' ? '\t' : '\\');
          i++;
        } else if (c == '%' && "sdux%".indexOf(then) >= 0) {
          String value = then == '%' ? "%" : next < words.size() ? words.get(next++) : "";
          out.append(then == 'x' ? hexadecimal(value) : value);
          i++;
        } else if (c == '%' || c == '\\') {
          throw new NotUnderstood("the format `" + format + "`");
        } else {
          out.append(c);
        }
      }
    } while (next < words.size() && next > 1);
    return out.toString();
  }

  private static String hexadecimal(String value) throws NotUnderstood {
    if (!value.matches("\\d{1,18}")) {
      throw new NotUnderstood("the number `" + value + "`");
    }
    return String.format(Locale.ROOT, "%x", Long.parseLong(value));
  }
}
