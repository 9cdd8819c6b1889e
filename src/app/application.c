/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/application.h"

#include <glib/gi18n-lib.h>
#include <gtksourceview/gtksource.h>

#include "app/commands.h"
#include "app/demo.h"
#include "app/popovers.h"
#include "app/preferences.h"
#include "app/recovery.h"
#include "app/settings.h"
#include "app/shortcuts-dialog.h"
#include "app/window.h"
#include "engine/duck.h"

struct _MillApplication
{
  AdwApplication parent_instance;

  MillStore     *store;
  MillDemo      *demo;       /* a screenshot is wanted, or NULL */
  gboolean       looked_for_lost;
};

G_DEFINE_FINAL_TYPE (MillApplication, mill_application, ADW_TYPE_APPLICATION)

static MillWindow *
add_window (MillApplication *self)
{
  MillWindow *window = mill_window_new (self);

  gtk_window_present (GTK_WINDOW (window));

  return window;
}

/* The window that a file is to be opened in: one that shows no document yet, or a new one. */
static MillWindow *
get_free_window (MillApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; l != NULL; l = l->next)
    if (MILL_IS_WINDOW (l->data) && mill_window_get_session (l->data) == NULL)
      return l->data;

  return add_window (self);
}

static MillWindow *
find_window (MillApplication *self,
             GFile           *file)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *l = windows; l != NULL; l = l->next)
    {
      MillSession *session = MILL_IS_WINDOW (l->data) ? mill_window_get_session (l->data) : NULL;
      GFile *open = session != NULL ? mill_session_get_file (session) : NULL;

      if (open != NULL && g_file_equal (open, file))
        return l->data;
    }

  return NULL;
}

static void
lost_listed_cb (GObject      *object,
                GAsyncResult *result,
                gpointer      data)
{
  MillApplication *self = MILL_APPLICATION (object);
  g_autoptr(GPtrArray) lost = g_task_propagate_pointer (G_TASK (result), NULL);

  if (lost != NULL && lost->len > 0)
    mill_window_offer_lost (get_free_window (self), lost);
}

static void
list_lost_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  g_task_return_pointer (task, mill_recovery_list_lost (), (GDestroyNotify) g_ptr_array_unref);
}

static void
look_for_lost (MillApplication *self)
{
  g_autoptr(GTask) task = NULL;

  if (self->looked_for_lost || self->demo != NULL)
    return;
  self->looked_for_lost = TRUE;
  task = g_task_new (self, NULL, lost_listed_cb, NULL);
  g_task_set_source_tag (task, look_for_lost);
  g_task_run_in_thread (task, list_lost_thread);
}

static void
mill_application_activate (GApplication *application)
{
  MillApplication *self = MILL_APPLICATION (application);
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (active != NULL)
    gtk_window_present (active);
  else
    add_window (self);
  if (self->demo != NULL)
    mill_demo_start (self->demo, get_free_window (self));
  look_for_lost (self);
}

static void
mill_application_open (GApplication  *application,
                       GFile        **files,
                       int            n_files,
                       const char    *hint)
{
  MillApplication *self = MILL_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    {
      MillWindow *window = find_window (self, files[i]);

      if (window == NULL)
        {
          window = get_free_window (self);
          mill_window_open_file (window, files[i]);
        }
      gtk_window_present (GTK_WINDOW (window));
      if (self->demo != NULL)
        mill_demo_start (self->demo, window);
    }
  look_for_lost (self);
}

