/** Text as every system can read it, and its hashes. */
@NullMarked
package io.tracklayer.contract.text;

import org.jspecify.annotations.NullMarked;
