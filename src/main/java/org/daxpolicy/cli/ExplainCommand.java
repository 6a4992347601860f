package org.daxpolicy.cli;

import static org.daxpolicy.cli.Option.flag;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.daxpolicy.report.Json;
import org.daxpolicy.text.Code;
import org.daxpolicy.text.Suppressions;

/** {@code daxpolicy explain}: the page of a finding. */
final class ExplainCommand extends Common {
  private Optional<String> code = Optional.empty();
  private boolean list;

  @Override
  Declaration declaration() {
    return Declaration.of(
            "explain", "Prints what a finding means, what to avoid and what to write instead.")
        .optionalOperand("CODE", "such as DX0203", given -> code = Optional.of(given))
        .option(
            flag("--list").description("list all codes with severity and title"),
            given -> list = given)
        .examples(
            "daxpolicy explain DX0203", "daxpolicy explain --list", "0 printed; 2 no such code.");
  }

  @Override
  public Integer call() {
    if (list || code.isEmpty()) {
      return printList();
    }
    Optional<Code> found = Code.byId(code.get());
    if (found.isEmpty()) {
      console()
          .err()
          .println(
              "daxpolicy: there is no finding `"
                  + code.get()
                  + "`; `daxpolicy explain --list` shows all");
      return Exit.COULD_NOT_RUN;
    }
    String page = page(found.get());
    if (format == Format.json) {
      Map<String, Object> tree = row(found.get());
      tree.put("page", page);
      print(Json.pretty(tree));
    } else {
      print(page);
      if (verbose) {
        print("\n## Reported\n\n" + reported(found.get()) + "\n");
      }
    }
    return Exit.CLEAN;
  }

  /** How much it weighs and what can be done about it where it is known to be fine. */
  private static String reported(Code c) {
    String severity = "As " + withArticle(c.severity().word()) + " unless a stage says otherwise. ";
    boolean inPolicy = c.id().compareTo("DX0500") < 0;
    return severity
        + (inPolicy && Suppressions.canBeSilenced(c, c.severity())
            ? "A comment on the line above silences it: `# daxpolicy: allow "
                + c.id()
                + " -- reason`."
            : inPolicy
                ? "It cannot be silenced: what it leaves is no policy."
                : "It speaks of no policy's text, so no comment silences it.");
  }

  private static String withArticle(String word) {
    return (word.startsWith("e") ? "an " : "a ") + word;
  }

  private int printList() {
    if (format == Format.json) {
      List<Object> rows = new ArrayList<>();
      for (Code c : Code.values()) {
        rows.add(row(c));
      }
      print(Json.pretty(rows));
    } else {
      for (Code c : Code.values()) {
        print(String.format(Locale.ROOT, "%s  %-7s  %s\n", c.id(), c.severity().word(), c.title()));
        if (verbose) {
          print(summary(c).lines().map(l -> "    " + l + "\n").collect(Collectors.joining()));
        }
      }
    }
    return Exit.CLEAN;
  }

  /** The page's first paragraph. */
  private static String summary(Code c) {
    String page = page(c);
    String heading = "## Summary\n\n";
    int start = page.indexOf(heading) + heading.length();
    return page.substring(start, page.indexOf("\n\n", start));
  }

  private static Map<String, Object> row(Code c) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("code", c.id());
    row.put("severity", c.severity().word());
    row.put("title", c.title());
    row.put("summary", summary(c).replace('\n', ' '));
    return row;
  }

  /** The text of a finding's page. */
  static String page(Code c) {
    try (InputStream in =
        ExplainCommand.class.getResourceAsStream("/org/daxpolicy/explain/" + c.id() + ".md")) {
      if (in == null) {
        throw new IllegalStateException("no page for " + c.id());
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
