package org.daxpolicy.udev;

import java.util.Optional;

/**
 * What has become of an event so far: everything rules change. Where a rule's fate is not known the
 * facts are copied, go on both ways, and are brought together again where the ways meet; what
 * differs then is in doubt. The parts are immutable, so a copy is cheap.
 */
final class Facts {
  /** Fields that := can close. */
  enum Field {
    OWNER,
    GROUP,
    MODE,
    NAME,
    SYMLINK,
    WATCH,
    RUN
  }

  static final Known<Boolean> NO = Known.of(false);
  private static final Known<Integer> ZERO = Known.of(0);
  static final Known<Optional<UdevDevice>> NO_DEVICE = Known.of(Optional.empty());
  private static final Known<Optional<String>> NO_TEXT = Known.of(Optional.empty());
  private static final Known<Optional<Integer>> NO_NUMBER = Known.of(Optional.empty());

  Properties properties = Properties.NONE;
  NameSet tags = NameSet.EMPTY;
  NameSet currentTags = NameSet.EMPTY;
  NameSet links = NameSet.EMPTY;

  /** Whether the properties that list tags, and those that list links, are up to date. */
  Known<Boolean> tagsListed = NO;

  Known<Boolean> linksListed = NO;

  /** Whether anyone has asked for the subsystem or the driver, which makes a property. */
  Known<Boolean> subsystemAsked = NO;

  Known<Boolean> driverAsked = NO;

  /** Whether no property has changed since a program was given them all. */
  Known<Boolean> handedOver = NO;

  /** The devices above whose driver was asked for, which makes a property of theirs. */
  NameMap<Known<Boolean>> driversAsked = NameMap.empty();

  /** The device the last parent search ended on; it outlives the line. */
  Known<Optional<UdevDevice>> found = NO_DEVICE;

  /** What the last program printed. */
  Known<Optional<String>> result = NO_TEXT;

  Known<Integer> linkPriority = ZERO;
  Known<Optional<Integer>> owner = NO_NUMBER;
  Known<Optional<Integer>> group = NO_NUMBER;
  Known<Optional<Integer>> mode = NO_NUMBER;
  Known<Optional<String>> name = NO_TEXT;
  Known<Boolean> watched = NO;
  Known<Boolean> persistent = NO;
  Series<Verdict.Command> run = Series.empty();
  Series<Verdict.SecurityLabel> labels = Series.empty();
  Series<Verdict.Write> attributeWrites = Series.empty();
  Series<Verdict.Write> sysctlWrites = Series.empty();
  Series<Verdict.Message> messages = Series.empty();

  /** Whether := has closed a field, by its name; absent where it has not. */
  private NameMap<Known<Boolean>> closed = NameMap.empty();

  /** Whether a builtin that has run succeeded, by its name. */
  NameMap<Known<Boolean>> builtins = NameMap.empty();

  /** What reading an attribute gives that was written, by its path. */
  NameMap<Known<Optional<String>>> written = NameMap.empty();

  /** The attributes that were read, by their paths; kept where it matters. */
  NameMap<Known<Boolean>> read = NameMap.empty();

  /** Set when a term's failure ends the work on the whole event. */
  boolean aborted;

  Facts copy() {
    Facts copy = new Facts();
    copy.properties = properties;
    copy.tags = tags;
    copy.currentTags = currentTags;
    copy.links = links;
    copy.tagsListed = tagsListed;
    copy.linksListed = linksListed;
    copy.subsystemAsked = subsystemAsked;
    copy.driverAsked = driverAsked;
    copy.handedOver = handedOver;
    copy.driversAsked = driversAsked;
    copy.found = found;
    copy.result = result;
    copy.linkPriority = linkPriority;
    copy.owner = owner;
    copy.group = group;
    copy.mode = mode;
    copy.name = name;
    copy.watched = watched;
    copy.persistent = persistent;
    copy.run = run;
    copy.labels = labels;
    copy.attributeWrites = attributeWrites;
    copy.sysctlWrites = sysctlWrites;
    copy.messages = messages;
    copy.closed = closed;
    copy.builtins = builtins;
    copy.written = written;
    copy.read = read;
    copy.aborted = aborted;
    return copy;
  }

