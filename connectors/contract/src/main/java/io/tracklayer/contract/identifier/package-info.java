/** What identifies a person in an event, in its normal form. */
@NullMarked
package io.tracklayer.contract.identifier;

import org.jspecify.annotations.NullMarked;
