/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/canvas-edits.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-private.h"
#include "pipeline/tidy.h"

/* Where the ports of a card are, about, from its upper edge. */
#define PORT_HEIGHT 22

/* More cards than this do not glide: nobody could follow. */
#define MOST_GLIDING 200
#define DURATION 250

/* The document has them in their new places at once; what is seen follows. */
typedef struct
{
  MillWorld   *world;
  GStrv        ids;
  MillTidyBox *from;
  MillTidyBox *to;
} Glide;

static void
glide_free (gpointer data)
{
  Glide *self = data;

  g_object_unref (self->world);
  g_strfreev (self->ids);
  g_free (self->from);
  g_free (self->to);
  g_free (self);
}

static void
show_part (double   value,
           gpointer data)
{
  Glide *self = data;

  for (guint i = 0; self->ids[i] != NULL; i++)
    mill_world_set_glide (self->world, self->ids[i], (self->from[i].x - self->to[i].x) * (1 - value),
                          (self->from[i].y - self->to[i].y) * (1 - value));
}

static MillPipeline *
get_pipeline (MillCanvas *self)
{
  return mill_session_get_pipeline (self->session);
}

static MillTidyBox *
make_boxes (MillCanvas  *self,
            char       **ids)
{
  MillTidyBox *boxes = g_new0 (MillTidyBox, g_strv_length (ids) + 1);

  for (guint i = 0; ids[i] != NULL; i++)
    {
      graphene_rect_t bounds;

      mill_world_get_bounds_of (self->world, ids[i], &bounds);
      boxes[i] = (MillTidyBox) { bounds.origin.x, bounds.origin.y, bounds.size.width, bounds.size.height };
    }

  return boxes;
}

/* Takes @ids, @from and @to. */
static void
glide (MillCanvas  *self,
       char       **ids,
       MillTidyBox *from,
       MillTidyBox *to)
{
  g_autoptr (AdwAnimation) animation = NULL;
  Glide *data = g_new (Glide, 1);

  *data = (Glide) { g_object_ref (self->world), ids, from, to };
  show_part (g_strv_length (ids) > MOST_GLIDING ? 1 : 0, data);
  /* Ends at once where no motion is wanted. */
  animation = adw_timed_animation_new (GTK_WIDGET (self), 0, 1,
                                       g_strv_length (ids) > MOST_GLIDING ? 0 : DURATION,
                                       adw_callback_animation_target_new (show_part, data, glide_free));
  adw_animation_play (animation);
}

/* Takes @ids and @to. */
static void
move (MillCanvas  *self,
      const char  *label,
      char       **ids,
      MillTidyBox *to)
{
  MillHistory *history = mill_session_get_history (self->session);
  MillTidyBox *from = make_boxes (self, ids);
  MillEdit *edit = mill_history_begin (history, label);
  g_autoptr (GArray) placings = g_array_new (FALSE, FALSE, sizeof (MillPlacing));

  mill_canvas_settle (self, edit);
  for (guint i = 0; ids[i] != NULL; i++)
    g_array_append_val (placings, ((MillPlacing) { ids[i], to[i].x, to[i].y }));
  mill_edit_move_nodes (edit, (const MillPlacing *) placings->data, placings->len);
  mill_history_commit (history, NULL);
  glide (self, ids, from, to);
}

/* The selected nodes, or all where fewer than two are selected. */
static GStrv
list_nodes (MillCanvas *self)
{
  g_auto (GStrv) ids = mill_canvas_list_selected_nodes (self);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) nodes = NULL;

  if (g_strv_length (ids) > 1)
    return g_steal_pointer (&ids);
  nodes = mill_pipeline_list_nodes (get_pipeline (self));
  for (guint i = 0; i < nodes->len; i++)
    g_strv_builder_add (builder, mill_node_get_id (g_ptr_array_index (nodes, i)));

  return g_strv_builder_end (builder);
}

/* Where a port is, below the upper edge of its card; a node of an unknown type has none. */
static double
find_port_place (MillCanvas        *self,
                 const char        *node,
                 MillPortDirection  direction,
                 const char        *name)
{
  const MillNodeType *type = mill_pipeline_get_node_type (get_pipeline (self), node);
  const MillPort *port;

  for (guint i = 0; type != NULL && (port = mill_node_type_get_port (type, direction, i)) != NULL; i++)
    if (g_strcmp0 (port->name, name) == 0)
      return MILL_CANVAS_PORT_OFFSET + i * PORT_HEIGHT;

  return MILL_CANVAS_PORT_OFFSET;
}

static GArray *
make_links (MillCanvas  *self,
            char       **ids)
{
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  GArray *links = g_array_new (FALSE, FALSE, sizeof (MillTidyLink));

  for (guint i = 0; ids[i] != NULL; i++)
    g_hash_table_insert (places, ids[i], GUINT_TO_POINTER (i + 1));
  for (guint i = 0; ids[i] != NULL; i++)
    {
      guint n_inputs;
      const MillInput *inputs = mill_node_get_inputs (mill_pipeline_get_node (get_pipeline (self),
                                                                              ids[i]), &n_inputs);

      for (guint j = 0; j < n_inputs; j++)
        {
          guint from = GPOINTER_TO_UINT (g_hash_table_lookup (places, inputs[j].from_node));
          MillTidyLink link = { from - 1, i, 0, 0 };

          if (from == 0)
            continue;
          link.from_y = find_port_place (self, inputs[j].from_node, MILL_PORT_OUT, inputs[j].from_port);
          link.to_y = find_port_place (self, ids[i], MILL_PORT_IN, inputs[j].port);
          g_array_append_val (links, link);
        }
    }

  return links;
}

