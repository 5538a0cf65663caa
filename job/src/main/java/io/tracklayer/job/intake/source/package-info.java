/** Values as senders write them: text, amounts, currencies, and JSON that can be written again. */
@NullMarked
package io.tracklayer.job.intake.source;

import org.jspecify.annotations.NullMarked;
