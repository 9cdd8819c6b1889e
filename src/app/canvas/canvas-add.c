/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-component.h"
#include "app/canvas/canvas-edits.h"
#include "app/canvas/canvas-private.h"
#include "app/link-habits.h"

#define CARD_GAP 60

const MillPort *
mill_canvas_find_fitting_port (const MillNodeType *type,
                               const MillPort     *start)
{
  MillPortDirection direction = start->direction == MILL_PORT_OUT ? MILL_PORT_IN : MILL_PORT_OUT;
  const MillPort *port;

  for (guint i = 0; (port = mill_node_type_get_port (type, direction, i)) != NULL; i++)
    if (port->type == start->type)
      return port;

  return NULL;
}

static void
connect (MillCanvas *self,
         MillEdit   *edit,
         const char *from,
         const char *from_port,
         const char *to,
         const char *to_port)
{
  if (mill_edit_connect (edit, from, from_port, to, to_port, NULL))
    mill_link_habits_record (mill_session_get_pipeline (self->session), from, from_port, to, to_port);
}

static void
connect_new (MillCanvas         *self,
             MillEdit           *edit,
             const char         *id,
             const MillNodeType *type,
             MillPortDot        *start)
{
  const MillPort *port = mill_port_dot_get_port (start);
  const MillPort *fitting = mill_canvas_find_fitting_port (type, port);

  if (fitting == NULL)
    return;
  if (port->direction == MILL_PORT_OUT)
    connect (self, edit, mill_port_dot_get_node (start), port->name, id, fitting->name);
  else
    connect (self, edit, id, fitting->name, mill_port_dot_get_node (start), port->name);
}

/* @splice: where it comes to lie on a link it is put into it. */
static void
add_at (MillCanvas  *self,
        const char  *type_id,
        double       x,
        double       y,
        MillPortDot *start,
        gboolean     splice)
{
  MillHistory *history = mill_session_get_history (self->session);
  const MillNodeType *type = mill_canvas_find_type (self, type_id);
  g_autofree char *label = NULL;
  g_autofree char *id = NULL;
  MillEdit *edit;
  MillLink link;

  g_return_if_fail (type != NULL);

  label = g_strdup_printf (_("Add “%s”"), _(type->label));
  edit = mill_history_begin (history, label);
  mill_canvas_settle (self, edit);
  id = g_strdup (mill_canvas_add_typed (edit, type_id, mill_canvas_snap (x), mill_canvas_snap (y)));
  if (start != NULL)
    connect_new (self, edit, id, type, start);
  else if (splice && mill_canvas_find_splice (self, id, &link))
    mill_canvas_splice (self, edit, id, &link);
  mill_history_commit (history, NULL);
  mill_session_select_one (self->session, id);
  mill_canvas_show_node (self, id);
  gtk_widget_grab_focus (mill_world_get_item (self->world, id));
}

void
mill_canvas_add_node_at (MillCanvas  *self,
                         const char  *type_id,
                         double       x,
                         double       y,
                         MillPortDot *start)
{
  add_at (self, type_id, x, y, start, TRUE);
}

/* The first output of the selected node that the type could read, or NULL. */
static MillPortDot *
find_selected_output (MillCanvas         *self,
                      const MillNodeType *type)
{
  const char *selected = mill_session_get_selected_node (self->session);
  MillNodeCard *card = selected != NULL ? mill_world_get_card (self->world, selected) : NULL;
  GPtrArray *ports = card != NULL ? mill_node_card_get_ports (card) : NULL;

  for (guint i = 0; ports != NULL && i < ports->len; i++)
    {
      const MillPort *port = mill_port_dot_get_port (g_ptr_array_index (ports, i));

      if (port->direction == MILL_PORT_OUT && mill_canvas_find_fitting_port (type, port) != NULL)
        return g_ptr_array_index (ports, i);
    }

  return NULL;
}

