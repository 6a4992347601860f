/**
 * systemd's unit files: what a service runs, how long it may take, on what it depends (man pages
 * systemd.syntax, systemd.unit, systemd.service, systemd.time). Text in, values out; nothing here
 * runs.
 */
@NullMarked
package org.daxpolicy.simulate.systemd;

import org.jspecify.annotations.NullMarked;
