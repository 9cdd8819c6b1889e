/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pipeline/component.h"

G_BEGIN_DECLS

/* The user's components: pipeline files in a directory below the user's data, read in a thread and again
 * whenever something there changes. In the list each is a copy that knows where it came from.
 *
 * signal "changed": the list is another one. */
#define MILL_TYPE_LIBRARY (mill_library_get_type ())
G_DECLARE_FINAL_TYPE (MillLibrary, mill_library, MILL, LIBRARY, GObject)

/* Before the name of a component where the id of a node type is asked for. */
#define MILL_LIBRARY_PREFIX "library:"

/* @directory NULL: the usual one. */
MillLibrary   *mill_library_new         (GFile               *directory);
/* The one of the program. Borrowed. */
MillLibrary   *mill_library_get_default (void);
/* Names, sorted; strings belong to the library until the next "changed". Free the array. */
GPtrArray     *mill_library_list        (MillLibrary         *self);
/* NULL: there is none of that name. Borrowed. */
MillComponent *mill_library_find        (MillLibrary         *self,
                                         const char          *name);
/* Has the library something else than what @component was taken from? What it has, or NULL. Borrowed. */
MillComponent *mill_library_find_update (MillLibrary         *self,
                                         MillComponent       *component);
/* Saves @component under a name made of that of its pipeline (of its @origin, where it was taken from the
 * library), in a thread. The result is the component as it is in the library now: with its origin. */
void           mill_library_save_async  (MillLibrary         *self,
                                         MillComponent       *component,
                                         GAsyncReadyCallback  callback,
                                         gpointer             data);
MillComponent *mill_library_save_finish (MillLibrary         *self,
                                         GAsyncResult        *result,
                                         GError             **error);
/* Moves the file to the trash, in a thread. */
void           mill_library_remove_async (MillLibrary        *self,
                                          const char         *name,
                                          GAsyncReadyCallback callback,
                                          gpointer            data);
gboolean       mill_library_remove_finish (MillLibrary       *self,
                                           GAsyncResult      *result,
                                           GError           **error);

G_END_DECLS
