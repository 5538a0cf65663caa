/** What became of events: the records of the topics that delivery and operators write. */
@NullMarked
package io.tracklayer.contract.delivery;

import org.jspecify.annotations.NullMarked;
