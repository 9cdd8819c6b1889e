/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* How often which ports were linked with each other: in the blueprints, and by the user, of whom it is
 * remembered in a file below the user's state directory. What is likely is offered first. */

/* Reads the file, and has the blueprints counted in a thread; further calls do nothing. */
void   mill_link_habits_prepare (void);
/* Counts the link, and writes the file. Nothing where a node or its type is not known. */
void   mill_link_habits_record  (MillPipeline  *pipeline,
                                 const char    *from_node,
                                 const char    *from_port,
                                 const char    *to_node,
                                 const char    *to_port);
guint  mill_link_habits_count   (const char    *from_type,
                                 const char    *from_port,
                                 const char    *to_type,
                                 const char    *to_port);

G_END_DECLS
