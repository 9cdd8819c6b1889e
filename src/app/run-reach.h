/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "engine/event.h"

G_BEGIN_DECLS

/* How far a run has come: the node that whoever follows it with his eyes would look at. States are told as
 * they come, and the question is asked after each batch of them, in which a node may have begun and ended. */
typedef struct _MillRunReach MillRunReach;

MillRunReach *mill_run_reach_new   (void);
void          mill_run_reach_free  (MillRunReach *self);
/* Another run begins. */
void          mill_run_reach_reset (MillRunReach *self);
/* The node at @path, interned, changed its state. */
void          mill_run_reach_note  (MillRunReach *self,
                                    const char   *path,
                                    MillState     before,
                                    MillState     after);
/* Ends a batch. Returns the last node that began in it: one that still runs, or else, where no node of the run
 * does, one that is done or has failed by now. NULL: none began, or only such as ended while others run on.
 * What is reused or left out does not begin. Interned. */
const char   *mill_run_reach_take  (MillRunReach *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillRunReach, mill_run_reach_free)

G_END_DECLS
