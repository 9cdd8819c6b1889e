/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Results by their key, in a directory that any number of processes share. There is nothing in it that
 * could be wrong: what is found under a key is what would be computed, and what is not found is computed.
 * Its files are written under another name and renamed, carry a checksum, and may go at any time; whoever
 * uses one holds it by a link of his own. Counted references; for any thread. */
typedef struct _MillCache MillCache;

/* @directory NULL: the user's own. @budget: bytes that it may take, 0: as many as fit the default. Nothing
 * is touched before something is put in. */
MillCache  *mill_cache_new           (const char  *directory,
                                      guint64      budget);
MillCache  *mill_cache_ref           (MillCache   *self);
void        mill_cache_unref         (MillCache   *self);
/* Takes effect after the next run, which lets go of what does not fit any more. As above. */
void        mill_cache_set_budget    (MillCache   *self,
                                      guint64      budget);
/* Absolute. Borrowed. */
const char *mill_cache_get_directory (MillCache   *self);
/* Lets go of what was used least recently, until the rest fits the budget; what a pipeline has pinned
 * stays. Blocks. */
void        mill_cache_trim          (MillCache   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillCache, mill_cache_unref)

G_END_DECLS
