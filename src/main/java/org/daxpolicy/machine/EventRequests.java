package org.daxpolicy.machine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.daxpolicy.udev.Host;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.Told;
import org.daxpolicy.udev.UdevVersion;
import org.jspecify.annotations.Nullable;

/**
 * Understands requests to judge events, a JSON object each. Rules and devices that recur are made
 * once.
 */
public final class EventRequests {
  private static final JsonFactory FACTORY = new JsonFactory();

  /**
   * What counts for requests that do not say otherwise.
   *
   * @param machine the devices and the host
   * @param rules the rules as a release reads them
   * @param udev the release to follow
   * @param told what is told of every host
   */
  public record Defaults(
      Optional<Machine> machine,
      Optional<Function<UdevVersion, RuleSet>> rules,
      Optional<UdevVersion> udev,
      Told told) {}

  private final Defaults defaults;
  private final Assembly words = new Assembly();
  private Optional<Host> host = Optional.empty();
  private @Nullable Machine last;
  private final Recent<RequestRules> rules = new Recent<>();
  private final Recent<Machine> machines = new Recent<>();

  public EventRequests(Defaults defaults) {
    this.defaults = defaults;
  }

  Defaults defaults() {
    return defaults;
  }

  /** What is told of the host of a machine, made once for the machine of the last request. */
  Host host(Machine machine) {
    if (host.isEmpty() || machine != last) {
      last = machine;
      host = Optional.of(defaults.told().on(machine.udevHost()));
    }
    return host.get();
  }

  /** Understands the first {@code length} bytes as one request. */
  public EventRequest read(byte[] line, int length) {
    Findings findings = new Findings();
    RequestDraft draft = new RequestDraft(this, line, findings);
    try (JsonParser parser = FACTORY.createParser(line, 0, length)) {
      JsonCursor json = new JsonCursor(parser, words, findings);
      json.advance();
      json.members("a request", key -> draft.member(key, json));
      if (findings.count() == 0 && json.advance().isPresent()) {
        return draft.malformed("something follows the request, expected one object a line");
      }
      return findings.firstHeadline().map(draft::malformed).orElseGet(draft::request);
    } catch (JsonEOFException e) {
      return draft.malformed(
          "the line ends in the middle of a request, expected one object a line");
    } catch (JsonProcessingException e) {
      String message = e.getOriginalMessage();
      return draft.malformed(
          "column "
              + Math.max(1, e.getLocation().getColumnNr())
              + " is not JSON: "
              + message.substring(0, 1).toLowerCase(Locale.ROOT)
              + message.substring(1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How a value is read from a slice of its own. */
  private interface Reader<V> {
    V read(JsonCursor json, Assembly assembly) throws IOException;
  }

  private static <V> V read(Slice slice, Findings findings, Reader<V> reader) throws IOException {
    Assembly assembly = new Assembly();
    try (JsonParser parser = FACTORY.createParser(slice.bytes(), slice.start(), slice.length())) {
      JsonCursor json = new JsonCursor(parser, assembly, findings);
      json.advance();
      return reader.read(json, assembly);
    }
  }

  /** The rules of a value of {@code rules}. */
  RequestRules rules(Slice slice, Findings findings) throws IOException {
    return remembered(rules, slice, findings, (json, made) -> RequestRules.of(json, findings));
  }

  /** The rules of a value of {@code rules_text}. */
  RequestRules rulesText(Slice slice, Findings findings) throws IOException {
    return remembered(
        rules,
        slice,
        findings,
        (json, made) -> RequestRules.of(json.scalar("`rules_text`").orElse("")));
  }

  /** The machine of a value of {@code devices}. */
  Machine machine(Slice slice, Findings findings) throws IOException {
    return remembered(
        machines,
        slice,
        findings,
        (json, assembly) -> {
          new JsonDevices(json, assembly, findings).read();
          return assembly.machine("request");
        });
  }

  private static <V> V remembered(
      Recent<V> recent, Slice slice, Findings findings, Reader<V> reader) throws IOException {
    V known = recent.get(slice);
    if (known == null) {
      known = read(slice, findings, reader);
      if (findings.count() == 0) {
        recent.put(slice, known);
      }
    }
    return known;
  }
}
