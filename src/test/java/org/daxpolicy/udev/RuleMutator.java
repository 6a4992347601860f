package org.daxpolicy.udev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.daxpolicy.Corpus;

/** Spoils rules files: scraps of syntax, stray bytes, doubled and lost pieces. */
final class RuleMutator {
  private static final int LONGEST_SEED = 4000;
  private static final List<String> SCRAPS =
      List.of(
          "\"",
          "\\",
          "\\\n",
          "{",
          "}",
          "=",
          "==",
          "!=",
          ":=",
          "+=",
          "-=",
          ",",
          "|",
          "*",
          "[",
          "]",
          "[!",
          "[[:",
          "[a-",
          "?*",
          "$",
          "%",
          "$env{",
          "$attr{",
          "%c{",
          "%c{9+}",
          "%s{[",
          "$$",
          "\0",
          "\r",
          "\n",
          "#",
          "e\"",
          "i\"",
          "e\"\\x",
          "\\u12",
          "KERNEL",
          "ATTRS{",
          "TEST{0777}==\"",
          "PROGRAM=\"",
          "IMPORT{parent}=\"*\"",
          "IMPORT{db}=\"",
          "SYMLINK+=\"",
          "OPTIONS=\"",
          "GOTO=\"x\"",
          "LABEL=\"x\"",
          "\u00ff",
          "\\x",
          "../",
          "/*/",
          " ",
          "\t",
          "99999999999999999999");

  private final List<String> texts = new ArrayList<>();

  /** Starts from the rules of the corpora. */
  RuleMutator() throws IOException {
    for (Map<String, Object> entry : ProbeCorpus.probes("probes.jsonl")) {
      Map<String, Object> probe = Json.object(entry.get("probe"));
      if (probe.containsKey("rules_text")) {
        add(Json.bytes(probe.get("rules_text")));
      }
    }
    for (Path file : Corpus.entries(Corpus.ROOT.resolve("udev/measured"))) {
      if (file.toString().endsWith(".case")) {
        add(ByteText.of(Files.readString(file).split("\n\n", 2)[1]));
      }
    }
  }

  private void add(String text) {
    texts.add(text.substring(0, Math.min(text.length(), LONGEST_SEED)));
  }

  /** Rules that were spoilt in a few places. */
  String spoilt(Random random) {
    StringBuilder text = new StringBuilder(texts.get(random.nextInt(texts.size())));
    for (int more = random.nextInt(3); more > 0; more--) {
      text.append(texts.get(random.nextInt(texts.size())));
    }
    for (int change = random.nextInt(6); change >= 0; change--) {
      int at = random.nextInt(text.length() + 1);
      switch (random.nextInt(5)) {
        case 0, 1 -> text.insert(at, SCRAPS.get(random.nextInt(SCRAPS.size())));
        case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(9)));
        case 3 -> text.insert(at, (char) random.nextInt(256));
        default -> {
          int to = Math.min(text.length(), at + random.nextInt(40));
          text.insert(random.nextInt(text.length() + 1), text.substring(at, to));
        }
      }
    }
    return text.toString();
  }
}
