/**
 * What a person granted or denied, and who said so.
 *
 * <p>Stable, within the promise of {@code io.tracklayer.destinations}.
 */
@NullMarked
package io.tracklayer.contract.consent;

import org.jspecify.annotations.NullMarked;
