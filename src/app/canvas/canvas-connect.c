/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/canvas/canvas-edits.h"

#include <glib/gi18n-lib.h>

#include "app/canvas/canvas-private.h"
#include "app/link-habits.h"
#include "app/row-action.h"
#include "pipeline/graph.h"

/* More rows would not be read: who looks for another types its name. */
#define MOST_ROWS 50

/* One link that could be made. */
typedef struct
{
  const char *node;       /* the other one; ids and names are interned */
  const char *own_port;
  const char *port;
  gboolean    outgoing;   /* from the selected node to the other */
  gboolean    replaces;   /* a link that is there */
  double      distance;
  char       *title;      /* what is shown and searched */
  char       *detail;
} Offer;

typedef struct
{
  MillCanvas     *canvas;
  const char     *node;
  const MillPort *only;     /* links of this port alone, or NULL */
  GPtrArray      *offers;
  GtkWidget      *entry;
  GtkWidget      *list;
} Connect;

static void
offer_free (gpointer data)
{
  Offer *self = data;

  g_free (self->title);
  g_free (self->detail);
  g_free (self);
}

static void
connect_free (gpointer  data,
              GClosure *closure)
{
  Connect *self = data;

  g_ptr_array_unref (self->offers);
  g_free (self);
}

static MillPipeline *
get_pipeline (const Connect *self)
{
  return mill_session_get_pipeline (self->canvas->session);
}

static gboolean
is_linked (MillNode   *node,
           const char *port,
           const char *from_node,
           const char *from_port)
{
  guint n_inputs;
  const MillInput *inputs = mill_node_get_inputs (node, &n_inputs);

  for (guint i = 0; i < n_inputs; i++)
    if (g_str_equal (inputs[i].port, port) && g_str_equal (inputs[i].from_node, from_node) &&
        g_strcmp0 (inputs[i].from_port, from_port) == 0)
      return TRUE;

  return FALSE;
}

/* Offers a link between a port of the selected node and one of another. */
static void
add_offer (Connect        *self,
           MillNode       *other,
           const MillPort *own,
           const MillPort *port)
{
  gboolean outgoing = own->direction == MILL_PORT_OUT;
  const char *id = mill_node_get_id (other);
  const MillPort *input = outgoing ? port : own;
  MillNode *target = outgoing ? other : mill_pipeline_get_node (get_pipeline (self), self->node);
  graphene_rect_t here, there;
  Offer *offer;

  if (own->type != port->type || own->direction == port->direction ||
      is_linked (target, input->name, outgoing ? self->node : id, outgoing ? own->name : port->name))
    return;

  mill_world_get_bounds_of (self->canvas->world, self->node, &here);
  mill_world_get_bounds_of (self->canvas->world, id, &there);
  offer = g_new0 (Offer, 1);
  offer->node = g_intern_string (id);
  offer->own_port = g_intern_string (own->name);
  offer->port = g_intern_string (port->name);
  offer->outgoing = outgoing;
  offer->replaces = !(input->flags & MILL_PORT_MULTIPLE) &&
                    mill_node_find_input (target, input->name) != NULL;
  offer->distance = ABS (there.origin.x - here.origin.x) + ABS (there.origin.y - here.origin.y);
  offer->title = outgoing
    ? g_strdup_printf (_("To “%s”"), mill_pipeline_get_node_label (get_pipeline (self), id))
    : g_strdup_printf (_("From “%s”"), mill_pipeline_get_node_label (get_pipeline (self), id));
  /* Translators: an output and the input that it is linked to. */
  offer->detail = g_strdup_printf (offer->replaces ? _("%s → %s, in place of a link") : _("%s → %s"),
                                   outgoing ? _(own->label) : _(port->label),
                                   outgoing ? _(port->label) : _(own->label));
  g_ptr_array_add (self->offers, offer);
}

