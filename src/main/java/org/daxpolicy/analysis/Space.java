package org.daxpolicy.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.daxpolicy.glob.GlobLanguage;
import org.daxpolicy.glob.NumberSet;

/**
 * All devices there could be, as far as some policies and rules tell them apart: their facts, and
 * how the values of each are cut.
 *
 * <p>It is used in two steps. First everything that will be compared is announced with {@link
 * #need}; the first {@link #alphabet} asked for ends that. Facts are variables in the order in
 * which they were announced, which is that of the text: what is asked together stands together, and
 * diagrams stay small.
 */
final class Space {
  private final Map<Fact, Integer> variables = new LinkedHashMap<>();
  private final List<Fact> facts = new ArrayList<>();
  private final List<Set<Values>> needs = new ArrayList<>();
  private final List<Map<Values, NumberSet>> read = new ArrayList<>();
  private final List<Alphabet> alphabets = new ArrayList<>();
  private final Map<Values, Map<Fact, Fact.Answer>> scattered = new HashMap<>();
  private final Map<Values.Globs, GlobLanguage> languages = new HashMap<>();
  private final Diagrams diagrams;

  Space(Diagrams diagrams) {
    this.diagrams = diagrams;
  }

  Diagrams diagrams() {
    return diagrams;
  }

  /** Announces a fact. */
  void need(Fact fact) {
    if (variables.containsKey(fact)) {
      return;
    }
    if (!alphabets.isEmpty()) {
      throw new IllegalStateException("announced too late: " + fact);
    }
    variables.put(fact, facts.size());
    facts.add(fact);
    needs.add(new HashSet<>());
    read.add(new HashMap<>());
  }

  /** Announces that a fact is compared with some values. */
  void need(Fact fact, Values values) {
    need(fact);
    int variable = variable(fact);
    if (!needs.get(variable).add(values)) {
      return;
    }
    Optional<Shape.Digits> digits = Shape.of(fact).numbers();
    if (digits.isPresent()) {
      Optional<NumberSet> set =
          NumberAlphabet.read(values, digits.get().notation(), digits.get().domain());
      if (set.isPresent()) {
        read.get(variable).put(values, set.get());
      } else {
        answer(fact, values);
      }
    } else if (values instanceof Values.Globs globs
        && Shape.of(fact).words().isEmpty()
        && !languages.containsKey(globs)) {
      Optional<GlobLanguage> language = GlobLanguage.of(globs.patterns(), globs.foldsCase());
      if (language.isEmpty()) {
        answer(fact, values);
      } else {
        languages.put(globs, language.get());
      }
    }
  }

  /** What no alphabet can be cut along is a question of its own. */
  private void answer(Fact fact, Values values) {
    Fact.Answer answer = new Fact.Answer(fact + " is one of " + values);
    needs.get(variable(fact)).remove(values);
    scattered.computeIfAbsent(values, v -> new HashMap<>()).put(fact, answer);
    need(answer);
  }

  /** The variable of a fact that was announced. */
  int variable(Fact fact) {
    Integer variable = variables.get(fact);
    if (variable == null) {
      throw new IllegalStateException("never announced: " + fact);
    }
    return variable;
  }

  /** The fact of a variable. */
  Fact fact(int variable) {
    return facts.get(variable);
  }

  /** Whether a fact was announced. */
  boolean has(Fact fact) {
    return variables.containsKey(fact);
  }

  /** What a fact is compared with. */
  Set<Values> compared(Fact fact) {
    return Set.copyOf(needs.get(variable(fact)));
  }

  /** All facts, in the order of their variables. */
  List<Fact> facts() {
    return facts;
  }

  /** The alphabet of a fact; asking for any ends the announcements. */
  Alphabet alphabet(Fact fact) {
    while (alphabets.size() < facts.size()) {
      alphabets.add(cut(alphabets.size()));
    }
    return alphabets.get(variable(fact));
  }

  private Alphabet cut(int variable) {
    Shape shape = Shape.of(facts.get(variable));
    if (!shape.words().isEmpty()) {
      return new WordAlphabet(shape.words());
    }
    return shape
        .numbers()
        .<Alphabet>map(
            d ->
                NumberAlphabet.of(
                    shape.kind().specials(), d.notation(), d.domain(), read.get(variable)))
        .orElseGet(
            () ->
                TextAlphabet.of(
                    shape.kind().specials(), shape.kind().cut(), needs.get(variable), languages));
  }

  /** The condition that a fact's atom lies in some ranges. */
  int at(Fact fact, Ranges atoms) {
    return diagrams.in(variable(fact), atoms.within(alphabet(fact).size()));
  }

  /** The condition that a fact has a value out of a set. */
  int in(Fact fact, Values values) {
    Fact.Answer answer = scattered.getOrDefault(values, Map.of()).get(fact);
    return answer == null
        ? at(fact, alphabet(fact).of(values))
        : diagrams.ite(present(fact), yes(answer), Diagrams.FALSE);
  }

  /** The condition that a fact has a value, which is neither empty nor blank. */
  int present(Fact fact) {
    return at(fact, Ranges.of(alphabet(fact).specials(), Ranges.END));
  }

  /** The condition that a fact's value is missing, empty or blank, as far as it can be. */
  int without(Fact fact, int special) {
    int specials = alphabet(fact).specials();
    // a string has one atom for missing and empty
    int atom = specials == 1 && special == Alphabet.EMPTY ? Alphabet.MISSING : special;
    return atom < specials ? at(fact, Ranges.of(atom, atom + 1)) : Diagrams.FALSE;
  }

  /** The condition that a question is answered with yes. */
  int yes(Fact.Answer question) {
    return at(question, Ranges.of(1, Ranges.END));
  }

  /** The condition that the chain of ancestors is one of some. */
  int chain(Ranges chains) {
    return at(new Fact.Ancestors(), chains);
  }
}
