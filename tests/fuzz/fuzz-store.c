/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes as the database of runs: either it is refused with a message, and is as it was, or it is
 * a store that can be read, written, cleared and opened again. */
#include <string.h>

#include <glib/gstdio.h>

#include "store/read.h"
#include "talker.h"

#include "fuzz.h"

/* The header of the file holds counters that any opening may change; what is behind it is the data. */
#define HEADER 100

static char *folder;

static void
remove_files (void)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
}

static void
leave (void)
{
  remove_files ();
  g_rmdir (folder);
  g_free (folder);
}

static char *
make_file (const guint8 *data,
           size_t        size)
{
  g_autoptr (GError) error = NULL;
  char *path;

  if (folder == NULL)
    {
      folder = g_dir_make_tmp ("millrace-fuzz-XXXXXX", &error);
      g_assert_no_error (error);
      atexit (leave);
    }
  remove_files ();
  path = g_build_filename (folder, "runs.db", NULL);
  g_assert_true (g_file_set_contents_full (path, (const char *) data, size, G_FILE_SET_CONTENTS_NONE,
                                           0600, NULL));

  return path;
}

static void
check_error (const GError *error,
             gboolean      failed)
{
  g_assert_true (failed == (error != NULL));
  if (failed)
    {
      g_assert_true (error->domain == MILL_STORE_ERROR);
      g_assert_cmpstr (error->message, !=, "");
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

/* What could not be opened has lost nothing; a last page that was cut may have been filled up. */
static void
check_refused (const char   *path,
               const GError *error,
               const guint8 *data,
               size_t        size)
{
  g_autofree char *after = NULL;
  gsize length;

  g_assert_nonnull (strstr (error->message, path));
  g_assert_true (g_file_get_contents (path, &after, &length, NULL));
  g_assert_cmpuint (length, >=, size);
  if (size > HEADER)
    g_assert_cmpmem (after + HEADER, size - HEADER, data + HEADER, size - HEADER);
}

/* Reads one of the lists of a run, or says why not. */
#define CHECK_LIST(call) \
  G_STMT_START { \
    g_autoptr (GError) list_error = NULL; \
    GPtrArray *list = (call); \
    check_error (list_error, list == NULL); \
    g_clear_pointer (&list, g_ptr_array_unref); \
  } G_STMT_END

/* What is shown has words, and a severity that there is. */
static void
read_diagnostics (MillStore  *store,
                  const char *run)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = mill_store_list_diagnostics (store, run, &error);

  check_error (error, list == NULL);
  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const MillDiagnostic *diagnostic = g_ptr_array_index (list, i);
      g_autofree char *text = mill_diagnostic_to_text (diagnostic);

      g_assert_nonnull (mill_severity_get_name (diagnostic->severity));
      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
}

static void
read_run (MillStore  *store,
          const char *run)
{
  g_autofree char *pipeline = NULL;
  g_autoptr (GPtrArray) artifacts = NULL;
  g_autoptr (GError) error = NULL;

  pipeline = mill_store_dup_pipeline (store, run, &error);
  check_error (error, pipeline == NULL);
  g_clear_error (&error);
  CHECK_LIST (mill_store_list_nodes (store, run, &list_error));
  CHECK_LIST (mill_store_list_log (store, run, -1, 0, &list_error));
  CHECK_LIST (mill_store_list_metrics (store, run, NULL, &list_error));
  CHECK_LIST (mill_store_list_sources (store, run, &list_error));
  CHECK_LIST (mill_store_list_files (store, run, &list_error));

  read_diagnostics (store, run);

  artifacts = mill_store_list_artifacts (store, run, &error);
  check_error (error, artifacts == NULL);
  for (guint i = 0; artifacts != NULL && i < artifacts->len; i++)
    {
      const MillArtifactRecord *artifact = g_ptr_array_index (artifacts, i);
      g_autoptr (MillArtifactRecord) whole = NULL;
      g_autoptr (GError) artifact_error = NULL;

      whole = mill_store_get_artifact (store, run, artifact->node, artifact->port, &artifact_error);
      g_assert_true (whole == NULL || artifact_error == NULL);
    }
}

static void
read_all (MillStore *store)
{
  g_autoptr (GPtrArray) runs = NULL;
  g_autoptr (MillRunRecord) latest = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) latest_error = NULL;

  runs = mill_store_list_runs (store, NULL, 0, 0, &error);
  check_error (error, runs == NULL);
  for (guint i = 0; runs != NULL && i < MIN (runs->len, 10); i++)
    {
      const MillRunRecord *run = g_ptr_array_index (runs, i);

      g_assert_true (run->name != NULL && run->parameters != NULL && run->versions != NULL);
      read_run (store, run->id);
    }
  latest = mill_store_get_run (store, "latest", &latest_error);
  check_error (latest_error, latest == NULL);
}

/* A run opens a session of the engine, which takes longer than all the rest: one input of eight does. */
static gboolean
is_chosen (const guint8 *data,
           size_t        size)
{
  guint8 sum = 0;

  for (size_t i = 0; i < size; i++)
    sum += data[i];

  return fuzz_replays || sum % 8 == 0;
}

/* Either the run is there afterwards, or the store says why not. */
static void
record_run (MillStore *store)
{
  g_autoptr (MillRun) run = talker_new_run ("Talk", 1, 0, FALSE);
  g_autoptr (GError) error = NULL;
  gboolean written;

  mill_store_record_run (store, run, NULL);
  g_assert_cmpint (mill_run_execute (run, NULL), ==, MILL_STATE_DONE);
  written = mill_store_flush (store, &error);
  check_error (error, !written);
  if (written)
    {
      g_autoptr (MillRunRecord) record = mill_store_get_run (store, mill_run_get_id (run), &error);

      g_assert_no_error (error);
      g_assert_cmpint (record->state, ==, MILL_RECORD_DONE);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        size_t        size)
{
  g_autofree char *path = make_file (data, size);
  g_autoptr (MillStore) store = mill_store_new (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) remove_error = NULL;
  gboolean opened = mill_store_open (store, &error);
  gint64 n_removed;

  check_error (error, !opened);
  if (!opened)
    {
      check_refused (path, error, data, size);
      return 0;
    }
  read_all (store);
  if (is_chosen (data, size))
    record_run (store);
  n_removed = mill_store_remove_old (store, 1, G_MAXINT64, NULL, &remove_error);
  check_error (remove_error, n_removed < 0);

  /* What was opened once can be opened again, unless it is found out to be damaged. */
  g_clear_object (&store);
  store = mill_store_new (path);
  opened = mill_store_open (store, &error);
  check_error (error, !opened);
  if (opened)
    read_all (store);
  else
    g_assert_error (error, MILL_STORE_ERROR, MILL_STORE_ERROR_DAMAGED);

  return 0;
}
