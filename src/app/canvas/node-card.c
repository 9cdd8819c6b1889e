/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/node-card-private.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "app/canvas/card-settings.h"
#include "app/canvas/card-words.h"
#include "app/canvas/problem-badge.h"
#include "app/canvas/thumbnail.h"
#include "pipeline/boundary.h"

#define CARD_WIDTH 220

G_DEFINE_FINAL_TYPE (MillNodeCard, mill_node_card, MILL_TYPE_CANVAS_ITEM)

MillSession *
mill_node_card_get_session (MillNodeCard *self)
{
  return mill_canvas_item_get_session (MILL_CANVAS_ITEM (self));
}

const char *
mill_node_card_get_id (MillNodeCard *self)
{
  return mill_canvas_item_get_id (MILL_CANVAS_ITEM (self));
}

static void
mill_node_card_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  MillNodeCard *self = MILL_NODE_CARD (widget);

  gtk_widget_measure (self->content, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *natural = MAX (*minimum, CARD_WIDTH);
  *minimum = *natural;
}

static void
mill_node_card_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  MillNodeCard *self = MILL_NODE_CARD (widget);
  MillCardShape *shape = mill_node_card_measure_shape (self);
  guint n_placed[2] = { 0, 0 };

  gtk_widget_allocate (self->content, width, height, -1, NULL);

  /* Dots sit on the edge, half outside. The drawing reads from left to right whatever the language; only
   * the words turn round. */
  for (guint i = 0; i < self->ports->len; i++)
    {
      MillPortDot *dot = g_ptr_array_index (self->ports, i);
      gboolean input = mill_port_dot_get_port (dot)->direction == MILL_PORT_IN;
      float x = input ? 0 : width;
      guint row = n_placed[input]++;
      float y = shape->rows[MIN (row, shape->n_rows - 1)];
      int w, h;

      gtk_widget_measure (GTK_WIDGET (dot), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &w, NULL, NULL);
      gtk_widget_measure (GTK_WIDGET (dot), GTK_ORIENTATION_VERTICAL, -1, NULL, &h, NULL, NULL);
      gtk_widget_size_allocate (GTK_WIDGET (dot),
                                &(GtkAllocation) { (int) (x - w / 2.0), (int) (y - h / 2.0), w, h },
                                -1);
    }
  g_rc_box_release (shape);
}

static gboolean
is_port_row (GtkWidget *widget)
{
  return gtk_widget_has_css_class (widget, "port-row");
}

MillCardShape *
mill_node_card_measure_shape (MillNodeCard *self)
{
  guint n_rows = 0, row = 0;
  int row_height = 0;
  MillCardShape *shape;

  for (GtkWidget *child = gtk_widget_get_first_child (self->content); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_rows += is_port_row (child);
  shape = g_rc_box_alloc0 (sizeof *shape + MAX (n_rows, 1) * sizeof shape->rows[0]);
  shape->n_rows = MAX (n_rows, 1);
  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &shape->width, NULL,
                      NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (self->content); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int height;

      if (child == self->progress || !gtk_widget_get_visible (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, shape->width, NULL, &height, NULL, NULL);
      /* All rows are alike, but the last has a margin below. */
      if (is_port_row (child))
        {
          row_height = row == 0 ? height : row_height;
          shape->rows[row++] = shape->height + row_height / 2.0f;
        }
      else if (child == self->header && n_rows == 0)
        shape->rows[0] = height / 2.0f;
      shape->height += height;
    }

  return shape;
}

static void
mill_node_card_dispose (GObject *object)
{
  MillNodeCard *self = MILL_NODE_CARD (object);

  if (self->ports != NULL)
    g_ptr_array_foreach (self->ports, (GFunc) gtk_widget_unparent, NULL);
  g_clear_pointer (&self->ports, g_ptr_array_unref);
  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->about, g_free);

  G_OBJECT_CLASS (mill_node_card_parent_class)->dispose (object);
}

