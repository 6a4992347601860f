package org.daxpolicy.simulate;

/**
 * Something the simulation went by.
 *
 * @param name such as {@code auto-online}
 * @param value such as {@code online_movable}
 * @param source where it comes from: {@code given}, {@code snapshot}, {@code installed}, {@code
 *     kernel configuration}, {@code assumed}
 */
public record Fact(String name, String value, String source) {}
