/** Profiles: what is known of one person, and the rules by which two profiles become one. */
@NullMarked
package io.tracklayer.job.identity.profile;

import org.jspecify.annotations.NullMarked;
