package org.daxpolicy.cli;

import static org.daxpolicy.cli.Option.flag;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.daxpolicy.report.Json;
import org.daxpolicy.text.Code;

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
    }
    return Exit.CLEAN;
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
        print(String.format("%s  %-7s  %s%n", c.id(), c.severity().word(), c.title()));
      }
    }
    return Exit.CLEAN;
  }

  private static Map<String, Object> row(Code c) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("code", c.id());
    row.put("severity", c.severity().word());
    row.put("title", c.title());
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
