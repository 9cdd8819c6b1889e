/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A directory of one run's temporary files, in the user's cache. It is removed with the object; what
 * a killed process left behind is swept away when the next one makes its first. */
typedef struct _MillScratch MillScratch;

MillScratch *mill_scratch_new      (const char   *name,
                                    GError      **error);
/* One in another directory, which is made where it is not there. */
MillScratch *mill_scratch_new_in   (const char   *parent,
                                    const char   *name,
                                    GError      **error);
const char  *mill_scratch_get_path (MillScratch  *self);
/* A name for a new file in it. */
char        *mill_scratch_make_path (MillScratch *self,
                                    const char   *suffix);
void         mill_scratch_free     (MillScratch  *self);
/* Removes what has this name, folder or not, and all that is in it. Follows no links: what is a link is
 * removed itself. */
void         mill_scratch_remove_tree (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillScratch, mill_scratch_free)

G_END_DECLS