static void
tidy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  g_autoptr (GArray) links = NULL;
  MillTidyBox *boxes;
  GStrv ids;

  if (self->session == NULL)
    return;

  ids = list_nodes (self);
  boxes = make_boxes (self, ids);
  links = make_links (self, ids);
  mill_tidy (boxes, g_strv_length (ids), (const MillTidyLink *) links->data, links->len);
  move (self, _("Tidy"), ids, boxes);
}

/* Which of a box and the whole is made equal: the beginning, the middle or the end. */
static double
find_shift (double place,
            double size,
            double whole_place,
            double whole_size,
            double part)
{
  return mill_canvas_snap (whole_place + whole_size * part) - (place + size * part);
}

static void
align_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  static const struct
  {
    const char *name;
    const char *label;
    gboolean    across;
    double      part;
  } kinds[] = {
    { "canvas.align-left", N_("Align Left"), TRUE, 0 },
    { "canvas.align-center", N_("Align Centres"), TRUE, 0.5 },
    { "canvas.align-right", N_("Align Right"), TRUE, 1 },
    { "canvas.align-top", N_("Align Top"), FALSE, 0 },
    { "canvas.align-middle", N_("Align Middles"), FALSE, 0.5 },
    { "canvas.align-bottom", N_("Align Bottom"), FALSE, 1 },
  };
  MillCanvas *self = MILL_CANVAS (widget);
  g_auto (GStrv) ids = mill_canvas_list_selected_nodes (self);
  MillTidyBox *boxes;
  graphene_rect_t whole;
  guint kind = 0;

  if (ids[0] == NULL || ids[1] == NULL ||
      !mill_world_get_extents (self->world, (const char *const *) ids, &whole))
    return;
  while (!g_str_equal (kinds[kind].name, name))
    kind++;
  boxes = make_boxes (self, ids);
  for (guint i = 0; ids[i] != NULL; i++)
    if (kinds[kind].across)
      boxes[i].x += find_shift (boxes[i].x, boxes[i].width, whole.origin.x, whole.size.width,
                                kinds[kind].part);
    else
      boxes[i].y += find_shift (boxes[i].y, boxes[i].height, whole.origin.y, whole.size.height,
                                kinds[kind].part);
  move (self, _(kinds[kind].label), g_steal_pointer (&ids), boxes);
}

typedef struct
{
  const MillTidyBox *boxes;
  gboolean           across;
} Sorting;

static int
compare_boxes (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const Sorting *sorting = data;
  const MillTidyBox *first = &sorting->boxes[*(const guint *) a];
  const MillTidyBox *second = &sorting->boxes[*(const guint *) b];
  double difference = sorting->across ? first->x - second->x : first->y - second->y;

  return difference < 0 ? -1 : difference > 0;
}

/* The outermost stay, and the gaps between all become equal. */
static void
distribute (MillCanvas *self,
            gboolean    across)
{
  g_auto (GStrv) ids = mill_canvas_list_selected_nodes (self);
  guint n = g_strv_length (ids);
  g_autofree guint *order = g_new (guint, n + 1);
  MillTidyBox *boxes;
  graphene_rect_t whole;
  double gap, at;

  if (n < 3 || !mill_world_get_extents (self->world, (const char *const *) ids, &whole))
    return;

  boxes = make_boxes (self, ids);
  gap = across ? whole.size.width : whole.size.height;
  at = across ? whole.origin.x : whole.origin.y;
  for (guint i = 0; i < n; i++)
    {
      order[i] = i;
      gap -= across ? boxes[i].width : boxes[i].height;
    }
  gap /= n - 1;
  g_sort_array (order, n, sizeof (guint), compare_boxes, &(Sorting) { boxes, across });
  for (guint i = 0; i < n; i++)
    {
      MillTidyBox *box = &boxes[order[i]];

      if (across)
        box->x = at;
      else
        box->y = at;
      at += gap + (across ? box->width : box->height);
    }
  move (self, across ? _("Distribute Horizontally") : _("Distribute Vertically"), g_steal_pointer (&ids),
        boxes);
}

static void
distribute_across_action (GtkWidget  *widget,
                          const char *name,
                          GVariant   *parameter)
{
  distribute (MILL_CANVAS (widget), TRUE);
}

static void
distribute_down_action (GtkWidget  *widget,
                        const char *name,
                        GVariant   *parameter)
{
  distribute (MILL_CANVAS (widget), FALSE);
}

void
mill_canvas_install_arrange (GtkWidgetClass *widget_class)
{
  static const char *const aligning[] = {
    "canvas.align-left", "canvas.align-center", "canvas.align-right",
    "canvas.align-top", "canvas.align-middle", "canvas.align-bottom",
  };

  gtk_widget_class_install_action (widget_class, "canvas.tidy", NULL, tidy_action);
  for (guint i = 0; i < G_N_ELEMENTS (aligning); i++)
    gtk_widget_class_install_action (widget_class, aligning[i], NULL, align_action);
  gtk_widget_class_install_action (widget_class, "canvas.distribute-horizontally", NULL,
                                   distribute_across_action);
  gtk_widget_class_install_action (widget_class, "canvas.distribute-vertically", NULL,
                                   distribute_down_action);
}
