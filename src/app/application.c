/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/application.h"

#include <glib/gi18n-lib.h>
#include <gtksourceview/gtksource.h>

#include "app/application-private.h"
#include "app/commands.h"
#include "app/old-runs.h"
#include "app/popovers.h"
#include "app/row-action.h"
#include "app/settings.h"
#include "engine/duck.h"

G_DEFINE_FINAL_TYPE (MillApplication, mill_application, ADW_TYPE_APPLICATION)

static void
mill_application_activate (GApplication *application)
{
  MillApplication *self = MILL_APPLICATION (application);
  MillWindow *window = mill_application_ensure_window (self);

  if (self->demo != NULL)
    mill_demo_start (self->demo, window);
  mill_application_look_for_lost (self);
}

static void
mill_application_open (GApplication  *application,
                       GFile        **files,
                       int            n_files,
                       const char    *hint)
{
  MillApplication *self = MILL_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    mill_application_open_file (files[i], NULL);
  if (self->demo != NULL)
    mill_demo_start (self->demo, mill_application_ensure_window (self));
  mill_application_look_for_lost (self);
}

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

/* 0 is the default of the cache. */
static guint64
get_cache_size (void)
{
  return (guint64) mill_settings_get_int ("cache-size", 0) * 1024 * 1024 * 1024;
}

static void
cache_size_changed_cb (MillApplication *self)
{
  mill_cache_set_budget (self->cache, get_cache_size ());
}

static void
mill_application_startup (GApplication *application)
{
  MillApplication *self = MILL_APPLICATION (application);
  GSettings *settings = mill_settings_get ();

  G_APPLICATION_CLASS (mill_application_parent_class)->startup (application);

  gtk_source_init ();
  mill_popovers_init ();
  mill_entries_init ();
  mill_application_add_actions (self);
  set_accels (self);
  gtk_window_set_default_icon_name (MILL_APPLICATION_ID);

  if (settings != NULL)
    {
      g_signal_connect_object (settings, "changed::color-scheme",
                               G_CALLBACK (color_scheme_changed_cb), self, G_CONNECT_SWAPPED);
      color_scheme_changed_cb (self);
      g_signal_connect (settings, "changed::restore-session",
                        G_CALLBACK (mill_application_workspace_changed), NULL);
    }

  self->cache = mill_cache_new (NULL, get_cache_size ());
  if (settings != NULL)
    g_signal_connect_object (settings, "changed::cache-size", G_CALLBACK (cache_size_changed_cb), self,
                             G_CONNECT_SWAPPED);
  self->store = mill_store_new (NULL);
  mill_store_add_version (self->store, "duckdb", mill_duck_get_version ());
}

static void
mill_application_shutdown (GApplication *application)
{
  MillApplication *self = MILL_APPLICATION (application);

  mill_old_runs_stop ();
  g_clear_handle_id (&self->workspace_source, g_source_remove);
  g_clear_pointer (&self->cache, mill_cache_unref);
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

  self->ignores_workspace = g_variant_dict_contains (options, "ignore-session");

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
  g_ptr_array_unref (self->background);
  g_queue_clear_full (&self->closed, (GDestroyNotify) mill_tab_record_free);
  g_hash_table_unref (self->restored_copies);

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
  { .long_name = "ignore-session", .arg = G_OPTION_ARG_NONE,
    .description = N_("Open nothing again that was open the last time") },
  { .long_name = "new", .arg = G_OPTION_ARG_NONE,
    .description = N_("Begin a new pipeline") },
  { 0 }
};

static void
mill_application_init (MillApplication *self)
{
  self->background = g_ptr_array_new_with_free_func (g_object_unref);
  self->restored_copies = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->closed);
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

MillCache *
mill_application_get_cache (MillApplication *self)
{
  return self->cache;
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
