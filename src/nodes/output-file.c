/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "nodes/output-file.h"

#include <glib/gi18n-lib.h>

static char *
resolve (MillCompile  *compile,
         const char   *param,
         const char   *path,
         GError      **error)
{
  if (path != NULL && g_str_has_suffix (path, "/"))
    {
      mill_fail_param (error, param, _("Add the name of a file"), _("“%s” is a folder"), path);
      return NULL;
    }

  return mill_compile_resolve_path (compile, param, path, FALSE, error);
}

gboolean
mill_output_file_check (MillCompile  *compile,
                        const char   *param,
                        const char   *path,
                        GError      **error)
{
  g_autofree char *resolved = resolve (compile, param, path, error);

  return resolved != NULL;
}

gboolean
mill_output_file_write (MillTask    *task,
                        const char  *param,
                        const char  *path,
                        const char  *format,
                        GPtrArray   *option_names,
                        GPtrArray   *option_values,
                        GError     **error)
{
  g_autofree char *resolved = resolve (mill_task_get_compile (task), param, path, error);
  MillSelect *select;
  g_autofree char *now = NULL;
  g_autofree char *again = NULL;
  gint64 n_rows = 0;

  if (resolved == NULL)
    return FALSE;

  select = mill_select_new (mill_task_get_relation (task, "table"));
  mill_select_add_all (select);
  mill_task_progress_span (task, 0, 1);
  if (!mill_task_write_file (task, select, resolved, format, option_names, option_values, &n_rows,
                             error))
    return FALSE;

  now = g_strdup_printf (ngettext ("Wrote %ld row to %s", "Wrote %ld rows to %s", n_rows), (long) n_rows, path);
  /* Translators: a run that need not write the file again: %1 its name, %2 how many rows it has. */
  again = g_strdup_printf (ngettext ("%s is as it was written, with %ld row",
                                     "%s is as it was written, with %ld rows", n_rows), path, (long) n_rows);
  mill_task_log_done (task, now, again);

  return TRUE;
}
