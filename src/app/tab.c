/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/tab.h"

#include <glib/gi18n-lib.h>

#include "app/application.h"
#include "app/home.h"
#include "app/tab-private.h"

enum
{
  PROP_0,
  PROP_SESSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (MillTab, mill_tab, ADW_TYPE_BIN)

static void
set_icon (MillTab    *self,
          const char *name)
{
  g_autoptr(GIcon) icon = name != NULL ? g_themed_icon_new (name) : NULL;

  adw_tab_page_set_icon (self->page, icon);
}

static char *
make_tooltip (MillTab *self)
{
  GFile *file = mill_tab_get_file (self);
  g_autofree char *path = file != NULL ? g_file_get_parse_name (file) : NULL;

  if (path != NULL)
    return g_markup_escape_text (path, -1);

  return g_strdup (self->session != NULL ? _("Not saved yet") : "");
}

static char *
make_page_title (MillTab *self)
{
  if (self->session != NULL && mill_session_get_modified (self->session))
    return g_strdup_printf (_("• %s"), mill_session_get_title (self->session));
  if (self->session != NULL)
    return g_strdup (mill_session_get_title (self->session));
  if (self->record != NULL && self->record->title != NULL)
    return g_strdup (self->record->title);
  if (self->loading != NULL)
    {
      g_autofree char *name = g_file_get_basename (self->loading);

      return g_filename_display_name (name);
    }

  return g_strdup (_("New Tab"));
}

void
mill_tab_update_page (MillTab *self)
{
  g_autofree char *title = NULL;
  g_autofree char *tooltip = NULL;

  if (self->page == NULL)
    return;

  title = make_page_title (self);
  tooltip = make_tooltip (self);
  adw_tab_page_set_title (self->page, title);
  adw_tab_page_set_tooltip (self->page, tooltip);
  adw_tab_page_set_loading (self->page, self->loading != NULL ||
                            (self->session != NULL && mill_session_get_running (self->session)));
  if (!adw_tab_page_get_needs_attention (self->page))
    set_icon (self, NULL);
  else
    set_icon (self, self->ended_badly ? "dialog-error-symbolic" : "object-select-symbolic");
}

/* Who comes to the tab knows what it called for; who leaves it finds the parts of the next document opened
 * as large as they were here. */
static void
selected_cb (MillTab *self)
{
  if (!adw_tab_page_get_selected (self->page))
    {
      if (self->document != NULL)
        mill_document_keep_sizes (self->document);
      return;
    }
  adw_tab_page_set_needs_attention (self->page, FALSE);
  mill_tab_update_page (self);
}

void
mill_tab_set_page (MillTab    *self,
                   AdwTabPage *page)
{
  g_set_weak_pointer (&self->page, page);
  g_signal_connect_object (page, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  mill_tab_update_page (self);
}

AdwTabPage *
mill_tab_get_page (MillTab *self)
{
  return self->page;
}

const char *
mill_tab_get_id (MillTab *self)
{
  return self->id;
}

void
mill_tab_present (MillTab *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TAB_VIEW);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (view != NULL && self->page != NULL)
    adw_tab_view_set_selected_page (ADW_TAB_VIEW (view), self->page);
  if (GTK_IS_WINDOW (root))
    gtk_window_present (GTK_WINDOW (root));
}

void
mill_tab_came_to_front (MillTab *self)
{
  if (self->document == NULL || self->was_in_front)
    return;
  self->was_in_front = TRUE;
  gtk_widget_grab_focus (mill_document_get_canvas (self->document));
}

gboolean
mill_tab_is_behind (MillTab *self)
{
  return self->page == NULL || !adw_tab_page_get_selected (self->page);
}

void
mill_tab_toast (MillTab    *self,
                const char *title)
{
  GtkWidget *toasts = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TOAST_OVERLAY);
  AdwToast *toast;

  if (toasts == NULL)
    return;
  toast = adw_toast_new (title);
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (toasts), toast);
}

void
mill_tab_tell_problem (MillTab    *self,
                       const char *heading,
                       const char *body)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  AdwDialog *dialog;

  if (root == NULL)
    return;
  dialog = adw_alert_dialog_new (heading, body);
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  adw_dialog_present (dialog, GTK_WIDGET (root));
}

static void
view_changed_cb (MillTab *self)
{
  mill_application_workspace_changed ();
}

