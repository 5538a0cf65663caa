/** The identifiers of the person in an event, in their normal form. */
@NullMarked
package io.tracklayer.contract.identifier;

import org.jspecify.annotations.NullMarked;
