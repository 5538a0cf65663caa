/** What a person granted or denied, and who said so. */
@NullMarked
package io.tracklayer.contract.consent;

import org.jspecify.annotations.NullMarked;
