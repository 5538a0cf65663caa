/** What became of events: the records of the topics that delivery writes, and that operators do. */
@NullMarked
package io.tracklayer.contract.delivery;

import org.jspecify.annotations.NullMarked;
