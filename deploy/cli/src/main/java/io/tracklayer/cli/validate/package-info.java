/** Sends a controlled test user through a running system, and says what was seen of it. */
@NullMarked
package io.tracklayer.cli.validate;

import org.jspecify.annotations.NullMarked;