static int
compare_offers (gconstpointer a,
                gconstpointer b)
{
  const Offer *first = *(const Offer *const *) a;
  const Offer *second = *(const Offer *const *) b;

  if (first->outgoing != second->outgoing)
    return first->outgoing ? -1 : 1;
  if (first->replaces != second->replaces)
    return first->replaces ? 1 : -1;

  return first->distance < second->distance ? -1 : first->distance > second->distance;
}

static GHashTable *
make_set (GPtrArray *ids)
{
  GHashTable *set = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (set, g_ptr_array_index (ids, i));

  return set;
}

/* What would close a circle is known for all others at once: what comes before, and what comes after. */
static void
find_offers (Connect *self)
{
  const char *ids[] = { self->node, NULL };
  g_autoptr (GPtrArray) before = mill_graph_upstream (get_pipeline (self), ids);
  g_autoptr (GPtrArray) after = mill_graph_downstream (get_pipeline (self), ids);
  g_autoptr (GHashTable) sources = make_set (before);
  g_autoptr (GHashTable) targets = make_set (after);
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (get_pipeline (self));
  const MillNodeType *own = mill_pipeline_get_node_type (get_pipeline (self), self->node);

  for (guint i = 0; own != NULL && i < nodes->len; i++)
    {
      MillNode *other = g_ptr_array_index (nodes, i);
      const char *id = mill_node_get_id (other);
      const MillNodeType *type = mill_pipeline_get_node_type (get_pipeline (self), id);

      if (type == NULL || g_str_equal (id, self->node))
        continue;
      for (const MillPort *port = own->ports; port->name != NULL; port++)
        {
          if (self->only != NULL && port != self->only)
            continue;
          if (g_hash_table_contains (port->direction == MILL_PORT_OUT ? sources : targets, id))
            continue;
          for (const MillPort *there = type->ports; there->name != NULL; there++)
            add_offer (self, other, port, there);
        }
    }
  g_ptr_array_sort (self->offers, compare_offers);
}

static GtkWidget *
make_row (const Offer *offer)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (offer->title);
  GtkWidget *detail = gtk_label_new (offer->detail);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "dimmed");
  gtk_widget_add_css_class (detail, "caption");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, offer->title,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, offer->detail, -1);
  g_object_set_data (G_OBJECT (row), "offer", (gpointer) offer);
  mill_row_add_action (row);

  return row;
}

static gboolean
matches (const Offer *offer,
         const char  *text)
{
  g_autofree char *words = g_strconcat (offer->title, " ", offer->detail, NULL);

  return *text == '\0' || g_str_match_string (text, words, TRUE);
}

static void
fill_list_cb (Connect *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  guint n_rows = 0;

  gtk_list_box_remove_all (GTK_LIST_BOX (self->list));
  for (guint i = 0; i < self->offers->len && n_rows < MOST_ROWS; i++)
    if (matches (g_ptr_array_index (self->offers, i), text))
      {
        gtk_list_box_append (GTK_LIST_BOX (self->list), make_row (g_ptr_array_index (self->offers, i)));
        n_rows++;
      }
  gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
}

static void
take (Connect     *self,
      const Offer *offer)
{
  MillHistory *history = mill_session_get_history (self->canvas->session);
  const char *from = offer->outgoing ? self->node : offer->node;
  const char *from_port = offer->outgoing ? offer->own_port : offer->port;
  const char *to = offer->outgoing ? offer->node : self->node;
  const char *to_port = offer->outgoing ? offer->port : offer->own_port;
  g_autoptr (GError) error = NULL;

  if (!mill_edit_connect (mill_history_begin (history, _("Connect")), from, from_port, to, to_port,
                          &error))
    {
      mill_history_abandon (history);
      mill_canvas_complain (self->canvas, error);
      return;
    }
  mill_history_commit (history, NULL);
  mill_link_habits_record (get_pipeline (self), from, from_port, to, to_port);
}

static void
row_activated_cb (Connect       *self,
                  GtkListBoxRow *row)
{
  MillCanvas *canvas = self->canvas;

  take (self, g_object_get_data (G_OBJECT (row), "offer"));
  gtk_popover_popdown (GTK_POPOVER (canvas->popup));
}

