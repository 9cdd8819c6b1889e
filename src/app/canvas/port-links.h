/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/history.h"
#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* All links of one port are moved to another of its kind: their ends there change, their other ends stay. */

/* Of MillLink, whose strings are interned; empty where the port has none. */
GArray   *mill_port_links_list     (MillPipeline    *pipeline,
                                    const char      *node,
                                    const MillPort  *port);
/* The link as it would be with its end at @port of @node; its strings are interned. */
MillLink  mill_port_links_move_end (const MillLink  *link,
                                    const char      *node,
                                    const MillPort  *port);
/* Whether @port of @node could take @links, which are those of @start. */
gboolean  mill_port_links_fit      (MillPipeline    *pipeline,
                                    const GArray    *links,
                                    const MillPort  *start,
                                    const char      *node,
                                    const MillPort  *port);
/* One step; muted links stay so. FALSE: nothing was changed. */
gboolean  mill_port_links_move     (MillHistory     *history,
                                    const GArray    *links,
                                    const char      *node,
                                    const MillPort  *port,
                                    GError         **error);

G_END_DECLS
