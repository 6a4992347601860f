package org.daxpolicy.cli;

import static org.daxpolicy.cli.Option.value;

import java.util.List;
import org.daxpolicy.simulate.Assumptions;
import org.daxpolicy.simulate.Given;

/** The option {@code --given}: facts to go by instead of a snapshot's. */
final class GivenFacts {
  private List<String> texts = List.of();

  /** Adds the option to a command's. */
  Declaration declare(Declaration command) {
    return command.values(
        value("FACT=VALUE", "--given")
            .arity("1")
            .description(
                "a fact to go by instead of the snapshot's: "
                    + String.join(", ", Assumptions.facts())
                    + "; may be repeated"),
        given -> texts = given);
  }

  /** What was given; ends with a usage error if it means nothing. */
  Given read(Common command) {
    Assumptions.Read read = Assumptions.read(texts);
    if (read instanceof Assumptions.Read.Wrong wrong) {
      command.misused("`--given " + wrong.text() + "`: " + wrong.why());
    }
    return read instanceof Assumptions.Read.Understood understood
        ? understood.given()
        : Given.NOTHING;
  }
}
