/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/header.h"

#include <glib/gi18n-lib.h>

#include "app/history-list.h"
#include "app/state-words.h"

struct _MillHeader
{
  AdwBin           parent_instance;

  GtkLabel        *title;
  GtkLabel        *subtitle;
  GtkWidget       *new_tab_button;
  GtkWidget       *catalogue_button;
  GtkWidget       *history_buttons;
  GtkWidget       *undo_button;
  GtkWidget       *redo_button;
  GtkMenuButton   *history_button;
  MillHistoryList *history_list;
  GtkStack        *run_stack;
  GtkWidget       *run_label;
  GtkWidget       *stop_button;
  GtkLabel        *stop_label;
  GtkWidget       *results_button;
  GtkMenuButton   *menu_button;
  GtkWidget       *inspector_button;

  MillDocument    *document;
  MillSession     *session;
  gboolean         narrow;
  guint            second;             /* looks at the run while it goes on */
  GtkWidget       *history_back;       /* had the focus before the history; weak */
  GBindingGroup   *parts;              /* of the document, that buttons show and hide */
  GSignalGroup    *session_signals;
  GSignalGroup    *history_signals;    /* of the level that is shown */
};

enum
{
  PROP_0,
  PROP_NARROW,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (MillHeader, mill_header, ADW_TYPE_BIN)

static void
update_title (MillHeader *self)
{
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;
  GFile *file;

  if (self->session == NULL)
    {
      gtk_label_set_label (self->title, "");
      gtk_widget_set_visible (GTK_WIDGET (self->subtitle), FALSE);
      return;
    }

  file = mill_session_get_file (self->session);
  if (file != NULL)
    {
      g_autofree char *base = g_file_get_basename (file);

      name = g_filename_display_name (base);
    }
  if (mill_session_get_modified (self->session))
    /* Translators: the name of a document with changes that are not saved. */
    title = g_strdup_printf (_("• %s"), mill_session_get_title (self->session));
  gtk_label_set_label (self->title, title != NULL ? title : mill_session_get_title (self->session));
  gtk_label_set_label (self->subtitle, name != NULL ? name : _("Not saved yet"));
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), TRUE);
}

static void
set_step_tooltip (GtkWidget  *button,
                  const char *format,
                  const char *step,
                  const char *otherwise)
{
  g_autofree char *text = step != NULL ? g_strdup_printf (format, step) : NULL;

  gtk_widget_set_tooltip_text (button, text != NULL ? text : otherwise);
}

static void
update_history (MillHeader *self)
{
  MillHistory *history = self->session != NULL ? mill_session_get_history (self->session) : NULL;

  if (history == NULL)
    return;
  set_step_tooltip (self->undo_button, _("Undo: %s"), mill_history_get_undo_label (history),
                    _("Undo"));
  set_step_tooltip (self->redo_button, _("Redo: %s"), mill_history_get_redo_label (history),
                    _("Redo"));
}

static void
level_changed_cb (MillHeader *self)
{
  g_signal_group_set_target (self->history_signals,
                             self->session != NULL ? mill_session_get_history (self->session) : NULL);
  update_history (self);
}

/* How many of the nodes in the run have ended, and how long it goes on. */
static void
update_progress (MillHeader *self)
{
  g_autofree char *text = NULL;

  if (!mill_session_get_running (self->session))
    return;

  text = mill_state_words_dup_stop (self->session);
  gtk_label_set_label (self->stop_label, text);
  /* Where there is no room for the label that is all that tells it. */
  gtk_widget_set_tooltip_text (self->stop_button, text);
}

/* Time goes on while nothing is told. */
static gboolean
second_cb (gpointer data)
{
  update_progress (data);

  return G_SOURCE_CONTINUE;
}

static void
update_running (MillHeader *self)
{
  gboolean running = self->session != NULL && mill_session_get_running (self->session);

  gtk_stack_set_visible_child_name (self->run_stack, running ? "stop" : "run");
  gtk_label_set_label (self->stop_label, _("Stop"));
  gtk_widget_set_tooltip_text (self->stop_button, _("Stop the run"));
  if (running && mill_session_get_stopping (self->session))
    update_progress (self);
  if (!running)
    g_clear_handle_id (&self->second, g_source_remove);
  else if (self->second == 0)
    self->second = g_timeout_add_seconds (1, second_cb, self);
}

/* Another pipeline in front may be in the midst of its run. */
static void
update_all (MillHeader *self)
{
  update_title (self);
  update_running (self);
  if (self->session != NULL)
    update_progress (self);
  level_changed_cb (self);
}

static void
update_room (MillHeader *self)
{
  gboolean open = self->document != NULL;
  gboolean wide = !self->narrow;

  gtk_widget_set_visible (self->new_tab_button, wide);
  gtk_widget_set_visible (self->catalogue_button, open);
  gtk_widget_set_visible (self->inspector_button, open);
  gtk_widget_set_visible (GTK_WIDGET (self->run_stack), open);
  gtk_widget_set_visible (self->history_buttons, open && wide);
  gtk_widget_set_visible (self->results_button, open && wide);
  gtk_widget_set_visible (self->run_label, wide);
  gtk_widget_set_visible (GTK_WIDGET (self->stop_label), wide);
}

void
mill_header_set_document (MillHeader   *self,
                          MillDocument *document)
{
  MillSession *session = document != NULL ? mill_document_get_session (document) : NULL;

  if (!g_set_object (&self->document, document) && self->session == session)
    return;

  g_set_object (&self->session, session);
  g_binding_group_set_source (self->parts, document);
  g_signal_group_set_target (self->session_signals, session);
  mill_history_list_set_session (self->history_list, session);
  update_all (self);
  update_room (self);
}