static void
new_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       data)
{
  MillWindow *window = get_free_window (data);

  mill_window_new_document (window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
new_window_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  add_window (data);
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  g_autoptr(GList) windows = g_list_copy (gtk_application_get_windows (data));

  /* Each window may ask what is to become of its changes. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static void
preferences_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  AdwDialog *dialog = ADW_DIALOG (mill_preferences_new ());

  adw_dialog_present (dialog, GTK_WIDGET (gtk_application_get_active_window (data)));
}

static void
shortcuts_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  adw_dialog_present (mill_shortcuts_dialog_new (),
                      GTK_WIDGET (gtk_application_get_active_window (data)));
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  g_autofree char *versions = g_strdup_printf ("GTK %u.%u.%u\nlibadwaita %u.%u.%u\nDuckDB %s",
                                               gtk_get_major_version (), gtk_get_minor_version (),
                                               gtk_get_micro_version (), adw_get_major_version (),
                                               adw_get_minor_version (), adw_get_micro_version (),
                                               mill_duck_get_version ());

  adw_show_about_dialog (GTK_WIDGET (gtk_application_get_active_window (data)),
                         "application-name", _("Millrace"),
                         "application-icon", MILL_APPLICATION_ID,
                         "version", MILL_VERSION,
                         "developer-name", _("The Millrace project"),
                         "comments", _("Draw the whole way from data to a model in production, "
                                       "run it, and see every result"),
                         "copyright", _("© 2026 The Millrace project"),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         "debug-info", versions,
                         "debug-info-filename", "millrace-versions.txt",
                         /* Translators: put your names here, one a line. */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static const GActionEntry actions[] = {
  { .name = "new", .activate = new_cb },
  { .name = "new-window", .activate = new_window_cb },
  { .name = "quit", .activate = quit_cb },
  { .name = "preferences", .activate = preferences_cb },
  { .name = "shortcuts", .activate = shortcuts_cb },
  { .name = "about", .activate = about_cb },
};

/* Those of the canvas are its own: elsewhere their keys mean something else. */
static void
set_accels (MillApplication *self)
{
  for (const MillCommand *command = mill_commands_get (); command->title != NULL; command++)
    {
      g_auto(GStrv) keys = mill_command_list_keys (command);

      if (command->action == NULL || g_str_has_prefix (command->action, "canvas."))
        continue;
      gtk_application_set_accels_for_action (GTK_APPLICATION (self), command->action,
                                             (const char *const *) keys);
    }
}

static int
color_scheme_of (int choice)
{
  switch (choice)
    {
    case 1:
      return ADW_COLOR_SCHEME_FORCE_LIGHT;
    case 2:
      return ADW_COLOR_SCHEME_FORCE_DARK;
    default:
      return ADW_COLOR_SCHEME_DEFAULT;
    }
}

static void
color_scheme_changed_cb (MillApplication *self)
{
  GSettings *settings = mill_settings_get ();
  int choice = g_settings_get_enum (settings, "color-scheme");

  if (self->demo == NULL)
    adw_style_manager_set_color_scheme (adw_style_manager_get_default (), color_scheme_of (choice));
}

static void
mill_application_startup (GApplication *application)
{
  MillApplication *self = MILL_APPLICATION (application);
  GSettings *settings = mill_settings_get ();

  G_APPLICATION_CLASS (mill_application_parent_class)->startup (application);

  gtk_source_init ();
  mill_popovers_init ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  set_accels (self);
  gtk_window_set_default_icon_name (MILL_APPLICATION_ID);

  if (settings != NULL)
    {
      g_signal_connect_object (settings, "changed::color-scheme",
                               G_CALLBACK (color_scheme_changed_cb), self, G_CONNECT_SWAPPED);
      color_scheme_changed_cb (self);
    }

  self->store = mill_store_new (NULL);
  mill_store_add_version (self->store, "duckdb", mill_duck_get_version ());
}

static void
mill_application_shutdown (GApplication *application)
{
  MillApplication *self = MILL_APPLICATION (application);

  g_clear_object (&self->store);

  G_APPLICATION_CLASS (mill_application_parent_class)->shutdown (application);
}

static int
mill_application_handle_local_options (GApplication *application,
                                       GVariantDict *options)
{
  MillApplication *self = MILL_APPLICATION (application);
  g_autoptr(GError) error = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("millrace %s\n", MILL_VERSION);
      return 0;
    }
  if (!mill_demo_new_from_options (options, &self->demo, &error))
    {
      g_printerr ("millrace: %s\n", error->message);
      return 2;
    }
  /* A picture is taken by this process, whatever else is running. */
  if (self->demo != NULL)
    g_application_set_flags (application, g_application_get_flags (application) |
                                          G_APPLICATION_NON_UNIQUE);

  if (g_variant_dict_contains (options, "new"))
    {
      if (!g_application_register (application, NULL, &error))
        {
          g_printerr ("millrace: %s\n", error->message);
          return 1;
        }
      g_action_group_activate_action (G_ACTION_GROUP (application), "new", NULL);
      /* The primary instance goes on to its main loop; a remote one has done its part. */
      return g_application_get_is_remote (application) ? 0 : -1;
    }

  return -1;
}

static void
mill_application_finalize (GObject *object)
{
  MillApplication *self = MILL_APPLICATION (object);

  g_clear_pointer (&self->demo, mill_demo_free);

  G_OBJECT_CLASS (mill_application_parent_class)->finalize (object);
}

static void
mill_application_class_init (MillApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = mill_application_finalize;
  application_class->activate = mill_application_activate;
  application_class->open = mill_application_open;
  application_class->startup = mill_application_startup;
  application_class->shutdown = mill_application_shutdown;
  application_class->handle_local_options = mill_application_handle_local_options;
}

static const GOptionEntry options[] = {
  { .long_name = "version", .arg = G_OPTION_ARG_NONE,
    .description = N_("Show the version of the program") },
  { .long_name = "new", .arg = G_OPTION_ARG_NONE,
    .description = N_("Begin a new pipeline") },
  { 0 }
};

static void
mill_application_init (MillApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  mill_demo_add_options (G_APPLICATION (self));
}

MillApplication *
mill_application_new (void)
{
  return g_object_new (MILL_TYPE_APPLICATION,
                       "application-id", MILL_APPLICATION_ID,
                       "resource-base-path", "/org/millrace/Millrace",
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       NULL);
}

MillStore *
mill_application_get_store (MillApplication *self)
{
  return self->store;
}

int
mill_application_get_status (MillApplication *self)
{
  return self->demo != NULL ? mill_demo_get_status (self->demo) : 0;
}
