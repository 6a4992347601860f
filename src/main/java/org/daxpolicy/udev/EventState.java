package org.daxpolicy.udev;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One event at work: what it is about, which rule is at it, and what has become of it so far. */
final class EventState {
  /** How OPTIONS="string_escape=…" of the line at work changes escaping. */
  enum Escape {
    UNSET,
    NONE,
    REPLACE
  }

  private static final Known<Boolean> YES = Known.of(true);

  final Event event;
  final Devices devices;
  final UdevVersion version;
  final Evaluator.Options options;
  final Execution execution;
  final UdevDevice device;
  final AttributeReader attributes;
  private final DeviceRecord before;

  /** What has become of the event so far. */
  Facts now = new Facts();

  /** What may have become of it if the work ended early; null if it surely goes on. */
  private @Nullable Facts ended;

  private @Nullable Doubt endedFor;

  Escape escape = Escape.UNSET;

  private boolean written;

  /** The line at work. */
  private Place place = Place.BEFORE;

  EventState(Event event, Devices devices, Evaluator.Options options, Execution execution) {
    this.event = event;
    this.devices = devices;
    this.version = devices.version();
    this.options = options;
    this.execution = execution;
    this.device = devices.of(event);
    this.attributes = new AttributeReader(this);
    this.before = event.records().getOrDefault(event.devpath(), DeviceRecord.NONE);
    begin();
  }

  private void begin() {
    if (removing()) {
      before.properties().forEach(this::setProperty);
      now.links = NameSet.of(before.links());
      now.currentTags = NameSet.of(before.currentTags());
      now.linkPriority = Known.of(before.linkPriority());
    }
    now.tags = NameSet.of(before.tags());
    device.uevent().forEach(this::setVariable);
    now.driverAsked =
        version.atLeast(258) && device.uevent().containsKey("DRIVER") ? YES : Facts.NO;
    setProperty("ACTION", event.action());
    setProperty("DEVPATH", event.devpath());
    // udevadm test shows the subsystem as a property only once somebody has asked for it
    boolean told =
        removing()
            || !options.testing()
            || !version.atLeast(254)
            || (version.atLeast(258) && device.linkedSubsystem().isPresent());
    if (told) {
      subsystem();
    }
  }

  /** Begins a line: how it escapes is not decided yet. */
  void begin(Place line) {
    place = line;
    escape = Escape.UNSET;
  }

  /** Whether the work surely goes on up to here. */
  boolean surelyGoesOn() {
    return ended == null;
  }

  Place place() {
    return place;
  }

  boolean removing() {
    return event.action().equals("remove");
  }

  /**
   * Whether the device is there but belongs to no subsystem, which no real event's does, so that
   * udev's database has no name for it.
   */
  boolean isNobodys() {
    boolean there = event.sysfs().entry(event.devpath()).isPresent();
    return there && !removing() && device.isNameless();
  }

  DeviceRecord before() {
    return before;
  }

  /** The device's subsystem; asking for it the first time makes it a property. */
  String subsystem() {
    String subsystem = device.subsystem();
    if (!isSurely(now.subsystemAsked)) {
      if (!subsystem.isEmpty()) {
        unless(now.subsystemAsked, () -> setProperty("SUBSYSTEM", subsystem));
      }
      now.subsystemAsked = YES;
    }
    return subsystem;
  }

  /** Whether the subsystem is a property already, so that asking for it changes nothing. */
  boolean isSubsystemTold() {
    return isSurely(now.subsystemAsked);
  }

  /** The device's driver; asking for it the first time makes it a property. */
  String driver() {
    String driver = driverOf(device);
    if (!isSurely(now.driverAsked)) {
      unless(now.driverAsked, () -> setOrRemove("DRIVER", driver));
      now.driverAsked = YES;
    }
    return driver;
  }

  /** The driver of a device above; asking for it makes a property of that device. */
  String driverAbove(UdevDevice asked) {
    if (asked.equals(device)) {
      return driver();
    }
    if (now.driversAsked.get(asked.devpath()) != YES) {
      now.driversAsked = now.driversAsked.with(asked.devpath(), YES);
    }
    return driverOf(asked);
  }

  /** A driver, as its uevent tells it where udev looks there, or as its link does. */
  String driverOf(UdevDevice asked) {
    String told = asked.uevent().get("DRIVER");
    boolean real = asked == device && !event.environment().isEmpty();
    boolean counts = version.atLeast(258) || (real && told != null && !told.isEmpty());
    return counts && told != null ? told : asked.driver();
  }

  /** From 257 on an empty value is no property. */
  private void setVariable(String key, String value) {
    if (!value.isEmpty() || !version.atLeast(257)) {
      setProperty(key, value);
    }
  }

  /** Does something unless something else is so; if that is not known, it may be done or not. */
  void unless(Known<Boolean> condition, Runnable action) {
    Doubt doubt = condition.doubt();
    if (doubt != null) {
      perhaps(doubt, action);
    } else if (!condition.get()) {
      action.run();
    }
  }

