package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One rule at work on one event. */
final class LineRun {
  private final EventState state;
  private final Matches matches;
  private final Inquiries inquiries;
  private final Assignments assignments;
  private final RuleLine rule;
  private final List<Verdict.TermTrace> terms = new ArrayList<>();

  LineRun(
      EventState state,
      Matches matches,
      Inquiries inquiries,
      Assignments assignments,
      RuleLine rule) {
    this.state = state;
    this.matches = matches;
    this.inquiries = inquiries;
    this.assignments = assignments;
    this.rule = rule;
  }

  List<Verdict.TermTrace> terms() {
    return terms;
  }

  /** Works the terms off up to the first match that fails; TRUE if none does. */
  Verdict.Truth run() {
    List<Token> tokens = rule.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      Outcome outcome;
      if (token.kind().isParentMatch()) {
        int end = i;
        while (end < tokens.size() && tokens.get(end).kind().isParentMatch()) {
          end++;
        }
        outcome = searchParents(tokens.subList(i, end));
        i = end - 1;
      } else {
        outcome = single(token);
        note(token, state.device, outcome);
      }
      if (token.kind().isMatch() && !outcome.holds()) {
        return outcome.truth() == Verdict.Truth.UNKNOWN
            ? undecided(tokens.subList(i + 1, tokens.size()), token)
            : Verdict.Truth.FALSE;
      }
      if (outcome.truth() == Verdict.Truth.UNKNOWN) {
        sayUnknown(token);
      }
      if (state.aborted) {
        return Verdict.Truth.FALSE;
      }
    }
    return Verdict.Truth.TRUE;
  }

  private Outcome single(Token token) {
    if (!token.kind().isMatch()) {
      return assignments.assign(token);
    }
    return token.kind().isPlainMatch() || token.kind() == TokenKind.MATCH_RESULT
        ? matches.match(token, state.device)
        : inquiries.ask(token);
  }

  /** What is not told does not matter if a later plain match fails anyway. */
  private Verdict.Truth undecided(List<Token> rest, Token unknown) {
    for (Token token : rest) {
      if (!token.kind().isPlainMatch()) {
        break;
      }
      Outcome outcome = matches.match(token, state.device);
      note(token, state.device, outcome);
      if (outcome.truth() == Verdict.Truth.FALSE) {
        return Verdict.Truth.FALSE;
      }
    }
    sayUnknown(unknown);
    return Verdict.Truth.UNKNOWN;
  }

  private void sayUnknown(Token token) {
    state.say(7, "The snapshot does not tell what " + token.text() + " would find.");
  }

  /** Looks for one ancestor, the device itself first, on which all parent matches hold. */
  private Outcome searchParents(List<Token> tokens) {
    List<Verdict.TermTrace> last = new ArrayList<>();
    Optional<UdevDevice> candidate = Optional.of(state.device);
    while (candidate.isPresent()) {
      UdevDevice device = candidate.get();
      state.found = candidate;
      last.clear();
      boolean all = true;
      for (Token token : tokens) {
        Outcome outcome = matches.match(token, device);
        last.add(trace(token, device, outcome));
        if (!outcome.holds()) {
          all = false;
          break;
        }
      }
      if (all) {
        terms.addAll(last);
        return Outcome.DONE;
      }
      candidate = device.parent();
    }
    terms.addAll(last);
    state.found = Optional.empty();
    return Outcome.failed();
  }

  private void note(Token token, UdevDevice device, Outcome outcome) {
    if (state.options.traced()) {
      terms.add(trace(token, device, outcome));
    }
  }

  private static Verdict.TermTrace trace(Token token, UdevDevice device, Outcome outcome) {
    return new Verdict.TermTrace(token.text(), device.devpath(), outcome.actual(), outcome.truth());
  }
}