static void
mill_node_card_class_init (MillNodeCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_node_card_dispose;
  widget_class->measure = mill_node_card_measure;
  widget_class->size_allocate = mill_node_card_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "nodecard");
  mill_canvas_item_class_add_action (widget_class, "item.open");
  mill_canvas_item_class_add_action (widget_class, "item.connect");
  mill_canvas_item_class_add_action (widget_class, "item.run-to-here");
}

static void
mill_node_card_init (MillNodeCard *self)
{
  self->ports = g_ptr_array_new ();
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_VISIBLE);
}

static GtkWidget *
make_header (MillNodeCard *self)
{
  GtkWidget *tile = gtk_image_new_from_icon_name (self->type != NULL ? self->type->icon
                                                                     : "dialog-question-symbolic");
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_add_css_class (tile, "tile");
  if (self->type != NULL)
    gtk_widget_add_css_class (tile, mill_category_get_name (self->type->category));
  gtk_widget_set_valign (tile, GTK_ALIGN_CENTER);

  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->title, "title");
  self->summary = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->summary), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->summary), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->summary, "summary");
  gtk_widget_set_hexpand (self->summary, TRUE);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);

  /* The title has a line of its own, as long as the card allows. */
  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  gtk_box_append (GTK_BOX (self->line), self->summary);
  gtk_box_append (GTK_BOX (texts), self->title);
  gtk_box_append (GTK_BOX (texts), self->line);

  self->header = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (self->header, "header");
  gtk_box_append (GTK_BOX (self->header), tile);
  gtk_box_append (GTK_BOX (self->header), texts);

  return self->header;
}

static GtkWidget *
make_port_label (const MillPort *port,
                 float           xalign)
{
  GtkWidget *label = gtk_label_new (port != NULL ? _(port->label) : NULL);

  /* Beside its port, which is on the same side in every language. */
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);
  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, "port-label");

  return label;
}

static void
add_dot (MillNodeCard   *self,
         const MillPort *port)
{
  GtkWidget *dot;

  if (port == NULL)
    return;

  dot = mill_port_dot_new (mill_node_card_get_id (self), port);
  gtk_widget_set_parent (dot, GTK_WIDGET (self));
  g_ptr_array_add (self->ports, dot);
}

/* One port a side needs no words; several get a row and a label each. */
static void
add_ports (MillNodeCard *self)
{
  guint n_in, n_out, n_rows;

  if (self->type == NULL)
    return;

  n_in = mill_node_type_get_n_ports (self->type, MILL_PORT_IN);
  n_out = mill_node_type_get_n_ports (self->type, MILL_PORT_OUT);
  n_rows = MAX (n_in, n_out);

  for (guint i = 0; i < n_rows; i++)
    {
      const MillPort *in = mill_node_type_get_port (self->type, MILL_PORT_IN, i);
      const MillPort *out = mill_node_type_get_port (self->type, MILL_PORT_OUT, i);

      if (n_rows > 1)
        {
          GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
          gtk_widget_set_direction (row, GTK_TEXT_DIR_LTR);
          gtk_widget_add_css_class (row, "port-row");
          if (i == n_rows - 1)
            gtk_widget_add_css_class (row, "last");
          gtk_box_append (GTK_BOX (row), make_port_label (in, 0));
          gtk_box_append (GTK_BOX (row), make_port_label (out, 1));
          gtk_box_append (GTK_BOX (self->content), row);
        }
      add_dot (self, in);
      add_dot (self, out);
    }
}

static gboolean
makes_chart (const MillNodeType *type)
{
  const MillPort *port;

  for (guint i = 0; type != NULL && (port = mill_node_type_get_port (type, MILL_PORT_OUT, i)) != NULL;
       i++)
    if (port->type == MILL_PORT_CHART)
      return TRUE;

  return FALSE;
}

