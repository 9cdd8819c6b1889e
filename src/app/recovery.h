/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* The copy of an edited document that outlives a crash. Each open document has its own, locked as long
 * as its program lives; one that nobody holds was left behind by a program that ended badly. */
typedef struct _MillRecovery MillRecovery;

/* What somebody left behind. */
typedef struct
{
  char  *name;      /* what mill_recovery_find_lost() finds it by */
  char  *title;
  GFile *file;      /* where the document was saved, or NULL */
  GFile *base;      /* where its relative paths start, or NULL */
  GFile *copy;      /* the document as it was last */
} MillLost;

/* Never blocks; the first write makes the directory. */
MillRecovery *mill_recovery_new    (void);
/* Goes on with what was left behind, which nobody else gets from now on. */
MillRecovery *mill_recovery_adopt  (const MillLost *lost);
/* Finds what was left behind under this name. Borrowed. */
const char   *mill_recovery_get_name (MillRecovery *self);
MillRecovery *mill_recovery_ref    (MillRecovery  *self);
void          mill_recovery_unref  (MillRecovery  *self);
/* Writes the document. Blocks: called in a thread. @file and @base may be NULL. */
gboolean      mill_recovery_write  (MillRecovery  *self,
                                    MillPipeline  *pipeline,
                                    const char    *title,
                                    GFile         *file,
                                    GFile         *base,
                                    GError       **error);
/* Removes the copy; a later write makes it again. Blocks, but briefly. */
void          mill_recovery_clear  (MillRecovery  *self);
/* Removes the copy for good: a write that is still to come does nothing. */
void          mill_recovery_close  (MillRecovery  *self);

/* What was left behind under a name, or NULL. Blocks, but briefly. */
MillLost     *mill_recovery_find_lost (const char *name);
/* All that was left behind, as MillLost. Blocks. */
GPtrArray    *mill_recovery_list_lost (void);
void          mill_lost_free       (MillLost      *self);
/* Removes what was left behind. */
void          mill_lost_discard    (MillLost      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillLost, mill_lost_free)

G_END_DECLS