  /** Whether working a term off can change the facts. */
  boolean mayChangeBy(Token token) {
    return switch (token.kind()) {
      case MATCH_ACTION,
          MATCH_DEVPATH,
          MATCH_KERNEL,
          MATCH_SYMLINK,
          MATCH_NAME,
          MATCH_CONST,
          MATCH_TAG,
          MATCH_RESULT ->
          false;
      case MATCH_SUBSYSTEM -> !isSurely(now.subsystemAsked);
      case MATCH_DRIVER -> !isSurely(now.driverAsked);
      case MATCH_ENV -> !isSurely(now.tagsListed) || !isSurely(now.linksListed);
      case MATCH_ATTR -> !version.atLeast(258) || Template.hasSubstitution(token.name());
      default -> true;
    };
  }

  private static boolean isSurely(Known<Boolean> known) {
    return known.doubt() == null && known.get();
  }

  /** What may be done or not. */
  void perhaps(Doubt doubt, Runnable action) {
    Facts undone = now.copy();
    action.run();
    now = Facts.either(now, undone, doubt);
  }

  /** The work on the event may end here. */
  void mayEnd(Doubt doubt) {
    ended = ended == null ? now.copy() : Facts.either(ended, now, doubt);
    endedFor = doubt;
  }

  /** The work on the event ends here, if it has got here at all. */
  void end(@Nullable Doubt fork) {
    Doubt why = fork == null ? endedFor : fork;
    ended = ended == null || why == null ? now : Facts.either(ended, now, why);
  }

  /**
   * The facts at the end of the work.
   *
   * @param flowing whether it may have got to the last rule
   */
  Facts last(boolean flowing) {
    if (ended == null) {
      return now;
    }
    return flowing && endedFor != null ? Facts.either(now, ended, endedFor) : ended;
  }

  /** What reading an attribute gives from now on. */
  void write(String path, Known<Optional<String>> value) {
    written = true;
    now.written = now.written.with(path, value);
  }

  /** Whether any attribute may have been written. */
  boolean hasWritten() {
    return written;
  }

  /** Something the line at work asks for and nobody has told. */
  Doubt doubt(Token token, Doubt.Subject subject, String name) {
    return new Doubt(place.file(), place.line(), token.text(), subject, name);
  }

  /** Why a rule may have been dropped when it was read, if it may. */
  Optional<Doubt> dropping(RuleAtWork rule) {
    return options.accountsExist() ? Optional.empty() : rule.untold().map(this::dropping);
  }

  private Doubt dropping(Token account) {
    Doubt.Subject subject =
        account.kind() == TokenKind.OWNER_ID ? Doubt.Subject.USER : Doubt.Subject.GROUP;
    return new Doubt(place.file(), account.line(), account.text(), subject, account.value());
  }

  private void setOrRemove(String key, String value) {
    if (value.isEmpty()) {
      removeProperty(key);
    } else {
      setProperty(key, value);
    }
  }

  /** A property; asking for any makes those that list tags and links. */
  Known<Optional<String>> property(String key) {
    listTagsAndLinks();
    return now.properties.get(key);
  }

  /** All properties as they stand. */
  Properties properties() {
    listTagsAndLinks();
    return now.properties;
  }

  /**
   * Gives a program all properties for its environment, which makes those that list tags and links;
   * but if no property has changed since the last program, they are not looked at again.
   */
  void handOver() {
    unless(now.handedOver, this::listTagsAndLinks);
    now.handedOver = YES;
  }

  private void listTagsAndLinks() {
    if (!isSurely(now.tagsListed)) {
      unless(now.tagsListed, () -> now.listTags(place));
      now.tagsListed = YES;
      now.handedOver = Facts.NO;
    }
    if (!isSurely(now.linksListed)) {
      unless(now.linksListed, () -> now.listLinks(place));
      now.linksListed = YES;
      now.handedOver = Facts.NO;
    }
  }

  void setProperty(String key, String value) {
    now.properties = now.properties.with(key, value, place);
    now.handedOver = Facts.NO;
  }

  void hideProperty(String key, Doubt doubt) {
    now.properties = now.properties.with(key, Known.hidden(doubt, place));
    now.handedOver = Facts.NO;
  }

  void removeProperty(String key) {
    now.properties = now.properties.without(key, place);
    now.handedOver = Facts.NO;
  }

  void tags(NameSet tags, NameSet currentTags) {
    now.tags = tags;
    now.currentTags = currentTags;
    now.tagsListed = Facts.NO;
  }

  void links(NameSet links) {
    now.links = links;
    now.linksListed = Facts.NO;
  }

  /** Tags a TAG match looks at. */
  NameSet matchableTags() {
    return version.atLeast(261) || removing() ? now.currentTags : now.tags;
  }

  /** A message of the line at work. */
  void say(int level, String words) {
    Verdict.Message message = new Verdict.Message(level, place.file(), place.line(), words);
    now.messages = now.messages.with(message, place);
  }

  /** Says of a term that its value is passed over because of its length. */
  void tooLong(Token token) {
    say(4, "The value of " + token.key() + " is too long after substitution, ignoring it.");
  }
}
