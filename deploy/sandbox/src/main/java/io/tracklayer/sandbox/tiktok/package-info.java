/** TikTok's Events API. */
@NullMarked
package io.tracklayer.sandbox.tiktok;

import org.jspecify.annotations.NullMarked;
