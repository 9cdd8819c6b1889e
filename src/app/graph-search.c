/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/graph-search.h"

#include <glib/gi18n-lib.h>

#include "app/graph-match.h"
#include "pipeline/graph.h"

struct _MillGraphSearch
{
  AdwBin           parent_instance;

  GtkSearchEntry  *search;
  GtkLabel        *count_label;
  GtkLabel        *place_label;
  GtkWidget       *previous_button;
  GtkWidget       *next_button;
  GtkWidget       *close_button;

  MillSession     *session;
  MillGraphIndex  *index;      /* NULL: to be made when next needed */
  GArray          *hits;       /* of the index */
  guint            current;
  guint            again_source;
  GSignalGroup    *session_signals;
  GSignalGroup    *pipeline_signals;
};

G_DEFINE_FINAL_TYPE (MillGraphSearch, mill_graph_search, ADW_TYPE_BIN)

enum
{
  GO_TO,
  CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Values as they are written, and what choices are called. */
static void
add_setting (MillGraphIndex  *index,
             const char      *node,
             const MillParam *param,
             JsonNode        *value)
{
  if (JSON_NODE_HOLDS_ARRAY (value))
    {
      JsonArray *array = json_node_get_array (value);

      for (guint i = 0; i < json_array_get_length (array); i++)
        add_setting (index, node, NULL, json_array_get_element (array, i));
    }
  else if (JSON_NODE_HOLDS_OBJECT (value))
    {
      g_autoptr(GList) members = json_object_get_members (json_node_get_object (value));

      for (GList *l = members; l != NULL; l = l->next)
        add_setting (index, node, NULL,
                     json_object_get_member (json_node_get_object (value), l->data));
    }
  else if (json_node_get_value_type (value) == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (value);

      for (const MillChoice *choice = param != NULL ? param->choices : NULL;
           choice != NULL && choice->name != NULL; choice++)
        if (g_str_equal (choice->name, text))
          mill_graph_index_add (index, node, MILL_FOUND_SETTING, _(choice->label));
      mill_graph_index_add (index, node, MILL_FOUND_SETTING, text);
    }
  else if (JSON_NODE_HOLDS_VALUE (value))
    {
      g_autofree char *text = json_to_string (value, FALSE);

      mill_graph_index_add (index, node, MILL_FOUND_SETTING, text);
    }
}

static void
add_settings (MillGraphSearch    *self,
              const MillNode     *node,
              const MillNodeType *type)
{
  JsonObject *params = mill_node_get_params (node);
  g_autoptr(GList) names = params != NULL ? json_object_get_members (params) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    add_setting (self->index, mill_node_get_id (node),
                 type != NULL ? mill_node_type_find_param (type, l->data) : NULL,
                 json_object_get_member (params, l->data));
}

static void
add_columns (MillGraphSearch    *self,
             const char         *id,
             const MillNodeType *type)
{
  for (const MillPort *port = type->ports; port->name != NULL; port++)
    {
      const MillSchema *schema = port->direction == MILL_PORT_OUT && port->type == MILL_PORT_TABLE
                                   ? mill_session_get_columns (self->session, id, port->name) : NULL;

      for (guint i = 0; schema != NULL && i < mill_schema_get_n_columns (schema); i++)
        mill_graph_index_add (self->index, id, MILL_FOUND_COLUMN,
                              mill_schema_get_column (schema, i)->name);
    }
}

static void
add_problems (MillGraphSearch *self,
              const char      *id)
{
  g_autoptr(GPtrArray) diagnostics = mill_session_list_diagnostics (self->session, id);

  for (guint i = 0; i < diagnostics->len; i++)
    {
      const MillDiagnostic *diagnostic = g_ptr_array_index (diagnostics, i);

      mill_graph_index_add (self->index, id, MILL_FOUND_PROBLEM, diagnostic->message);
      mill_graph_index_add (self->index, id, MILL_FOUND_PROBLEM, diagnostic->hint);
    }
}

static void
add_node (MillGraphSearch *self,
          const char      *id)
{
  MillPipeline *pipeline = mill_session_get_pipeline (self->session);
  const MillNodeType *type = mill_pipeline_get_node_type (pipeline, id);

  mill_graph_index_add (self->index, id, MILL_FOUND_TITLE, mill_pipeline_get_node_label (pipeline, id));
  if (type != NULL)
    mill_graph_index_add (self->index, id, MILL_FOUND_TYPE, _(type->label));
  add_settings (self, mill_pipeline_get_node (pipeline, id), type);
  if (type != NULL)
    add_columns (self, id, type);
  add_problems (self, id);
}

static void
ensure_index (MillGraphSearch *self)
{
  g_autoptr(GPtrArray) ids = NULL;

  if (self->index != NULL)
    return;

  self->index = mill_graph_index_new ();
  ids = mill_graph_sort (mill_session_get_pipeline (self->session));
  for (guint i = 0; i < ids->len; i++)
    add_node (self, g_ptr_array_index (ids, i));
}

static const MillGraphHit *
get_current (MillGraphSearch *self)
{
  if (self->hits == NULL || self->current >= self->hits->len)
    return NULL;

  return &g_array_index (self->hits, MillGraphHit, self->current);
}

static char *
describe_place (const MillGraphHit *hit)
{
  static const char *const formats[] = {
    [MILL_FOUND_TITLE] = N_("Title: %s"),
    [MILL_FOUND_TYPE] = N_("Kind of node: %s"),
    [MILL_FOUND_SETTING] = N_("Setting: %s"),
    [MILL_FOUND_COLUMN] = N_("Column: %s"),
    [MILL_FOUND_PROBLEM] = N_("Problem: %s"),
  };

  return g_strdup_printf (_(formats[hit->place]), hit->text);
}

static void
update_labels (MillGraphSearch *self)
{
  gboolean looking = *gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0';
  const MillGraphHit *hit = get_current (self);
  g_autofree char *count = NULL;
  g_autofree char *place = NULL;

  if (hit != NULL)
    {
      /* Translators: which of how many hits of a search is shown. */
      count = g_strdup_printf (_("%u of %u"), self->current + 1, self->hits->len);
      place = describe_place (hit);
    }
  gtk_label_set_label (self->count_label, hit != NULL ? count : looking ? _("No hits") : "");
  gtk_label_set_label (self->place_label, hit != NULL ? place : "");
  gtk_widget_set_visible (GTK_WIDGET (self->place_label), hit != NULL);
  gtk_widget_set_sensitive (self->previous_button, hit != NULL);
  gtk_widget_set_sensitive (self->next_button, hit != NULL);
  if (looking && hit == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->search), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->search), "error");
}

