/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pipeline/component.h"
#include "pipeline/conflict.h"

G_BEGIN_DECLS

/* A step in the making: what is done between mill_history_begin() and mill_history_commit() is one
 * undo step. Each command takes effect at once (and is announced by the pipeline's "changed"), so
 * that the next sees it. A command that fails changes nothing. */
typedef struct _MillEdit MillEdit;

/* Where a node is to be. */
typedef struct
{
  const char *id;
  double      x;
  double      y;
} MillPlacing;

/* Adds a node with default settings; returns its new id, a readable slug of @title or of the type
 * id, borrowed from the pipeline. @type_id may be unknown to the catalogue. */
const char *mill_edit_add_node          (MillEdit           *self,
                                         const char         *type_id,
                                         const char         *title,
                                         double              x,
                                         double              y);
/* Removes the node and the links that touch it. */
gboolean    mill_edit_remove_node       (MillEdit           *self,
                                         const char         *id,
                                         GError            **error);
/* Several, of which no two are the same, at once: whoever listens to the pipeline is told once. What
 * is not there is passed over. */
void        mill_edit_remove_nodes      (MillEdit           *self,
                                         const char *const  *ids,
                                         guint               n_ids);
gboolean    mill_edit_move_node         (MillEdit           *self,
                                         const char         *id,
                                         double              x,
                                         double              y,
                                         GError            **error);
/* Several, of which no two are the same node, at once: whoever listens to the pipeline is told once.
 * What is not there is passed over. */
void        mill_edit_move_nodes        (MillEdit           *self,
                                         const MillPlacing  *placings,
                                         guint               n_placings);
gboolean    mill_edit_set_title         (MillEdit           *self,
                                         const char         *id,
                                         const char         *title,
                                         GError            **error);
/* A node that is bypassed does not run: rows pass through where its ports allow. */
gboolean    mill_edit_set_bypassed      (MillEdit           *self,
                                         const char         *id,
                                         gboolean            bypassed,
                                         GError            **error);
/* A node that is pinned is not run again once there is a result of it: that is kept, and given whatever has
 * changed before it. Of a node with a component it means those within that make its outputs. */
gboolean    mill_edit_set_pinned        (MillEdit           *self,
                                         const char         *id,
                                         gboolean            pinned,
                                         GError            **error);
/* @value NULL, or equal to the default: back to the default. Copies @value. */
gboolean    mill_edit_set_param         (MillEdit           *self,
                                         const char         *id,
                                         const char         *param,
                                         JsonNode           *value,
                                         GError            **error);
/* Links an output to an input. Fails with a message for people where a node or port is missing, types
 * differ or a circle would close. An input that takes one link loses the one it had. */
gboolean    mill_edit_connect           (MillEdit           *self,
                                         const char         *from_node,
                                         const char         *from_port,
                                         const char         *to_node,
                                         const char         *to_port,
                                         GError            **error);
gboolean    mill_edit_disconnect        (MillEdit           *self,
                                         const MillLink     *link,
                                         GError            **error);
/* Keeps the link, but lets nothing through; and the other way round. */
gboolean    mill_edit_set_muted         (MillEdit           *self,
                                         const MillLink     *link,
                                         gboolean            muted,
                                         GError            **error);
/* Puts the nodes and annotations in @ids into a component called @title; links across its border go
 * through inputs and outputs, and parameters that the nodes refer to become its own. Returns the id of
 * the node that holds it, borrowed from the pipeline, or NULL with @error. */
const char *mill_edit_make_component    (MillEdit           *self,
                                         const char *const  *ids,
                                         const char         *title,
                                         GError            **error);
/* Adds a node with @component. Returns its id, borrowed from the pipeline. */
const char *mill_edit_add_component     (MillEdit           *self,
                                         MillComponent      *component,
                                         double              x,
                                         double              y);
/* Puts another component into the node that holds one. Links at ports, and values of settings, that it
 * no longer has are taken away. */
gboolean    mill_edit_replace_component (MillEdit           *self,
                                         const char         *id,
                                         MillComponent      *component,
                                         GError            **error);
/* Puts what the component of @id holds in its place. Its parameters become the pipeline's. Returns the
 * new ids of the nodes, or NULL with @error. */
GStrv       mill_edit_dissolve_component (MillEdit          *self,
                                         const char         *id,
                                         GError            **error);
/* Puts in or replaces (same id) a frame or note, a parameter. */
void        mill_edit_put_annotation    (MillEdit           *self,
                                         MillAnnotation     *annotation);
gboolean    mill_edit_remove_annotation (MillEdit           *self,
                                         const char         *id,
                                         GError            **error);
void        mill_edit_put_parameter     (MillEdit           *self,
                                         MillParameter      *parameter);
gboolean    mill_edit_remove_parameter  (MillEdit           *self,
                                         const char         *name,
                                         GError            **error);
/* Gives a parameter another name, and changes every ${name} in the settings of all nodes with it: of
 * expressions too, and of nodes whose type this build does not know. */
gboolean    mill_edit_rename_parameter  (MillEdit           *self,
                                         const char         *name,
                                         const char         *to,
                                         GError            **error);
void        mill_edit_set_name          (MillEdit           *self,
                                         const char         *name);
/* Chooses one of two versions of a fact: that which the document has, or @theirs. @conflict must be one of the
 * pipeline's own. What a step changes in another way is chosen as well. */
gboolean    mill_edit_settle_conflict   (MillEdit           *self,
                                         const MillConflict *conflict,
                                         gboolean            theirs,
                                         GError            **error);
/* An id that neither a node nor an annotation has, made from @wish. */
char       *mill_edit_make_id           (MillEdit           *self,
                                         const char         *wish);
/* Pastes what mill_pipeline_copy_text() made (fragment.h), moved by @dx, @dy; returns the new ids of
 * the nodes, or NULL with @error and nothing changed. */
GStrv       mill_edit_paste             (MillEdit           *self,
                                         const char         *text,
                                         double              dx,
                                         double              dy,
                                         GError            **error);

/* Would mill_edit_connect() succeed? Says why not in @error. Changes nothing. */
gboolean    mill_pipeline_can_connect   (MillPipeline       *pipeline,
                                         const char         *from_node,
                                         const char         *from_port,
                                         const char         *to_node,
                                         const char         *to_port,
                                         GError            **error);

G_END_DECLS
