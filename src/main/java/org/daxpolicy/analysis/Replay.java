package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.daxpolicy.udev.ByteText;
import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.Event;
import org.daxpolicy.udev.Host;
import org.daxpolicy.udev.RuleLine;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.RulesFile;
import org.daxpolicy.udev.Token;
import org.daxpolicy.udev.TokenKind;
import org.daxpolicy.udev.UdevVersion;
import org.daxpolicy.udev.Verdict;

/**
 * What rules really do with a witness: the evaluator's answer, which knows nothing of diagrams. A
 * difference that it does not show is not reported.
 */
final class Replay {
  private final Witness witness;
  private final Map<String, Integer> accounts;
  private final Event event;
  private final Verdict verdict;

  Replay(List<RulesFile> rules, Witness witness, UdevVersion version) {
    this.witness = witness;
    this.accounts = accounts(rules);
    this.event = at(witness.event());
    List<RulesFile> read = new ArrayList<>();
    for (RulesFile file : rules) {
      read.add(RulesFile.parse(file.name(), file.text(), version, event.host()));
    }
    this.verdict =
        Evaluator.evaluate(
            RuleSet.of(read), event, version, Evaluator.Options.DEFAULT.traced(false));
  }

  /** Owners and groups are looked up when rules are read; every one they name exists here. */
  private static Map<String, Integer> accounts(List<RulesFile> rules) {
    Map<String, Integer> accounts = new HashMap<>(Map.of("root", 0));
    for (RulesFile file : rules) {
      for (RuleLine rule : file.rules()) {
        for (Token token : rule.tokens()) {
          boolean account =
              token.kind() == TokenKind.OWNER_ID
                  || token.kind() == TokenKind.GROUP_ID
                  || token.kind() == TokenKind.OWNER_LATE
                  || token.kind() == TokenKind.GROUP_LATE;
          if (account) {
            accounts.putIfAbsent(token.value(), 1 + accounts.size());
          }
        }
      }
    }
    return accounts;
  }

  private Event at(Event event) {
    Host known = event.host();
    Host host =
        new Host(
            known.architecture(),
            known.virtualization(),
            known.confidential(),
            known.commandLine(),
            accounts,
            accounts,
            known.programs(),
            known.files());
    return new Event(
        event.sysfs(), event.devpath(), event.action(), event.environment(), host, event.records());
  }

  Verdict verdict() {
    return verdict;
  }

  /** What has become of a thing; one text, lists with commas. */
  String done(String thing) {
    return switch (thing) {
      case "OWNER" -> number(verdict.owner());
      case "GROUP" -> number(verdict.group());
      case "MODE" -> verdict.mode().map(Integer::toOctalString).orElse("");
      case "TAG" -> joined(verdict.currentTags(), false);
      case "SYMLINK" -> joined(verdict.symlinks(), false);
      case "RUN" ->
          joined(
              verdict.run().stream()
                  .map(c -> c.builtin() ? "builtin " + c.command() : c.command())
                  .toList(),
              true);
      case "SECLABEL" ->
          joined(
              verdict.seclabels().stream().map(l -> l.module() + " " + l.label()).toList(), false);
      default ->
          thing.startsWith("ENV{")
              ? verdict.properties().getOrDefault(thing.substring(4, thing.length() - 1), "")
              : "";
    };
  }

  private static String number(Optional<Integer> account) {
    return account.map(Object::toString).orElse("");
  }

  private static String joined(List<String> items, boolean ordered) {
    return String.join(", ", ordered ? items : new TreeSet<>(items));
  }

  /** What a thing is once something was assigned to it, on the witness. */
  String meant(String thing, Assigned assigned) {
    if (assigned instanceof Assigned.Items items) {
      return joined(items.added().stream().map(t -> text(thing, t)).toList(), items.ordered());
    }
    String text = text(thing, (Assigned.Text) assigned);
    boolean account = thing.equals("OWNER") || thing.equals("GROUP");
    return account && accounts.containsKey(text) ? String.valueOf(accounts.get(text)) : text;
  }

  private String text(String thing, Assigned.Text text) {
    StringBuilder bytes = new StringBuilder();
    String before =
        thing.startsWith("ENV{")
            ? event.environment().getOrDefault(thing.substring(4, thing.length() - 1), "")
            : "";
    for (Assigned.Part part : text.parts()) {
      if (part instanceof Assigned.Part.Literal literal) {
        bytes.append(literal.bytes());
      } else if (part instanceof Assigned.Part.Value value) {
        bytes.append(value(value.fact()));
      } else if (part instanceof Assigned.Part.Blank) {
        bytes.append(before.isEmpty() ? "" : " ");
      } else {
        bytes.append(before);
      }
    }
    return bytes.toString();
  }

  private String value(Fact fact) {
    boolean number = fact instanceof Fact.RegionNumber || fact instanceof Fact.InstanceNumber;
    return witness.raw(fact).map(String::strip).orElse(number ? "0" : "");
  }

  /** A value for people: in backticks, or nothing. */
  static String shown(String value) {
    return value.isEmpty() ? "nothing" : "`" + ByteText.readable(value) + "`";
  }
}