static void
build_document (MillTab *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TAB_VIEW);

  if (self->session == NULL || self->document != NULL)
    return;

  self->document = g_object_new (MILL_TYPE_DOCUMENT, NULL);
  if (view != NULL)
    mill_document_place_dock (self->document, gtk_widget_get_height (view));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->document));
  mill_document_set_session (self->document, self->session);
  mill_tab_apply_record (self);
  g_signal_connect_object (mill_document_get_canvas (self->document), "view-changed",
                           G_CALLBACK (view_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
drop_document (MillTab *self)
{
  if (self->document == NULL)
    return;
  mill_document_set_session (self->document, NULL);
  self->document = NULL;
  adw_bin_set_child (ADW_BIN (self), NULL);
}

static void
show_home (MillTab *self)
{
  GtkWidget *child = adw_bin_get_child (ADW_BIN (self));

  if (child == NULL || !MILL_IS_HOME (child))
    adw_bin_set_child (ADW_BIN (self), mill_home_new ());
}

MillSession *
mill_tab_get_session (MillTab *self)
{
  return self->session;
}

void
mill_tab_set_session (MillTab     *self,
                      MillSession *session)
{
  MillApplication *application = MILL_APPLICATION (g_application_get_default ());

  if (self->session == session)
    return;

  drop_document (self);
  g_set_object (&self->session, session);
  g_signal_group_set_target (self->signals, session);
  if (session != NULL)
    {
      self->one_purpose = FALSE;
      mill_session_set_store (session, mill_application_get_store (application));
      mill_session_set_cache (session, mill_application_get_cache (application));
      mill_session_recall (session);
      mill_session_enable_recovery (session);
      adw_bin_set_child (ADW_BIN (self), NULL);
      if (gtk_widget_get_mapped (GTK_WIDGET (self)))
        build_document (self);
    }
  else
    {
      g_clear_object (&self->blueprint);
      show_home (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
  mill_tab_update_page (self);
  mill_application_workspace_changed ();
}

MillDocument *
mill_tab_get_document (MillTab *self)
{
  build_document (self);

  return self->document;
}

void
mill_tab_set_loading (MillTab *self,
                      GFile   *file)
{
  GtkWidget *spinner;

  g_set_object (&self->loading, file);
  mill_tab_update_page (self);
  if (file == NULL)
    return;

  spinner = adw_spinner_new ();
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (spinner, GTK_ALIGN_CENTER);
  adw_bin_set_child (ADW_BIN (self), spinner);
}

void
mill_tab_give_up (MillTab *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_TAB_VIEW);

  g_clear_pointer (&self->record, mill_tab_record_free);
  if (self->one_purpose && view != NULL && adw_tab_view_get_n_pages (ADW_TAB_VIEW (view)) > 1)
    {
      adw_tab_view_close_page (ADW_TAB_VIEW (view), self->page);
      return;
    }
  show_home (self);
  mill_tab_update_page (self);
}

gboolean
mill_tab_get_loading (MillTab *self)
{
  return self->loading != NULL;
}

GFile *
mill_tab_get_file (MillTab *self)
{
  if (self->session != NULL)
    return mill_session_get_file (self->session);

  return self->loading;
}

gboolean
mill_tab_is_untouched (MillTab *self)
{
  if (self->loading != NULL)
    return FALSE;
  if (self->session == NULL)
    return TRUE;

  return mill_session_get_file (self->session) == NULL &&
         !mill_session_get_modified (self->session) &&
         mill_pipeline_get_n_nodes (mill_session_get_whole (self->session)) == 0;
}

void
mill_tab_set_one_purpose (MillTab *self)
{
  self->one_purpose = TRUE;
}

void
mill_tab_set_settled (MillTab  *self,
                      gboolean  keep_running)
{
  self->settled = TRUE;
  self->keeps_running = keep_running;
}

gboolean
mill_tab_is_settled (MillTab *self)
{
  return self->settled;
}

gboolean
mill_tab_get_keeps_running (MillTab *self)
{
  return self->keeps_running;
}

static void
look_changed_cb (MillTab *self)
{
  mill_tab_update_page (self);
  mill_application_workspace_changed ();
}

static void
run_finished_cb (MillTab *self,
                 int      state)
{
  mill_tab_run_finished (self, state);
}

static void
mill_tab_map (GtkWidget *widget)
{
  build_document (MILL_TAB (widget));

  GTK_WIDGET_CLASS (mill_tab_parent_class)->map (widget);
}

static gboolean
mill_tab_grab_focus (GtkWidget *widget)
{
  MillTab *self = MILL_TAB (widget);

  if (self->document != NULL)
    return gtk_widget_grab_focus (mill_document_get_canvas (self->document));

  return GTK_WIDGET_CLASS (mill_tab_parent_class)->grab_focus (widget);
}

static void
mill_tab_get_property (GObject    *object,
                       guint       prop_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_SESSION:
      g_value_set_object (value, MILL_TAB (object)->session);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
mill_tab_dispose (GObject *object)
{
  MillTab *self = MILL_TAB (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->signals);
  drop_document (self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->session);
  g_clear_weak_pointer (&self->page);

  G_OBJECT_CLASS (mill_tab_parent_class)->dispose (object);
}

static void
mill_tab_finalize (GObject *object)
{
  MillTab *self = MILL_TAB (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->loading);
  g_clear_object (&self->blueprint);
  g_clear_pointer (&self->record, mill_tab_record_free);
  g_free (self->id);

  G_OBJECT_CLASS (mill_tab_parent_class)->finalize (object);
}

static void
mill_tab_class_init (MillTabClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = mill_tab_get_property;
  object_class->dispose = mill_tab_dispose;
  object_class->finalize = mill_tab_finalize;
  widget_class->map = mill_tab_map;
  widget_class->grab_focus = mill_tab_grab_focus;

  properties[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, MILL_TYPE_SESSION,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
mill_tab_init (MillTab *self)
{
  self->id = g_uuid_string_random ();
  self->cancellable = g_cancellable_new ();
  self->signals = g_signal_group_new (MILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "notify::title", G_CALLBACK (look_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::file", G_CALLBACK (look_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "notify::modified", G_CALLBACK (look_changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->signals, "notify::running", G_CALLBACK (mill_tab_update_page),
                                  self);
  g_signal_group_connect_swapped (self->signals, "notify::level", G_CALLBACK (view_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "selection-changed", G_CALLBACK (view_changed_cb),
                                  self);
  g_signal_group_connect_swapped (self->signals, "run-finished", G_CALLBACK (run_finished_cb), self);
  show_home (self);
}

MillTab *
mill_tab_new (void)
{
  return g_object_new (MILL_TYPE_TAB, NULL);
}
