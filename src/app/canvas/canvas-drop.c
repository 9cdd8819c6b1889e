/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-component.h"
#include "app/canvas/canvas-edits.h"
#include "app/canvas/canvas-private.h"
#include "app/link-habits.h"

/* Where the upper corner of a node comes that is dropped at a point of the widget. */
static void
find_corner (MillCanvas       *self,
             double            x,
             double            y,
             graphene_point_t *corner)
{
  mill_canvas_to_world (self, x, y, corner);
  corner->x -= MILL_CANVAS_CARD_WIDTH / 2.0f;
  corner->y -= MILL_CANVAS_PORT_OFFSET;
}

/* The node that a dropped type would take the place of, or NULL: components and their borders are only
 * added. */
static const char *
find_replaced (MillCanvas *self,
               const char *type_id,
               double      x,
               double      y)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  const char *below = mill_canvas_pick_item (self, x, y);

  if (below == NULL || mill_pipeline_get_node (pipeline, below) == NULL ||
      mill_catalogue_find (mill_pipeline_get_catalogue (pipeline), type_id) == NULL)
    return NULL;

  return below;
}

/* The link lights up that the type would be put into. */
static GdkDragAction
motion_cb (GtkDropTarget *target,
           double         x,
           double         y,
           MillCanvas    *self)
{
  const GValue *value = gtk_drop_target_get_value (target);
  const MillNodeType *type =
    value != NULL && G_VALUE_HOLDS_STRING (value) && self->session != NULL
      ? mill_canvas_find_type (self, g_value_get_string (value)) : NULL;
  graphene_point_t corner;
  MillLink link;

  find_corner (self, x, y, &corner);
  if (type != NULL && find_replaced (self, g_value_get_string (value), x, y) == NULL &&
      mill_canvas_find_splice_at (self, type, mill_canvas_snap (corner.x), mill_canvas_snap (corner.y),
                                  &link))
    mill_world_light_link (self->world, &link);
  else
    mill_world_light_link (self->world, NULL);

  return GDK_ACTION_COPY;
}

static void
leave_cb (MillCanvas *self)
{
  mill_world_light_link (self->world, NULL);
}

static gboolean
drop_type (MillCanvas *self,
           const char *type_id,
           double      x,
           double      y)
{
  graphene_point_t corner;
  const char *below;

  if (mill_canvas_find_type (self, type_id) == NULL)
    return FALSE;

  below = find_replaced (self, type_id, x, y);
  find_corner (self, x, y, &corner);
  if (below != NULL)
    mill_canvas_replace_nodes (self, type_id, (char *[]) { (char *) below, NULL });
  else
    mill_canvas_add_node_at (self, type_id, corner.x, corner.y, NULL);

  return TRUE;
}

/* The reader of a data file by its name, or NULL. */
static const char *
find_reader (const char *name)
{
  static const struct
  {
    const char *suffix;
    const char *type_id;
  } readers[] = {
    { ".csv", "read-csv" },     { ".tsv", "read-csv" },           { ".txt", "read-csv" },
    { ".csv.gz", "read-csv" },  { ".csv.zst", "read-csv" },       { ".parquet", "read-parquet" },
  };
  g_autofree char *folded = g_ascii_strdown (name, -1);

  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (g_str_has_suffix (folded, readers[i].suffix))
      return readers[i].type_id;

  return NULL;
}

/* The file as a setting: relative where it lies below the pipeline's directory. */
static char *
make_setting_path (MillCanvas *self,
                   GFile      *file)
{
  GFile *base = mill_session_get_base (self->session);
  char *path = base != NULL ? g_file_get_relative_path (base, file) : NULL;

  return path != NULL ? path : g_file_get_path (file);
}

static gboolean
add_reader (MillCanvas *self,
            MillEdit   *edit,
            GFile      *file,
            double      x,
            double      y)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *path = make_setting_path (self, file);
  const char *type_id = find_reader (name);
  g_autoptr (JsonNode) value = NULL;
  g_autofree char *id = NULL;
  char *dot = strchr (name, '.');

  if (type_id == NULL || path == NULL)
    return FALSE;

  if (dot != NULL && dot != name)
    *dot = '\0';
  id = g_strdup (mill_edit_add_node (edit, type_id, name, mill_canvas_snap (x), mill_canvas_snap (y)));
  value = json_node_init_string (json_node_alloc (), path);
  mill_edit_set_param (edit, id, "path", value, NULL);
  mill_session_select_one (self->session, id);

  return TRUE;
}

static gboolean
drop_files (MillCanvas  *self,
            GdkFileList *list,
            double       x,
            double       y)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (list);
  MillHistory *history;
  MillEdit *edit;
  graphene_point_t point;
  gboolean added = FALSE;

  history = mill_session_get_history (self->session);
  find_corner (self, x, y, &point);
  edit = mill_history_begin (history, _("Add Data"));
  mill_canvas_settle (self, edit);
  for (GSList *l = files; l != NULL; l = l->next)
    if (add_reader (self, edit, l->data, point.x, point.y))
      {
        added = TRUE;
        point.y += 100;
      }
  if (added)
    mill_history_commit (history, NULL);
  else
    {
      g_autoptr (GError) error =
        g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                             _("Only CSV and Parquet files can be dropped here"));

      mill_history_abandon (history);
      mill_canvas_complain (self, error);
    }

  return added;
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         MillCanvas    *self)
{
  mill_world_light_link (self->world, NULL);
  if (self->session == NULL)
    return FALSE;
  if (G_VALUE_HOLDS_STRING (value))
    return drop_type (self, g_value_get_string (value), x, y);

  return drop_files (self, g_value_get_boxed (value), x, y);
}

void
mill_canvas_add_drop_targets (MillCanvas *self)
{
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  mill_link_habits_prepare ();
  /* File managers offer the names of files as text too: one target takes what is better. */
  gtk_drop_target_set_gtypes (target, (GType[]) { GDK_TYPE_FILE_LIST, G_TYPE_STRING }, 2);
  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect (target, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (target, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
