/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pipeline/pipeline.h"

G_BEGIN_DECLS

/* A link that could be made, or moved. */
#define MILL_TYPE_LINK_OPTION (mill_link_option_get_type ())
G_DECLARE_FINAL_TYPE (MillLinkOption, mill_link_option, MILL, LINK_OPTION, GObject)

MillLinkOption *mill_link_option_new   (const MillLink *link,
                                        gboolean        outgoing,
                                        const char     *title,
                                        const char     *detail);
/* Borrowed strings of the option. */
MillLink    mill_link_option_get_link   (MillLinkOption *self);
/* Whether it is asked for at its beginning. */
gboolean    mill_link_option_is_outgoing (MillLinkOption *self);
/* The node at the other end, by what people call it; where all ports were asked for, with the way that the
 * link leads. */
const char *mill_link_option_get_title  (MillLinkOption *self);
/* Which port to which, and what the link would take the place of. */
const char *mill_link_option_get_detail (MillLinkOption *self);

/* All links that mill_pipeline_can_connect() would let be made at a port of @node (NULL: at any) and that
 * are not there, as a list of MillLinkOption: inputs that wait for a link first, then links from @node before
 * those to it, then those that take the place of none, then in the order of the work. */
GListModel *mill_link_options_list      (MillPipeline    *pipeline,
                                         const char      *node,
                                         const MillPort  *port);
/* All ports that the links of @port of @node (NULL: of any port) could be moved to, as a list of MillLinkOption
 * in the order of the work: its link goes from the port that has the links to the one that would have them,
 * whichever way the links lead; it is outgoing where they begin there. */
GListModel *mill_link_moves_list        (MillPipeline    *pipeline,
                                         const char      *node,
                                         const MillPort  *port);

G_END_DECLS
