/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nodes/names.h"

#include <glib/gi18n-lib.h>

#define N_SHOWN 3

char *
mill_names_dup_set (const char *setting)
{
  return setting != NULL && *setting != '\0' ? g_strdup (setting) : NULL;
}

char *
mill_names_summarize (const char *const *names)
{
  g_autofree char *shown = NULL;
  g_auto (GStrv) first = NULL;
  guint n = names != NULL ? g_strv_length ((char **) names) : 0;

  if (n == 0)
    return NULL;

  /* "and 1 more" takes more room than the name itself. */
  if (n <= N_SHOWN + 1)
    return g_strjoinv (", ", (char **) names);

  first = g_new0 (char *, N_SHOWN + 1);
  for (guint i = 0; i < N_SHOWN; i++)
    first[i] = g_strdup (names[i]);
  shown = g_strjoinv (", ", first);

  /* Translators: %s is a list of names, %u at least 2. */
  return g_strdup_printf (ngettext ("%s and %u more", "%s and %u more", n - N_SHOWN),
                          shown, n - N_SHOWN);
}

const MillColumn *
mill_names_find_same (const MillSchema *schema,
                      const char       *name)
{
  for (guint i = 0; i < mill_schema_get_n_columns (schema); i++)
    {
      const MillColumn *column = mill_schema_get_column (schema, i);

      if (g_ascii_strcasecmp (column->name, name) == 0)
        return column;
    }

  return NULL;
}

char *
mill_names_make_free (const MillSchema *schema,
                      const char       *wish)
{
  g_autofree char *name = g_strdup (wish);

  for (guint i = 2; mill_names_find_same (schema, name) != NULL; i++)
    {
      g_free (name);
      name = g_strdup_printf ("%s_%u", wish, i);
    }

  return g_steal_pointer (&name);
}
