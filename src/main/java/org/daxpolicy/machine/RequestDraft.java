package org.daxpolicy.machine;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.daxpolicy.text.Code;
import org.daxpolicy.udev.AccountTable;
import org.daxpolicy.udev.DeviceRecord;
import org.daxpolicy.udev.Evaluator;
import org.daxpolicy.udev.Event;
import org.daxpolicy.udev.Host;
import org.daxpolicy.udev.RuleSet;
import org.daxpolicy.udev.Told;
import org.daxpolicy.udev.UdevVersion;

/** One request as far as it is read. */
final class RequestDraft {
  private static final List<String> ACTIONS =
      List.of("add", "remove", "change", "move", "online", "offline", "bind", "unbind");

  private final EventRequests requests;
  private final byte[] line;
  private final Findings findings;
  private String id = "null";
  private Optional<UdevVersion> udev = Optional.empty();
  private Optional<Machine> machine = Optional.empty();
  private Optional<String> devpath = Optional.empty();
  private String action = "add";
  private Optional<RequestRules> rules = Optional.empty();
  private Optional<DeviceRecord> own = Optional.empty();
  private final Map<String, DeviceRecord> others = new LinkedHashMap<>();
  private Optional<String> commandLine = Optional.empty();
  private final Map<String, String> constants = new HashMap<>();
  private final Map<String, Host.ProgramResult> programs = new LinkedHashMap<>();
  private Optional<Map<String, Integer>> users = Optional.empty();
  private Optional<Map<String, Integer>> groups = Optional.empty();
  private final Map<String, String> files = new LinkedHashMap<>();
  private boolean complete;
  private boolean daemon;

  RequestDraft(EventRequests requests, byte[] line, Findings findings) {
    this.requests = requests;
    this.line = line;
    this.findings = findings;
  }

  EventRequest malformed(String error) {
    return new EventRequest.Malformed(id, error);
  }

  /** Reads one member; those nobody knows are passed over. */
  void member(String key, JsonCursor json) throws IOException {
    String what = JsonCursor.quoted(key);
    switch (key) {
      case "id" -> id(json);
      case "udev" -> udev(json);
      case "devices" -> machine = Optional.of(requests.machine(slice(json), findings));
      case "devpath" -> devpath = json.scalar(what).flatMap(p -> devpath(p, json));
      case "action" -> json.scalar(what).ifPresent(a -> action(a, json));
      case "rules" -> rules = Optional.of(requests.rules(slice(json), findings));
      case "rules_text" -> rules = Optional.of(requests.rulesText(slice(json), findings));
      case "db" -> own = record(json, what);
      case "dbs" ->
          json.members(what, name -> record(json, what).ifPresent(r -> others.put(name, r)));
      case "cmdline" -> commandLine = json.scalar(what);
      case "arch", "virt", "cvm" -> json.scalar(what).ifPresent(v -> constants.put(key, v));
      case "programs" -> json.members(what, command -> program(command, json));
      case "passwd" -> users = accounts(json, what, "/etc/passwd");
      case "group" -> groups = accounts(json, what, "/etc/group");
      case "files" -> files.putAll(json.texts(what));
      case "complete" -> complete = json.isAt(JsonToken.VALUE_TRUE);
      case "mode" -> mode(json, what);
      default -> json.skip();
    }
  }

  private void id(JsonCursor json) throws IOException {
    if (json.isAt(JsonToken.START_OBJECT) || json.isAt(JsonToken.START_ARRAY)) {
      json.wrong("`id`", "a string or a number");
      return;
    }
    Slice slice = slice(json);
    id = new String(line, slice.start(), slice.length(), StandardCharsets.UTF_8);
  }

  /** The bytes of the current value, which is passed over. */
  private Slice slice(JsonCursor json) throws IOException {
    int start = (int) json.start();
    json.skip();
    return new Slice(line, start, (int) json.end());
  }

  private void udev(JsonCursor json) throws IOException {
    long start = json.start();
    Optional<Integer> number = json.integer("`udev`");
    udev = number.filter(UdevVersion::isKnown).map(UdevVersion::new);
    number
        .filter(n -> !UdevVersion.isKnown(n))
        .ifPresent(n -> wrong(start, "udev " + n + " is not known, expected 252 to 262"));
  }

  private void wrong(long at, String headline) {
    findings.at(Code.SNAPSHOT_TYPE, at, at + 1, headline);
  }

  private Optional<String> devpath(String written, JsonCursor json) {
    Optional<String> normal = DevicePath.normal(written);
    if (normal.isEmpty()) {
      wrong(
          json.start(),
          "`devpath` is "
              + JsonCursor.quoted(written)
              + ", expected an absolute path below `/sys`, such as"
              + " `/devices/platform/hmem.0/dax0.0`");
    }
    return normal;
  }

  private void action(String given, JsonCursor json) {
    action = given;
    if (!ACTIONS.contains(given)) {
      wrong(
          json.start(),
          "`action` is "
              + JsonCursor.quoted(given)
              + ", expected one of "
              + String.join(", ", ACTIONS));
    }
  }