GtkWidget *
mill_node_card_new (MillSession *session,
                    const char  *id)
{
  MillNodeCard *self = g_object_new (MILL_TYPE_NODE_CARD, NULL);

  mill_canvas_item_set_up (MILL_CANVAS_ITEM (self), session, id);
  self->type = mill_pipeline_get_node_type (mill_session_get_pipeline (session), id);
  if (self->type != NULL && mill_boundary_find (self->type->id) != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self), "boundary");
  else if (self->type != NULL && self->type->category == MILL_CATEGORY_COMPONENTS)
    gtk_widget_add_css_class (GTK_WIDGET (self), "component");

  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->content, "content");
  gtk_widget_set_parent (self->content, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->content), make_header (self));
  add_ports (self);

  /* There from the start, so that nothing moves when the chart comes. */
  if (makes_chart (self->type))
    {
      self->thumbnail = mill_thumbnail_new ();
      gtk_box_append (GTK_BOX (self->content), self->thumbnail);
    }

  mill_node_card_update (self);
  mill_node_card_update_status (self);
  mill_node_card_update_comparison (self);

  return GTK_WIDGET (self);
}

GPtrArray *
mill_node_card_get_ports (MillNodeCard *self)
{
  return self->ports;
}

MillPortDot *
mill_node_card_find_port (MillNodeCard      *self,
                          MillPortDirection  direction,
                          const char        *name)
{
  for (guint i = 0; i < self->ports->len; i++)
    {
      const MillPort *port = mill_port_dot_get_port (g_ptr_array_index (self->ports, i));

      if (port->direction == direction && g_strcmp0 (port->name, name) == 0)
        return g_ptr_array_index (self->ports, i);
    }

  return NULL;
}

void
mill_node_card_tell (MillNodeCard *self)
{
  g_autofree char *state = mill_card_words_dup_state (mill_node_card_get_session (self),
                                                      mill_node_card_get_id (self), self->type);
  g_autofree char *text = NULL;

  if (self->about == NULL)
    return;
  if (state != NULL)
    /* Translators: how a node stands, and what it is set to do. */
    text = g_strdup_printf (_("%s. %s"), state, self->about);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  text != NULL ? text : self->about, -1);
}

void
mill_node_card_update (MillNodeCard *self)
{
  MillPipeline *pipeline = mill_session_get_pipeline (mill_node_card_get_session (self));
  MillNode *node = mill_pipeline_get_node (pipeline, mill_node_card_get_id (self));
  const char *label = mill_pipeline_get_node_label (pipeline, mill_node_card_get_id (self));
  g_autofree char *summary = NULL;
  g_autofree char *description = NULL;

  if (node == NULL)
    return;

  summary = mill_card_settings_dup_words (mill_node_card_get_session (self), mill_node_card_get_id (self));
  /* Translators: what a node is set to do, and that it is left out. */
  description = mill_node_is_bypassed (node) ? g_strdup_printf (_("%s. %s"), _(MILL_CARD_BYPASSED), summary)
                : mill_node_is_pinned (node) ? g_strdup_printf (_("%s. %s"), _(MILL_CARD_PINNED), summary)
                                             : g_strdup (summary);
  mill_node_card_show_marks (self, node);
  gtk_label_set_label (GTK_LABEL (self->title), label);
  gtk_label_set_label (GTK_LABEL (self->summary), summary);
  gtk_widget_set_tooltip_text (self->header, description);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_set_str (&self->about, description);
  mill_node_card_tell (self);
  for (guint i = 0; i < self->ports->len; i++)
    {
      MillPortDot *dot = g_ptr_array_index (self->ports, i);
      const MillPort *port = mill_port_dot_get_port (dot);
      const MillInput *input;

      if (port->direction != MILL_PORT_IN)
        continue;
      input = mill_node_find_input (node, port->name);
      mill_port_dot_set_linked (dot, input != NULL && !input->muted);
      mill_port_dot_set_muted (dot, input != NULL && input->muted);
    }
  mill_node_card_update_badge (self);
}

void
mill_node_card_update_rows (MillNodeCard *self)
{
  mill_node_card_tell (self);
}

char *
mill_node_card_describe (MillNodeCard *self)
{
  GtkWidget *parts[] = { self->title, self->header, self->difference, self->badge, self->state };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const char *part = parts[i] == NULL || !gtk_widget_get_visible (parts[i]) ? NULL
                         : parts[i] == self->title ? gtk_label_get_label (GTK_LABEL (self->title))
                                                   : gtk_widget_get_tooltip_text (parts[i]);

      if (part != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", part);
    }

  return g_string_free_and_steal (text);
}