static void
activate_cb (Connect *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (row != NULL)
    row_activated_cb (self, row);
}

/* The arrows move through the list while the text keeps the focus. */
static gboolean
key_pressed_cb (Connect         *self,
                guint            keyval,
                guint            keycode,
                GdkModifierType  state)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int step = keyval == GDK_KEY_Down ? 1 : keyval == GDK_KEY_Up ? -1 : 0;
  GtkListBoxRow *next;
  const Offer *offer;

  if (step == 0 || row == NULL)
    return GDK_EVENT_PROPAGATE;
  next = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list),
                                        gtk_list_box_row_get_index (row) + step);
  if (next == NULL)
    return GDK_EVENT_STOP;

  offer = g_object_get_data (G_OBJECT (next), "offer");
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), next);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->list), offer->title,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);

  return GDK_EVENT_STOP;
}

static GtkWidget *
make_popover (Connect *self)
{
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *empty = gtk_label_new (_("There is no port that fits"));
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->entry = gtk_search_entry_new ();
  gtk_search_entry_set_placeholder_text (GTK_SEARCH_ENTRY (self->entry), _("Connect to…"));
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->entry), 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Connect to…"), -1);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Links that can be made"), -1);
  gtk_widget_add_css_class (empty, "dimmed");
  gtk_list_box_set_placeholder (GTK_LIST_BOX (self->list), empty);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scroller, 300, 260);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);
  gtk_widget_add_css_class (popover, "node-search");

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_swapped (self->entry, "search-changed", G_CALLBACK (fill_list_cb), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (activate_cb), self);
  g_signal_connect_swapped (self->entry, "stop-search", G_CALLBACK (gtk_popover_popdown), popover);
  g_signal_connect_data (self->list, "row-activated", G_CALLBACK (row_activated_cb), self,
                         connect_free, G_CONNECT_SWAPPED);

  return popover;
}

static void
open_connect (MillCanvas     *canvas,
              const char     *node,
              const MillPort *only)
{
  graphene_rect_t bounds;
  GtkWidget *popover;
  Connect *self;

  self = g_new0 (Connect, 1);
  self->canvas = canvas;
  self->node = g_intern_string (node);
  self->only = only;
  self->offers = g_ptr_array_new_with_free_func (offer_free);
  find_offers (self);
  popover = make_popover (self);
  fill_list_cb (self);
  mill_world_get_bounds_of (canvas->world, node, &bounds);
  mill_canvas_popup (canvas, popover,
                     &(GdkRectangle) { (int) (bounds.origin.x * canvas->zoom + canvas->offset_x),
                                       (int) (bounds.origin.y * canvas->zoom + canvas->offset_y),
                                       (int) (bounds.size.width * canvas->zoom),
                                       (int) (bounds.size.height * canvas->zoom) });
  gtk_widget_grab_focus (self->entry);
}

static void
connect_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  const char *node = self->session != NULL ? mill_session_get_selected_node (self->session) : NULL;

  if (node != NULL)
    open_connect (self, node, NULL);
}

static void
connect_port_action (GtkWidget  *widget,
                     const char *name,
                     GVariant   *parameter)
{
  MillCanvas *self = MILL_CANVAS (widget);
  const char *node, *port;
  gboolean output;
  MillPortDot *dot;
  MillNodeCard *card;

  g_variant_get (parameter, "(&s&sb)", &node, &port, &output);
  card = mill_world_get_card (self->world, node);
  dot = card != NULL ? mill_node_card_find_port (card, output ? MILL_PORT_OUT : MILL_PORT_IN, port) : NULL;
  if (dot == NULL)
    return;

  mill_session_select_one (self->session, node);
  open_connect (self, node, mill_port_dot_get_port (dot));
}

void
mill_canvas_install_connect (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "canvas.connect-port", "(ssb)", connect_port_action);
  gtk_widget_class_install_action (widget_class, "canvas.connect", NULL, connect_action);
}
