/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/edit.h"

G_BEGIN_DECLS

/* Edits that change many links at once. */

/* Takes the nodes @ids out of the flow: links among them stay, those to other nodes go, and what came in
 * is linked to where it went out, at the place of the link that was there. Rows pass as they do through
 * a bypassed node: an output stands for the first inputs of its kind. */
void        mill_edit_detach       (MillEdit           *self,
                                    const char *const  *ids);
/* Puts a node of @type_id in the place of @id: with its title and position, the links that fit (ports of
 * the same name first, then of the same kind) and the settings that have the same name and kind. Returns
 * the id, another one where the old was made from the type, borrowed from the pipeline; or NULL with
 * @error and nothing changed. */
const char *mill_edit_replace_node (MillEdit           *self,
                                    const char         *id,
                                    const char         *type_id,
                                    GError            **error);
/* Links the nodes @ids, each to those before it: a free input takes the output of the nearest that has
 * one of its kind and that the node takes nothing from yet; an optional one only where nothing else was
 * linked. An input for any number of links takes all that lead nowhere yet. Returns how many were made. */
guint       mill_edit_wire         (MillEdit           *self,
                                    const char *const  *ids);

G_END_DECLS
