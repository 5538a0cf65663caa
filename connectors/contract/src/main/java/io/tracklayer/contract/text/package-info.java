/** Text as every system can read it. */
@NullMarked
package io.tracklayer.contract.text;

import org.jspecify.annotations.NullMarked;
