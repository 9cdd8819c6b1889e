/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Sees whether files have been changed since it was made: what was computed of a source while somebody wrote it
 * belongs to no key. Immutable; for any thread. */
typedef struct _MillSourceWatch MillSourceWatch;

/* @paths: MillNodePath; what is written is not watched. */
MillSourceWatch *mill_source_watch_new      (GArray                *paths);
void             mill_source_watch_free     (MillSourceWatch       *self);
/* The first file that is not as it was, of those that @nodes read (a set of ids; NULL: any), or NULL.
 * Borrowed. */
const char      *mill_source_watch_find_changed (const MillSourceWatch *self,
                                                 GHashTable            *nodes);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillSourceWatch, mill_source_watch_free)

G_END_DECLS
