/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/outline/outline-model.h"
#include "app/outline/outline-row.h"
#include "app/outline/outline.h"

G_BEGIN_DECLS

struct _MillOutline
{
  AdwBin               parent_instance;

  GtkSearchEntry      *search;
  GtkWidget           *add_button;
  GtkStack            *stack;
  GtkListView         *list;

  MillSession         *session;
  GSignalGroup        *session_signals;
  MillOutlineModel    *model;
  GtkFilter           *filter;
  GListModel          *found;         /* the model through the filter */
  GtkTreeListModel    *tree;
  GtkSelectionModel   *selection;
  char                *folded;        /* what is searched for, or NULL */
  GHashTable          *expanded;      /* ids of nodes that are unfolded */
  guint                sync_source;
  gboolean             syncing;
  gboolean             was_shown;     /* since it was mapped: the list has rows */
  MillOutlineItem     *focus_kept;    /* has the focus while the list is put into order */
  GtkWidget           *popup;
};

/* outline-places.c */
/* The row of @item in the tree, or NULL where it is not in sight of the search or folded away. */
GtkTreeListRow  *mill_outline_find_row      (MillOutline     *self,
                                             MillOutlineItem *item);
/* The item that has the focus. Borrowed, or NULL. */
MillOutlineItem *mill_outline_get_focused   (MillOutline     *self);
void             mill_outline_focus_place   (MillOutline     *self,
                                             guint            position,
                                             gboolean         select);
void             mill_outline_focus_item    (MillOutline     *self,
                                             MillOutlineItem *item);
void             mill_outline_focus_node    (MillOutline     *self,
                                             const char      *node);

/* outline-selection.c */
/* What is selected here is selected in the session. */
void             mill_outline_take_selection (MillOutline    *self);
/* What the session has selected is selected here: at once, or before the next frame if it is seen. */
void             mill_outline_sync_selection (MillOutline    *self);
void             mill_outline_queue_sync    (MillOutline     *self);

/* outline-rows.c */
void             mill_outline_make_rows     (MillOutline     *self);

/* outline.c */
void             mill_outline_announce      (MillOutline     *self,
                                             const char      *text);
/* Says why something was refused: to eyes and ears. */
void             mill_outline_complain      (MillOutline     *self,
                                             const GError    *error);

/* outline-actions.c */
void             mill_outline_install_actions (GtkWidgetClass  *klass);
/* @action: a name from mill_outline_list_actions(). */
void             mill_outline_do            (MillOutline     *self,
                                             MillOutlineItem *item,
                                             const char      *action);
void             mill_outline_open_menu     (MillOutline     *self,
                                             MillOutlineItem *item);
void             mill_outline_popup         (MillOutline     *self,
                                             GtkWidget       *popover,
                                             MillOutlineItem *item);
gboolean         mill_outline_take_key      (MillOutline     *self,
                                             guint            keyval,
                                             GdkModifierType  state);

/* outline-edit.c */
/* Adds a node beside the selected ones and links it to them where ports fit, as one step. */
void             mill_outline_add_node      (MillOutline     *self,
                                             const char      *type_id);
gboolean         mill_outline_connect       (MillOutline     *self,
                                             const MillLink  *link);
void             mill_outline_disconnect    (MillOutline     *self,
                                             MillOutlineItem *item);
void             mill_outline_rename        (MillOutline     *self,
                                             const char      *node,
                                             const char      *title);
void             mill_outline_delete        (MillOutline     *self,
                                             MillOutlineItem *item);
void             mill_outline_move          (MillOutline     *self,
                                             MillOutlineItem *item,
                                             int              step);

G_END_DECLS