  private void mode(JsonCursor json, String what) throws IOException {
    long start = json.start();
    String mode = json.scalar(what).orElse("test");
    daemon = mode.equals("daemon") || mode.equals("runner");
    if (!daemon && !mode.equals("test")) {
      wrong(start, "`mode` is " + JsonCursor.quoted(mode) + ", expected test or daemon");
    }
  }

  /** A database entry, as udev writes it or as snapshots have it. */
  private static Optional<DeviceRecord> record(JsonCursor json, String what) throws IOException {
    if (json.isAt(JsonToken.START_OBJECT)) {
      return Optional.of(JsonDevices.record(json));
    }
    return json.scalar(what).map(UdevDatabase::record);
  }

  private void program(String command, JsonCursor json) throws IOException {
    String what = "program " + JsonCursor.quoted(command);
    if (!json.isAt(JsonToken.START_OBJECT)) {
      json.wrong(what, "an object with `exit` and `stdout`");
      return;
    }
    int[] exit = {0};
    String[] output = {""};
    json.members(
        what,
        key -> {
          switch (key) {
            case "exit" -> exit[0] = json.integer("`exit` of " + what).orElse(0);
            case "stdout" -> output[0] = json.scalar("`stdout` of " + what).orElse("");
            default -> json.skip();
          }
        });
    programs.put(command, new Host.ProgramResult(exit[0], output[0]));
  }

  /** Accounts: an object of names and numbers, or the text of the file that has them. */
  private Optional<Map<String, Integer>> accounts(JsonCursor json, String what, String file)
      throws IOException {
    if (json.isAt(JsonToken.START_OBJECT)) {
      Map<String, Integer> ids = new HashMap<>();
      json.members(
          what, name -> json.integer(JsonCursor.quoted(name)).ifPresent(n -> ids.put(name, n)));
      return Optional.of(ids);
    }
    Optional<String> text = json.scalar(what);
    text.ifPresent(t -> files.put(file, t));
    return text.map(AccountTable::read);
  }

  /** The request, or what it lacks. */
  EventRequest request() {
    Optional<Machine> on = machine.or(() -> requests.defaults().machine());
    Optional<Function<UdevVersion, RuleSet>> set =
        rules.<Function<UdevVersion, RuleSet>>map(r -> r::on).or(() -> requests.defaults().rules());
    if (on.isEmpty()) {
      return malformed("the request has no `devices`, expected an array of device objects");
    }
    if (devpath.isEmpty()) {
      return malformed("the request has no `devpath`, expected the path of one of its devices");
    }
    if (set.isEmpty()) {
      return malformed(
          "the request has no `rules_text` and no `rules`, expected a text or an object of file"
              + " names and texts");
    }
    boolean there = on.get().sysfs().entry(devpath.get()).isPresent();
    if (!there && !action.equals("remove")) {
      return malformed(
          JsonCursor.quoted(devpath.get()) + " is none of the devices, expected one of them");
    }
    UdevVersion version =
        udev.or(() -> requests.defaults().udev())
            .or(() -> on.get().host().udevVersion().map(v -> UdevVersion.nearest(v.number())))
            .orElse(UdevVersion.NEWEST);
    Event event =
        new Event(
            on.get().sysfs(), devpath.get(), action, Map.of(), host(on.get()), records(on.get()));
    Evaluator.Programs programsAs =
        daemon ? Evaluator.Programs.AS_GIVEN : Evaluator.Programs.AS_GIVEN_TO_TEST;
    return new EventRequest.Asked(
        id,
        set.get().apply(version),
        event,
        version,
        new Evaluator.Options(programsAs, complete, false, false));
  }

  private Host host(Machine on) {
    Host host = requests.host(on);
    boolean toldNothing =
        commandLine.isEmpty()
            && constants.isEmpty()
            && programs.isEmpty()
            && users.isEmpty()
            && groups.isEmpty()
            && files.isEmpty()
            && rules.isEmpty();
    if (toldNothing) {
      return host;
    }
    Map<String, String> known = new HashMap<>(host.files());
    rules.ifPresent(r -> known.putAll(r.files()));
    known.putAll(files);
    Host own =
        new Host(
            constant("arch").or(host::architecture),
            constant("virt").or(host::virtualization),
            constant("cvm").or(host::confidential),
            commandLine.or(host::commandLine),
            host.users(),
            host.groups(),
            host.programs(),
            known,
            host.allUsers(),
            host.allGroups());
    return new Told(programs, users, groups).on(own);
  }

  private Optional<String> constant(String name) {
    return Optional.ofNullable(constants.get(name));
  }

  private Map<String, DeviceRecord> records(Machine on) {
    if (own.isEmpty() && others.isEmpty()) {
      return on.records();
    }
    Map<String, DeviceRecord> records = new HashMap<>(on.records());
    DatabaseNames names = new DatabaseNames(on.sysfs());
    others.forEach((name, r) -> names.devpath(name).ifPresent(path -> records.put(path, r)));
    own.ifPresent(r -> records.put(devpath.orElseThrow(), r));
    return records;
  }
}