  /** What is left to say where it is these facts or those. */
  static Facts either(Facts a, Facts b, Doubt doubt) {
    Facts both = new Facts();
    both.properties = Properties.either(a.properties, b.properties, doubt);
    both.tags = NameSet.either(a.tags, b.tags, doubt);
    both.currentTags = NameSet.either(a.currentTags, b.currentTags, doubt);
    both.links = NameSet.either(a.links, b.links, doubt);
    both.tagsListed =
        a.tagsListed == b.tagsListed
            ? a.tagsListed
            : listed(a.tagsListed, b.tagsListed, a.tagsAreListed() && b.tagsAreListed(), doubt);
    both.linksListed =
        a.linksListed == b.linksListed
            ? a.linksListed
            : listed(a.linksListed, b.linksListed, a.linksAreListed() && b.linksAreListed(), doubt);
    both.subsystemAsked = Known.either(a.subsystemAsked, b.subsystemAsked, doubt);
    both.driverAsked = Known.either(a.driverAsked, b.driverAsked, doubt);
    both.handedOver = Known.either(a.handedOver, b.handedOver, doubt);
    both.driversAsked = either(a.driversAsked, b.driversAsked, doubt);
    both.found = Known.either(a.found, b.found, doubt);
    both.result = Known.either(a.result, b.result, doubt);
    both.linkPriority = Known.either(a.linkPriority, b.linkPriority, doubt);
    both.owner = Known.either(a.owner, b.owner, doubt);
    both.group = Known.either(a.group, b.group, doubt);
    both.mode = Known.either(a.mode, b.mode, doubt);
    both.name = Known.either(a.name, b.name, doubt);
    both.watched = Known.either(a.watched, b.watched, doubt);
    both.persistent = Known.either(a.persistent, b.persistent, doubt);
    both.run = Series.either(a.run, b.run, doubt);
    both.labels = Series.either(a.labels, b.labels, doubt);
    both.attributeWrites = Series.either(a.attributeWrites, b.attributeWrites, doubt);
    both.sysctlWrites = Series.either(a.sysctlWrites, b.sysctlWrites, doubt);
    both.messages = Series.either(a.messages, b.messages, doubt);
    both.closed = either(a.closed, b.closed, doubt);
    both.builtins = either(a.builtins, b.builtins, doubt);
    both.written = either(a.written, b.written, doubt);
    both.read = either(a.read, b.read, doubt);
    both.aborted = a.aborted && b.aborted;
    return both;
  }

  /** What only one of them has may be there or not. */
  private static <T> NameMap<Known<T>> either(
      NameMap<Known<T>> a, NameMap<Known<T>> b, Doubt doubt) {
    return NameMap.merge(
        a,
        b,
        (name, mine, theirs) -> {
          if (mine != null && theirs != null) {
            return Known.either(mine, theirs, doubt);
          }
          return Known.hidden(doubt, Place.BEFORE);
        });
  }

  Known<Boolean> closed(Field field) {
    Known<Boolean> known = closed.get(field.name());
    return known == null ? NO : known;
  }

  void close(Field field, Place place) {
    closed = closed.with(field.name(), Known.of(true, place));
  }

  /**
   * Whether lists are up to date where they are in one of two cases. If those that are were not
   * overwritten since, listing once more does not change them, so nothing need be in doubt.
   */
  private static Known<Boolean> listed(
      Known<Boolean> a, Known<Boolean> b, boolean asListed, Doubt doubt) {
    return asListed ? NO : Known.either(a, b, doubt);
  }

  private boolean tagsAreListed() {
    return !isTrue(tagsListed)
        || (isListed("TAGS", tags, ":") && isListed("CURRENT_TAGS", currentTags, ":"));
  }

  private boolean linksAreListed() {
    return !isTrue(linksListed) || isListed("DEVLINKS", links, " ");
  }

  private static boolean isTrue(Known<Boolean> known) {
    return known.doubt() == null && known.get();
  }

  private boolean isListed(String key, NameSet names, String separator) {
    Known<Optional<String>> property = properties.get(key);
    return names.isEmpty()
        || names.doubt() != null && property.doubt() != null
        || property.doubt() == null && property.get().equals(Optional.of(list(names, separator)));
  }

  /** Makes the properties that list tags. Once there, one stays even when the last tag goes. */
  void listTags(Place place) {
    list("TAGS", tags, ":", place);
    list("CURRENT_TAGS", currentTags, ":", place);
  }

  void listLinks(Place place) {
    list("DEVLINKS", links, " ", place);
  }

  private void list(String key, NameSet names, String separator, Place place) {
    Unsure unsure = names.anyUnsure();
    if (unsure != null) {
      if (properties.get(key).doubt() == null) {
        properties = properties.with(key, Known.hidden(unsure.doubt(), unsure.place()));
      }
    } else if (!names.isEmpty()) {
      properties = properties.with(key, list(names, separator), place);
    }
  }

  /** Tags between colons, in the order they came; links as paths between blanks. */
  static String list(NameSet names, String separator) {
    return separator.equals(":")
        ? ":" + String.join(":", names.inOrder()) + ":"
        : String.join(" ", names.names().stream().map(Facts::node).toList());
  }

  private static String node(String link) {
    return link.isEmpty() ? "/dev" : "/dev/" + link;
  }
}
