/** Whose event it is: the two operators of the identity step. */
@NullMarked
package io.tracklayer.job.identity;

import org.jspecify.annotations.NullMarked;
