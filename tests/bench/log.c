/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it costs when a run says a million things: to the run, while they are recorded, beside the same run that
 * nobody records. */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "store/store.h"
#include "talker.h"

#define N_LINES 1000000

/* MiB, @what: "VmRSS" now, "VmHWM" at its most. */
static double
read_memory (const char *what)
{
  g_autofree char *status = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  line = strstr (status, what);

  return line != NULL ? g_ascii_strtod (line + strlen (what) + 1, NULL) / 1024 : NAN;
}

static double
get_seconds (gint64 start)
{
  return (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC;
}

static double
run_talker (MillStore *store)
{
  g_autoptr (MillRun) run = talker_new_run ("Talk", N_LINES, 0, FALSE);
  gint64 start = g_get_monotonic_time ();

  if (store != NULL)
    mill_store_record_run (store, run, NULL);
  if (mill_run_execute (run, NULL) != MILL_STATE_DONE)
    g_error ("the run failed");

  return get_seconds (start);
}

static void
measure_recording (void)
{
  g_autofree char *folder = g_dir_make_tmp ("millrace-bench-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "runs.db", NULL);
  g_autofree char *live = g_strconcat (path, "-live", NULL);
  MillStore *store = mill_store_new (path);
  double alone = run_talker (NULL);
  double peak = read_memory ("VmHWM");
  gint64 start = g_get_monotonic_time ();
  double recorded = run_talker (store);
  g_autoptr (GError) error = NULL;
  double written;
  GStatBuf about;

  if (!mill_store_flush (store, &error))
    g_error ("%s", error->message);
  written = get_seconds (start);
  g_object_unref (store);
  g_stat (path, &about);
  g_print ("a run of %d lines and as many points of a curve: %.2f s; recorded %.2f s, all of it written %.2f s; "
           "%.0f MB; memory at most %.0f MiB more\n", N_LINES, alone, recorded, written, about.st_size / 1e6,
           read_memory ("VmHWM") - peak);
  g_remove (live);
  g_remove (path);
  g_rmdir (folder);
}

int
main (int   argc,
      char *argv[])
{
  measure_recording ();

  return 0;
}
