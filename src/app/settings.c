/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/settings.h"

GSettings *
mill_settings_get (void)
{
  static gsize once = 0;
  static GSettings *settings = NULL;

  if (g_once_init_enter (&once))
    {
      GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
      g_autoptr(GSettingsSchema) schema =
        source ? g_settings_schema_source_lookup (source, MILL_APPLICATION_ID, TRUE) : NULL;

      if (schema != NULL)
        settings = g_settings_new_full (schema, NULL, NULL);
      g_once_init_leave (&once, 1);
    }

  return settings;
}

int
mill_settings_get_int (const char *key,
                       int         fallback)
{
  GSettings *settings = mill_settings_get ();

  return settings != NULL ? g_settings_get_int (settings, key) : fallback;
}

gboolean
mill_settings_get_flag (const char *key,
                        gboolean    fallback)
{
  GSettings *settings = mill_settings_get ();

  return settings != NULL ? g_settings_get_boolean (settings, key) : fallback;
}

void
mill_settings_bind (const char *key,
                    gpointer    object,
                    const char *property)
{
  GSettings *settings = mill_settings_get ();

  if (settings != NULL)
    g_settings_bind (settings, key, object, property, G_SETTINGS_BIND_DEFAULT);
}

void
mill_settings_set_int (const char *key,
                       int         value)
{
  GSettings *settings = mill_settings_get ();

  if (settings != NULL)
    g_settings_set_int (settings, key, value);
}

char *
mill_settings_dup_path (const char *key)
{
  GSettings *settings = mill_settings_get ();
  g_autofree char *path = settings != NULL ? g_settings_get_string (settings, key) : NULL;

  return path != NULL && *path != '\0' ? g_steal_pointer (&path) : NULL;
}

void
mill_settings_set_path (const char *key,
                        const char *path)
{
  GSettings *settings = mill_settings_get ();

  if (settings != NULL)
    g_settings_set_string (settings, key, path != NULL ? path : "");
}
