/** What the processes count and measure: of every metric, its name, what it is and what to do. */
@NullMarked
package io.tracklayer.contract.metric;

import org.jspecify.annotations.NullMarked;
