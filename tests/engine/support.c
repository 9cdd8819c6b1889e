/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <string.h>

#include <glib/gstdio.h>

MillDuck *
test_duck_new (void)
{
  const MillDuckOptions options = { .threads = 2 };
  g_autoptr (GError) error = NULL;
  MillDuck *duck = mill_duck_new (&options, &error);

  g_assert_no_error (error);

  return duck;
}

MillConnection *
test_connection_new (MillDuck *duck)
{
  g_autoptr (GError) error = NULL;
  MillConnection *connection = mill_connection_new (duck, &error);

  g_assert_no_error (error);

  return connection;
}

char *
test_query_text (MillConnection *connection,
                 const char     *sql)
{
  g_autofree char *cast = g_strdup_printf ("SELECT CAST(t.v AS VARCHAR) FROM (%s) AS t(v)", sql);
  g_autoptr (GError) error = NULL;
  g_autoptr (MillRows) rows = mill_connection_query (connection, cast, NULL, &error);
  char *text;

  g_assert_no_error (error);
  g_assert_true (mill_rows_next (rows, NULL, &error));
  g_assert_cmpuint (mill_rows_get_n_rows (rows), ==, 1);
  text = mill_rows_dup_string (rows, 0, 0);

  return text != NULL ? text : g_strdup ("NULL");
}

void
test_assert_says (GError     **error,
                  const char  *part)
{
  g_assert_nonnull (*error);
  if (strstr ((*error)->message, part) == NULL)
    g_error ("“%s” does not say “%s”", (*error)->message, part);
  g_clear_error (error);
}

char *
test_directory_new (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("millrace-test-XXXXXX", &error);

  g_assert_no_error (error);

  return path;
}

void
test_directory_free (char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_remove (child) != 0)
        test_directory_free (g_steal_pointer (&child));
    }
  g_rmdir (path);
  g_free (path);
}

void
test_write_file (const char *path,
                 const char *text)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}
