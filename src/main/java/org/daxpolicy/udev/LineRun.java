package org.daxpolicy.udev;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One rule at work on one event. Where a match is not decided the work goes on as if it held, and
 * the facts of the other case are kept beside.
 */
final class LineRun {
  private final EventState state;
  private final Matches matches;
  private final Inquiries inquiries;
  private final Assignments assignments;
  private final boolean traced;
  private final List<Verdict.TermTrace> terms = new ArrayList<>();
  private final List<Verdict.Attempt> attempts = new ArrayList<>();
  private int tried;

  /** The facts if the rule does not match, once what follows may change those at hand. */
  private @Nullable Facts otherwise;

  private @Nullable Doubt doubt;

  LineRun(EventState state, Matches matches, Inquiries inquiries, Assignments assignments) {
    this.state = state;
    this.matches = matches;
    this.inquiries = inquiries;
    this.assignments = assignments;
    this.traced = state.options.traced();
  }

  /** What became of the rule. */
  Verdict.LineTrace trace(RuleAtWork rule, Verdict.Truth outcome) {
    List<Token> tokens = rule.tokens();
    return new Verdict.LineTrace(
        rule.place().file(),
        rule.firstLine(),
        Verdict.Reach.TRIED,
        List.copyOf(terms),
        outcome,
        List.copyOf(attempts),
        tokens.subList(Math.min(tried, tokens.size()), tokens.size()).stream()
            .map(Token::text)
            .toList());
  }

  /** For a rule that may have matched: the facts if it has not. */
  Facts otherwise() {
    return Objects.requireNonNull(otherwise);
  }

  /** For a rule that may have matched: why that is not known. */
  Doubt doubt() {
    return Objects.requireNonNull(doubt);
  }

  /**
   * Works the terms of a rule off up to the first match that fails.
   *
   * @param skipped why the rule may not be looked at, if that may be
   * @return TRUE if none fails; UNKNOWN if that depends on what nobody has told: then the state has
   *     the facts if none does
   */
  Verdict.Truth run(RuleAtWork rule, Optional<Doubt> skipped) {
    begin();
    skipped.ifPresent(this::doubt);
    state.dropping(rule).ifPresent(this::doubt);
    List<Token> tokens = rule.tokens();
    for (int i = 0; i < tokens.size(); i++) {
      Token token = tokens.get(i);
      Facts before = traced ? state.now.copy() : state.now;
      tried = i + 1;
      if (doubt != null && otherwise == null && state.mayChangeBy(token)) {
        otherwise = state.now.copy();
      }
      if (!token.kind().isMatch()) {
        assignments.assign(token);
        note(token, Outcome.DONE, before);
      } else {
        Outcome outcome;
        if (token.kind().isParentMatch()) {
          outcome = searchParents(tokens.subList(i, rule.parents()));
          i = rule.parents() - 1;
        } else {
          outcome = single(token);
          note(token, outcome, before);
        }
        if (outcome.fails()) {
          return end();
        }
        if (!outcome.holds()) {
          fork(outcome);
        }
      }
      if (state.now.aborted) {
        return end();
      }
    }
    if (doubt == null) {
      return Verdict.Truth.TRUE;
    }
    otherwise = otherwise == null ? state.now.copy() : otherwise;
    return Verdict.Truth.UNKNOWN;
  }

  private void begin() {
    tried = 0;
    otherwise = null;
    doubt = null;
    if (traced) {
      terms.clear();
      attempts.clear();
    }
  }

  /** Ends a rule of which a match fails, or that ends the event. */
  private Verdict.Truth end() {
    if (doubt == null || otherwise == null) {
      return Verdict.Truth.FALSE;
    }
    if (state.now.aborted) {
      state.mayEnd(doubt);
      state.now = otherwise;
    } else {
      state.now = Facts.either(state.now, otherwise, doubt);
    }
    return Verdict.Truth.FALSE;
  }

  private void doubt(Doubt why) {
    doubt = doubt == null ? why : doubt;
  }

  /** A match may fail: from here on there are two ways. */
  private void fork(Outcome outcome) {
    Doubt why = Objects.requireNonNull(outcome.doubt());
    Facts failed = outcome.otherwise();
    if (failed != null) {
      otherwise = otherwise == null ? failed : Facts.either(otherwise, failed, why);
    } else if (otherwise != null) {
      otherwise = Facts.either(otherwise, state.now, why);
    }
    doubt(why);
  }

  private Outcome single(Token token) {
    return token.kind().isPlainMatch() || token.kind() == TokenKind.MATCH_RESULT
        ? matches.match(token, state.device)
        : inquiries.ask(token);
  }

  /**
   * Looks for one ancestor, the device itself first, on which all parent matches hold. Ancestors on
   * which they may hold are kept in mind, and the search goes on.
   */
  private Outcome searchParents(List<Token> tokens) {
    List<UdevDevice> possible = new ArrayList<>(1);
    Doubt why = null;
    Optional<UdevDevice> candidate = Optional.of(state.device);
    boolean found = false;
    int first = tried;
    while (candidate.isPresent() && !found) {
      UdevDevice device = candidate.get();
      state.now.found = Known.of(candidate, state.place());
      Doubt undecided = null;
      boolean all = true;
      tried = first - 1;
      List<Verdict.TermTrace> seen = traced ? new ArrayList<>() : List.of();
      for (int i = 0; all && i < tokens.size(); i++) {
        Outcome outcome = matches.match(tokens.get(i), device);
        tried++;
        if (traced) {
          seen.add(trace(tokens.get(i), device, outcome, List.of()));
        }
        undecided = undecided == null ? outcome.doubt() : undecided;
        all = !outcome.fails();
      }
      if (traced) {
        attempts.add(new Verdict.Attempt(device.devpath(), List.copyOf(seen)));
      }
      if (all) {
        possible.add(device);
        why = why == null ? undecided : why;
        found = undecided == null;
      }
      candidate = device.parent();
    }
    if (!attempts.isEmpty()) {
      terms.addAll(attempts.get(attempts.size() - 1).terms());
    }
    return found(possible, found, why);
  }

  private Outcome found(List<UdevDevice> possible, boolean certain, @Nullable Doubt why) {
    if (why == null) {
      boolean none = possible.isEmpty();
      state.now.found =
          none ? Facts.NO_DEVICE : Known.of(Optional.of(possible.get(0)), state.place());
      return none ? Outcome.FAILED : Outcome.DONE;
    }
    Facts none = state.now.copy();
    none.found = Facts.NO_DEVICE;
    state.now.found =
        possible.size() == 1
            ? Known.of(Optional.of(possible.get(0)), state.place())
            : Known.hidden(why, state.place());
    return certain ? Outcome.DONE : Outcome.unknown(why, none);
  }

  private void note(Token token, Outcome outcome, Facts before) {
    if (traced) {
      terms.add(trace(token, state.device, outcome, Changes.between(before, state.now)));
    }
  }

  private static Verdict.TermTrace trace(
      Token token, UdevDevice device, Outcome outcome, List<Verdict.Change> changes) {
    return new Verdict.TermTrace(
        token.text(), device.devpath(), outcome.actual(), outcome.truth(), changes);
  }
}
