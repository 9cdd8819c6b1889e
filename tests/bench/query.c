/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "query.h"

double
bench_run_query (const char            *sql,
                 const MillDuckOptions *options,
                 double                *open_seconds)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  g_autoptr (MillDuck) duck = mill_duck_new (options, &error);
  g_autoptr (MillConnection) connection = duck != NULL ? mill_connection_new (duck, &error) : NULL;
  gint64 opened = g_get_monotonic_time ();

  if (connection == NULL || !mill_connection_execute (connection, sql, NULL, NULL, &error))
    g_error ("%s", error->message);
  if (open_seconds != NULL)
    *open_seconds = (opened - start) / (double) G_USEC_PER_SEC;

  return (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC;
}
