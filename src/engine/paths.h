/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/bindings.h"
#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* A file that a node's settings name. */
typedef struct
{
  const char *node;      /* interned */
  const char *param;     /* interned */
  gboolean    to_write;
  char       *path;      /* absolute */
} MillNodePath;

/* The files of @targets (NULL: all nodes) and of all that they need. What cannot be resolved is left out:
 * compiling the node reports it. @aside: where files are written instead, or NULL. Elements MillNodePath. */
GArray *mill_node_paths_list (MillPipeline       *pipeline,
                              MillBindings       *bindings,
                              GFile              *base,
                              const char *const  *targets,
                              const char         *aside);

G_END_DECLS
