package org.daxpolicy.machine.inventory;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something of a machine that can be told from others of its kind on another snapshot.
 *
 * @param area where it belongs
 * @param name what it is called here; names such as {@code dax0.0} change between boots
 * @param identities what it is known by, the surest first: a uuid, an address, its name
 * @param aspects what can change about it, in the order of telling
 */
record Thing(Area area, String name, List<String> identities, Map<String, Value> aspects) {
  Thing {
    identities = List.copyOf(identities);
    aspects = Collections.unmodifiableMap(new LinkedHashMap<>(aspects));
  }
}
