/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The files that a run reads, as they were when it began. A run that reads two states of one must not be
 * remembered as one of either, nor added to later. For any thread. */
typedef struct _MillSourceWatch MillSourceWatch;

/* @paths: MillNodePath; what is written is not watched. @cancellable (may be NULL) ends a reading. */
MillSourceWatch *mill_source_watch_new          (GArray                *paths,
                                                 GCancellable          *cancellable);
void             mill_source_watch_free         (MillSourceWatch       *self);
/* What the file held when the run came to know it. */
void             mill_source_watch_set_digest   (MillSourceWatch       *self,
                                                 const char            *path,
                                                 const char            *digest);
/* The path of one that is not as it was, of those that the nodes in the set @nodes read (NULL: all), or
 * NULL. May have to read a file that was changed right before it was first looked at. */
const char      *mill_source_watch_find_changed (MillSourceWatch       *self,
                                                 GHashTable            *nodes);
/* Calls @func with the node and the path of each that is not as it was. */
void             mill_source_watch_list_changed (MillSourceWatch       *self,
                                                 void                 (*func) (const char *node,
                                                                               const char *path,
                                                                               gpointer    data),
                                                 gpointer               data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillSourceWatch, mill_source_watch_free)

G_END_DECLS
