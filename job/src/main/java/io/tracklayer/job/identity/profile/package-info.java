/** What is known of one person, and the rules by which two of them become one. */
@NullMarked
package io.tracklayer.job.identity.profile;

import org.jspecify.annotations.NullMarked;
