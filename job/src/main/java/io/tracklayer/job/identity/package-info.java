/** The identity step, which finds out whose event it is: its two operators. */
@NullMarked
package io.tracklayer.job.identity;

import org.jspecify.annotations.NullMarked;