/* Says aloud what a look at the canvas would tell. */
static void
announce (MillGraphSearch *self)
{
  const MillGraphHit *hit = get_current (self);
  g_autofree char *text = NULL;

  if (hit != NULL)
    /* Translators: "3 of 12", the title of a node, and why it was found ("Column: price"). */
    text = g_strdup_printf (_("%s: %s. %s"), gtk_label_get_label (self->count_label),
                            mill_pipeline_get_node_label (mill_session_get_pipeline (self->session),
                                                          hit->node),
                            gtk_label_get_label (self->place_label));
  gtk_accessible_announce (GTK_ACCESSIBLE (self),
                           text != NULL ? text : gtk_label_get_label (self->count_label),
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
show_current (MillGraphSearch *self)
{
  const MillGraphHit *hit = get_current (self);

  update_labels (self);
  announce (self);
  if (hit != NULL)
    g_signal_emit (self, signals[GO_TO], 0, hit->node);
}

/* The hits of the text as it is now; the one that is looked at stays the current one by its number. */
static void
search (MillGraphSearch *self)
{
  g_clear_pointer (&self->hits, g_array_unref);
  ensure_index (self);
  self->hits = mill_graph_index_search (self->index,
                                        gtk_editable_get_text (GTK_EDITABLE (self->search)));
  self->current = MIN (self->current, MAX (self->hits->len, 1) - 1);
}

static void
search_changed_cb (MillGraphSearch *self)
{
  if (self->session == NULL || !gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  self->current = 0;
  search (self);
  if (*gtk_editable_get_text (GTK_EDITABLE (self->search)) != '\0')
    show_current (self);
  else
    update_labels (self);
}

static void
step (MillGraphSearch *self,
      int              by)
{
  if (self->hits == NULL)
    search (self);
  if (self->hits->len > 0)
    self->current = (self->current + self->hits->len + by) % self->hits->len;
  show_current (self);
}

static void
next_cb (MillGraphSearch *self)
{
  step (self, 1);
}

static void
previous_cb (MillGraphSearch *self)
{
  step (self, -1);
}

static void
close_cb (MillGraphSearch *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_signal_emit (self, signals[CLOSED], 0);
}

/* The entry knows Enter and Ctrl+G, but nothing of Shift and Enter. */
static gboolean
key_pressed_cb (MillGraphSearch *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  if ((key != GDK_KEY_Return && key != GDK_KEY_KP_Enter && key != GDK_KEY_ISO_Enter) ||
      !(state & GDK_SHIFT_MASK))
    return GDK_EVENT_PROPAGATE;
  previous_cb (self);

  return GDK_EVENT_STOP;
}

static void
forget_index (MillGraphSearch *self)
{
  g_clear_pointer (&self->hits, g_array_unref);
  g_clear_pointer (&self->index, mill_graph_index_free);
}

/* Who looks at the second of three hits goes on doing so. */
static void
search_again (gpointer data)
{
  MillGraphSearch *self = data;

  self->again_source = 0;
  search (self);
  update_labels (self);
}

/* What is said of the nodes is other now. */
static void
changed_cb (MillGraphSearch *self)
{
  forget_index (self);
  if (self->again_source == 0 && self->session != NULL &&
      gtk_widget_get_visible (GTK_WIDGET (self)))
    self->again_source = g_idle_add_once (search_again, self);
}

static void
level_changed_cb (MillGraphSearch *self)
{
  g_signal_group_set_target (self->pipeline_signals, mill_session_get_pipeline (self->session));
  changed_cb (self);
}

static void
mill_graph_search_dispose (GObject *object)
{
  MillGraphSearch *self = MILL_GRAPH_SEARCH (object);

  g_clear_handle_id (&self->again_source, g_source_remove);
  forget_index (self);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->pipeline_signals);
  g_clear_object (&self->session);
  gtk_widget_dispose_template (GTK_WIDGET (self), MILL_TYPE_GRAPH_SEARCH);

  G_OBJECT_CLASS (mill_graph_search_parent_class)->dispose (object);
}

static void
mill_graph_search_class_init (MillGraphSearchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = mill_graph_search_dispose;

  signals[GO_TO] = g_signal_new ("go-to", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/millrace/Millrace/graph-search.ui");
  gtk_widget_class_bind_template_child (widget_class, MillGraphSearch, search);
  gtk_widget_class_bind_template_child (widget_class, MillGraphSearch, count_label);
  gtk_widget_class_bind_template_child (widget_class, MillGraphSearch, place_label);
  gtk_widget_class_bind_template_child (widget_class, MillGraphSearch, previous_button);
  gtk_widget_class_bind_template_child (widget_class, MillGraphSearch, next_button);
  gtk_widget_class_bind_template_child (widget_class, MillGraphSearch, close_button);
}

static void
connect_children (MillGraphSearch *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (next_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "next-match", G_CALLBACK (next_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "previous-match", G_CALLBACK (previous_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (close_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->next_button, "clicked", G_CALLBACK (next_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->previous_button, "clicked", G_CALLBACK (previous_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->close_button, "clicked", G_CALLBACK (close_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
}

static void
mill_graph_search_init (MillGraphSearch *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  connect_children (self);

  self->session_signals = g_signal_group_new (MILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "types-changed", G_CALLBACK (changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->session_signals, "run-finished", G_CALLBACK (changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->session_signals, "notify::level",
                                  G_CALLBACK (level_changed_cb), self);
  self->pipeline_signals = g_signal_group_new (MILL_TYPE_PIPELINE);
  g_signal_group_connect_swapped (self->pipeline_signals, "changed", G_CALLBACK (changed_cb), self);
}

void
mill_graph_search_set_session (MillGraphSearch *self,
                               MillSession     *session)
{
  if (!g_set_object (&self->session, session))
    return;

  g_clear_handle_id (&self->again_source, g_source_remove);
  forget_index (self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  g_signal_group_set_target (self->session_signals, session);
  g_signal_group_set_target (self->pipeline_signals,
                             session != NULL ? mill_session_get_pipeline (session) : NULL);
}

void
mill_graph_search_open (MillGraphSearch *self)
{
  g_return_if_fail (self->session != NULL);

  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
  search (self);
  update_labels (self);
}