void
mill_header_open_menu (MillHeader *self)
{
  gtk_menu_button_popup (self->menu_button);
}

static void
take_focus_back (gpointer data)
{
  g_autoptr(MillHeader) self = data;
  GtkWidget *back = self->history_back;

  if (back == NULL)
    return;
  g_clear_weak_pointer (&self->history_back);
  if (gtk_widget_get_mapped (back))
    gtk_widget_grab_focus (back);
  else if (self->document != NULL)
    gtk_widget_grab_focus (mill_document_get_canvas (self->document));
}

/* Who opened the steps with a key goes on where he was, if that is still there, and not at their button,
 * which gets the focus once they are gone. */
static void
history_closed_cb (MillHeader *self)
{
  g_idle_add_once (take_focus_back, g_object_ref (self));
}

gboolean
mill_header_open_history (MillHeader *self)
{
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (self->history_button));
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (self->document == NULL || !gtk_widget_get_mapped (GTK_WIDGET (self->history_button)))
    return FALSE;
  if (!gtk_widget_get_visible (popover))
    {
      if (focus == NULL)
        focus = mill_document_get_canvas (self->document);
      g_set_weak_pointer (&self->history_back, focus);
      gtk_menu_button_popup (self->history_button);
    }

  return TRUE;
}

static void
mill_header_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  MillHeader *self = MILL_HEADER (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      g_value_set_boolean (value, self->narrow);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mill_header_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  MillHeader *self = MILL_HEADER (object);

  switch (prop_id)
    {
    case PROP_NARROW:
      if (self->narrow == g_value_get_boolean (value))
        break;
      self->narrow = g_value_get_boolean (value);
      update_room (self);
      g_object_notify_by_pspec (object, pspec);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mill_header_dispose (GObject *object)
{
  MillHeader *self = MILL_HEADER (object);

  g_clear_weak_pointer (&self->history_back);
  g_clear_handle_id (&self->second, g_source_remove);
  g_clear_object (&self->parts);
  g_clear_object (&self->session_signals);
  g_clear_object (&self->history_signals);
  g_clear_object (&self->session);
  g_clear_object (&self->document);
  gtk_widget_dispose_template (GTK_WIDGET (self), MILL_TYPE_HEADER);

  G_OBJECT_CLASS (mill_header_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, MillHeader, title);
  gtk_widget_class_bind_template_child (widget_class, MillHeader, subtitle);
  gtk_widget_class_bind_template_child (widget_class, MillHeader, new_tab_button);
  gtk_widget_class_bind_template_child (widget_class, MillHeader, catalogue_button);
  gtk_widget_class_bind_template_child (widget_class, MillHeader, history_buttons);
  gtk_widget_class_bind_template_child (widget_class, MillHeader, undo_button);
  gtk_widget_class_bind_template_child (widget_class, MillHeader, redo_button);
  gtk_widget_class_bind_template_child (widget_class, MillHeader, history_button);
  gtk_widget_class_bind_template_child (widget_class, MillHeader, history_list);
  gtk_widget_class_bind_template_child (widget_class, MillHeader, run_stack);
  gtk_widget_class_bind_template_child (widget_class, MillHeader, run_label);
  gtk_widget_class_bind_template_child (widget_class, MillHeader, stop_button);
  gtk_widget_class_bind_template_child (widget_class, MillHeader, stop_label);
  gtk_widget_class_bind_template_child (widget_class, MillHeader, results_button);
  gtk_widget_class_bind_template_child (widget_class, MillHeader, menu_button);
  gtk_widget_class_bind_template_child (widget_class, MillHeader, inspector_button);
}

static void
mill_header_class_init (MillHeaderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = mill_header_get_property;
  object_class->set_property = mill_header_set_property;
  object_class->dispose = mill_header_dispose;

  properties[PROP_NARROW] = g_param_spec_boolean ("narrow", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  g_type_ensure (MILL_TYPE_HISTORY_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/millrace/Millrace/header.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, history_closed_cb);
}

static void
connect_signals (MillHeader *self)
{
  self->session_signals = g_signal_group_new (MILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "notify::title",
                                  G_CALLBACK (update_title), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::file",
                                  G_CALLBACK (update_title), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::modified",
                                  G_CALLBACK (update_title), self);
  g_signal_group_connect_swapped (self->session_signals, "notify::running",
                                  G_CALLBACK (update_running), self);
  g_signal_group_connect_swapped (self->session_signals, "events", G_CALLBACK (update_progress),
                                  self);
  g_signal_group_connect_swapped (self->session_signals, "notify::level",
                                  G_CALLBACK (level_changed_cb), self);

  self->history_signals = g_signal_group_new (MILL_TYPE_HISTORY);
  g_signal_group_connect_swapped (self->history_signals, "notify::undo-label",
                                  G_CALLBACK (update_history), self);
  g_signal_group_connect_swapped (self->history_signals, "notify::redo-label",
                                  G_CALLBACK (update_history), self);
}

static void
mill_header_init (MillHeader *self)
{
  GBindingFlags flags = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

  gtk_widget_init_template (GTK_WIDGET (self));
  connect_signals (self);
  self->parts = g_binding_group_new ();
  g_binding_group_bind (self->parts, "show-catalogue", self->catalogue_button, "active", flags);
  g_binding_group_bind (self->parts, "show-inspector", self->inspector_button, "active", flags);
  g_binding_group_bind (self->parts, "show-results", self->results_button, "active", flags);
  update_room (self);
}