/* Goes down until nothing is in the way. */
static void
find_free_place (MillCanvas       *self,
                 graphene_point_t *place)
{
  for (guint tries = 0; tries < 100; tries++)
    {
      graphene_rect_t area = GRAPHENE_RECT_INIT (place->x - 10, place->y - 10,
                                                 MILL_CANVAS_CARD_WIDTH + 20, 80);
      g_auto (GStrv) there = mill_world_list_in (self->world, &area);

      if (there[0] == NULL)
        return;
      place->y += 40;
    }
}

void
mill_canvas_add_node (MillCanvas *self,
                      const char *type_id)
{
  const MillNodeType *type;
  MillPortDot *start;
  graphene_point_t place;

  g_return_if_fail (MILL_IS_CANVAS (self));
  g_return_if_fail (self->session != NULL);

  type = mill_canvas_find_type (self, type_id);
  g_return_if_fail (type != NULL);

  start = find_selected_output (self, type);
  if (start != NULL)
    {
      graphene_rect_t bounds;

      mill_world_get_bounds_of (self->world, mill_port_dot_get_node (start), &bounds);
      place = GRAPHENE_POINT_INIT (bounds.origin.x + bounds.size.width + CARD_GAP, bounds.origin.y);
    }
  else
    {
      mill_canvas_to_world (self, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0,
                            gtk_widget_get_height (GTK_WIDGET (self)) / 2.0, &place);
      place.x -= MILL_CANVAS_CARD_WIDTH / 2.0;
      place.y -= MILL_CANVAS_PORT_OFFSET;
    }
  find_free_place (self, &place);
  /* Where that is was not chosen, so what lies there is not meant. */
  add_at (self, type_id, place.x, place.y, start, FALSE);
}

static gboolean
drop_type_cb (GtkDropTarget *target,
              const GValue  *value,
              double         x,
              double         y,
              MillCanvas    *self)
{
  const char *type_id = g_value_get_string (value);
  MillPipeline *pipeline;
  graphene_point_t point;
  const char *below;

  if (self->session == NULL)
    return FALSE;
  pipeline = mill_session_get_pipeline (self->session);
  if (mill_canvas_find_type (self, type_id) == NULL)
    return FALSE;

  mill_canvas_to_world (self, x, y, &point);
  below = mill_world_pick (self->world, &point);
  if (below != NULL && mill_pipeline_get_node (pipeline, below) != NULL &&
      mill_catalogue_find (mill_pipeline_get_catalogue (pipeline), type_id) != NULL)
    {
      char *ids[] = { (char *) below, NULL };

      mill_canvas_replace_nodes (self, type_id, ids);
    }
  else
    mill_canvas_add_node_at (self, type_id, point.x - MILL_CANVAS_CARD_WIDTH / 2.0,
                             point.y - MILL_CANVAS_PORT_OFFSET, NULL);

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
drop_files_cb (GtkDropTarget *target,
               const GValue  *value,
               double         x,
               double         y,
               MillCanvas    *self)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  MillHistory *history;
  MillEdit *edit;
  graphene_point_t point;
  gboolean added = FALSE;

  if (self->session == NULL)
    return FALSE;

  history = mill_session_get_history (self->session);
  mill_canvas_to_world (self, x, y, &point);
  edit = mill_history_begin (history, _("Add Data"));
  mill_canvas_settle (self, edit);
  for (GSList *l = files; l != NULL; l = l->next)
    if (add_reader (self, edit, l->data, point.x - MILL_CANVAS_CARD_WIDTH / 2.0,
                    point.y - MILL_CANVAS_PORT_OFFSET))
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

void
mill_canvas_add_drop_targets (MillCanvas *self)
{
  GtkDropTarget *types = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);
  GtkDropTarget *files = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  mill_link_habits_prepare ();
  g_signal_connect (types, "drop", G_CALLBACK (drop_type_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (types));
  g_signal_connect (files, "drop", G_CALLBACK (drop_files_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (files));
}
