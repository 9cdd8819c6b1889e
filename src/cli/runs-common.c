/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/runs.h"

#include <glib/gi18n-lib.h>

#include "cli/output.h"

#define PAGE 1000

char *
mill_runs_format_time (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (time);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_local (utc) : NULL;

  return local ? g_date_time_format (local, "%Y-%m-%d %H:%M:%S") : g_strdup ("");
}

char *
mill_runs_format_stamp (gint64 time)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc_usec (time);

  return utc ? g_date_time_format (utc, "%Y-%m-%dT%H:%M:%S.%fZ") : g_strdup ("");
}

int
mill_runs_fail (const GError *error)
{
  mill_output_gerror (error);

  return g_error_matches (error, MILL_STORE_ERROR, MILL_STORE_ERROR_NOT_FOUND) ||
         g_error_matches (error, MILL_STORE_ERROR, MILL_STORE_ERROR_AMBIGUOUS) ? MILL_EXIT_USAGE
                                                                               : MILL_EXIT_FAILED;
}

MillRunRecord *
mill_runs_find (MillStore  *store,
                const char *text,
                int        *code)
{
  g_autoptr (GError) error = NULL;
  MillRunRecord *run = mill_store_get_run (store, text, &error);

  if (run)
    return run;

  /* Of "latest" the message says enough. */
  if (g_error_matches (error, MILL_STORE_ERROR, MILL_STORE_ERROR_NOT_FOUND) &&
      !g_str_equal (text, "latest"))
    {
      mill_output_error (_("%s; “millctl runs” lists them"), error->message);
      *code = MILL_EXIT_USAGE;
    }
  else
    {
      *code = mill_runs_fail (error);
    }

  return NULL;
}

gboolean
mill_runs_walk_log (MillStore     *store,
                    const char    *run,
                    MillLineFunc   func,
                    gpointer       data,
                    GError       **error)
{
  gint64 after = -1;
  guint n_lines;

  do
    {
      g_autoptr (GPtrArray) lines = mill_store_list_log (store, run, after, PAGE, error);

      if (lines == NULL)
        return FALSE;

      for (guint i = 0; i < lines->len; i++)
        if (!func (lines->pdata[i], data))
          return TRUE;

      n_lines = lines->len;
      if (n_lines > 0)
        after = ((MillLogRecord *) lines->pdata[n_lines - 1])->position;
    }
  while (n_lines == PAGE && mill_output_flush ());

  return TRUE;
}
