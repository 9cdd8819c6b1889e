/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/history.h"

G_BEGIN_DECLS

/* What ties the history of a component's pipeline to that of the pipeline around it. */
typedef struct _MillInside MillInside;

/* @self is that of what @node holds in the pipeline of @parent. */
MillInside  *mill_inside_new        (MillHistory *self,
                                     MillHistory *parent,
                                     const char  *node);
void         mill_inside_free       (MillInside  *self);
MillHistory *mill_inside_get_parent (MillInside  *self);
/* A step within a component is a step of the parent: its node holds another component after it. */
void         mill_inside_commit     (MillInside  *self,
                                     const char  *label,
                                     const char  *merge_key);

G_END_DECLS
