package org.daxpolicy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Diagnostic;
import org.daxpolicy.text.SourceReader;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.DiskTree;
import org.daxpolicy.udev.RulesDirectories;
import org.daxpolicy.udev.RulesDirectories.Directory;
import org.daxpolicy.udev.UdevVersion;

/**
 * The rules files that arguments name: files as they are, and directories, which hide files of each
 * other as udev's own do, the first having the highest priority. A bare name that is no file here
 * is looked up in udev's directories.
 */
final class RulesArguments {
  /**
   * A rules file's content.
   *
   * @param shown what findings call it
   * @param name what orders it among others
   * @param text its bytes as a byte string
   */
  record Content(String shown, String name, String text) {}

  private final Console console;
  private final Optional<String> root;
  private final UdevVersion version;
  private final List<Content> contents = new ArrayList<>();
  private final List<Diagnostic> found = new ArrayList<>();

  private RulesArguments(Console console, Optional<String> root, UdevVersion version) {
    this.console = console;
    this.root = root;
    this.version = version;
  }

  /**
   * Reads what arguments name; without any, udev's directories below {@code root}, or this
   * machine's.
   */
  static RulesArguments read(
      List<String> given, Optional<String> root, Console console, UdevVersion version) {
    RulesArguments arguments = new RulesArguments(console, root, version);
    List<Directory> directories = new ArrayList<>();
    for (String argument : given) {
      Path path = arguments.path(argument);
      if (!argument.equals("-") && Files.isDirectory(path)) {
        directories.add(Directory.of(path));
      } else {
        arguments.file(argument, path);
      }
    }
    arguments.directories(given.isEmpty() ? arguments.standard() : directories);
    if (given.isEmpty() && arguments.contents.isEmpty() && arguments.found.isEmpty()) {
      String where = root.orElse("/");
      arguments.found.add(
          Diagnostic.of(Code.NO_INPUT_FOUND, "`" + where + "` holds no udev rules"));
    }
    arguments.contents.sort(Comparator.comparing(Content::name));
    return arguments;
  }

  /** The files in udev's order. */
  List<Content> contents() {
    return contents;
  }

  /** Files that cannot be read, or are hidden. */
  List<Diagnostic> found() {
    return found;
  }

  private List<Directory> standard() {
    String top = root.orElse("/");
    return RulesDirectories.standard(new DiskTree(console.path(top)), top, version);
  }

  /** Where an argument leads: below the root first, then here, then in udev's directories. */
  private Path path(String argument) {
    if (root.isPresent() && argument.startsWith("/")) {
      Path below = console.path(root.get()).resolve(argument.substring(1));
      if (Files.exists(below)) {
        return below;
      }
    }
    Path here = console.path(argument);
    if (argument.indexOf('/') >= 0 || Files.exists(here)) {
      return here;
    }
    return standard().stream()
        .map(directory -> console.path(directory.shown()).resolve(argument))
        .filter(Files::exists)
        .findFirst()
        .orElse(here);
  }

  private void directories(List<Directory> directories) {
    RulesDirectories.Survey survey = RulesDirectories.survey(directories, version);
    for (RulesDirectories.Picked picked : survey.picked()) {
      String shown = shown(picked.directory(), picked.name());
      try {
        content(shown, picked.read());
      } catch (IOException e) {
        found.add(SourceReader.unreadableFile(shown, String.valueOf(e.getMessage())));
      }
    }
    for (RulesDirectories.Hidden hidden : survey.hidden()) {
      String by = shown(hidden.by(), hidden.name());
      found.add(
          Diagnostic.of(
                  Code.RULES_FILE_HIDDEN,
                  "`"
                      + shown(hidden.directory(), hidden.name())
                      + "` is not looked at: `"
                      + by
                      + "` hides it")
              .note(hidden.mask() ? "`" + by + "` is a mask" : "a file of the same name counts"));
    }
  }

  /** A file as the user would write its path. */
  private String shown(Directory directory, String name) {
    Path path = console.path(directory.shown()).resolve(name);
    Path here = console.directory().toAbsolutePath();
    Path whole = path.toAbsolutePath();
    return (whole.startsWith(here) ? here.relativize(whole) : path).normalize().toString();
  }

  private void file(String argument, Path path) {
    String shown = argument.equals("-") ? "<stdin>" : argument;
    try (InputStream in = argument.equals("-") ? console.in() : Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(SourceReader.LIMIT + 1);
      content(shown, new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      found.add(SourceReader.unreadableFile(shown, "there is no such file"));
    } catch (IOException e) {
      found.add(SourceReader.unreadableFile(shown, String.valueOf(e.getMessage())));
    }
  }

  private void content(String shown, String text) {
    if (text.length() > SourceReader.LIMIT) {
      found.add(Diagnostic.of(Code.FILE_TOO_LARGE, "`" + shown + "` is larger than 16 MiB"));
      return;
    }
    contents.add(
        new Content(shown, ByteText.of(shown.substring(shown.lastIndexOf('/') + 1)), text));
  }
}
