/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "app/data-files.h"

static void
finish_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
save (Fixture  *self,
      GFile    *file,
      GError  **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  mill_session_save_async (self->session, file, NULL, finish_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return mill_session_save_finish (self->session, result, error);
}

static MillSession *
load_with (const MillCatalogue  *catalogue,
           GFile                *file,
           GError              **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  mill_session_load_async (catalogue, file, NULL, finish_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return mill_session_load_finish (result, error);
}

static MillSession *
load (GFile   *file,
      GError **error)
{
  return load_with (mill_nodes_get_catalogue (), file, error);
}

static void
test_save (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *first = NULL;

  fixture_set_string (self, "some", "condition", "number > 7");
  g_assert_true (mill_session_get_modified (self->session));
  g_assert_true (save (self, self->file, &error));
  g_assert_no_error (error);
  g_assert_false (mill_session_get_modified (self->session));
  g_assert_true (g_file_load_contents (self->file, NULL, &first, NULL, NULL, NULL));
  g_assert_nonnull (strstr (first, "number > 7"));
}

static void
test_edit_during_save_stays_unsaved (Fixture       *self,
                                     gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;

  fixture_set_string (self, "some", "condition", "number > 7");
  mill_session_save_async (self->session, self->file, NULL, finish_cb, &result);
  fixture_set_string (self, "some", "condition", "number > 8");
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (mill_session_save_finish (self->session, result, NULL));
  g_assert_true (mill_session_get_modified (self->session));
}

static void
test_changed_on_disk (Fixture       *self,
                      gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_file_get_path (self->file);

  fixture_drop_session (self);
  self->session = load (self->file, &error);
  g_assert_no_error (error);

  g_assert_true (g_file_set_contents (path, "{ \"format\": \"millrace/1\" }", -1, NULL));
  fixture_set_string (self, "some", "condition", "number > 9");
  g_assert_false (save (self, self->file, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_WRONG_ETAG);
  g_clear_error (&error);

  mill_session_accept_disk (self->session);
  g_assert_true (save (self, self->file, &error));
  g_assert_no_error (error);
}

static gboolean
upgrade_cb (JsonObject  *params,
            int          version,
            GError     **error)
{
  return TRUE;
}

static void
keep_shown_cb (MillSession *session,
               GHashTable  *ids,
               GHashTable  *kept)
{
  if (g_hash_table_contains (ids, "other"))
    g_hash_table_add (kept, (gpointer) "other");
}

/* What typing finds comes and goes; this is about the note alone. */
static gboolean
has_note (MillSession *session,
          const char  *node)
{
  g_autoptr(GPtrArray) found = mill_session_list_diagnostics (session, node);

  for (guint i = 0; i < found->len; i++)
    {
      const MillDiagnostic *diagnostic = g_ptr_array_index (found, i);

      if (diagnostic->severity == MILL_SEVERITY_NOTE &&
          g_str_equal (diagnostic->message,
                       "The settings were brought from version 1 of “limit” to version 2"))
        return TRUE;
    }

  return FALSE;
}

/* A file of an older version is opened as one of this version, and is not touched for that. */
static void
test_older_version (Fixture       *self,
                    gconstpointer  data)
{
  const MillCatalogue *known = mill_nodes_get_catalogue ();
  MillNodeType newer = *mill_catalogue_find (known, "limit");
  const MillNodeType *const types[] = {
    mill_catalogue_find (known, "filter-rows"), &newer, mill_catalogue_find (known, "read-csv"), NULL
  };
  const MillCatalogue catalogue = { types };
  g_autoptr(GHashTable) shown = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  newer.version = 2;
  newer.upgrade = upgrade_cb;
  fixture_drop_session (self);
  self->session = load_with (&catalogue, self->file, &error);
  g_assert_no_error (error);

  g_assert_false (mill_session_get_modified (self->session));
  g_assert_false (mill_history_get_can_undo (mill_session_get_history (self->session)));
  g_assert_true (has_note (self->session, "other"));
  g_assert_false (has_note (self->session, "some"));
  g_assert_true (g_file_load_contents (self->file, NULL, &before, NULL, NULL, NULL));
  g_assert_cmpstr (before, ==, FIXTURE_TEXT);

  /* Saved for what was done to another node, it is in the new version, and there is nothing to note. */
  fixture_set_string (self, "some", "condition", "number > 7");
  g_assert_true (has_note (self->session, "other"));
  g_signal_connect (self->session, "types-changed", G_CALLBACK (keep_shown_cb), shown);
  g_assert_true (save (self, self->file, &error));
  g_assert_no_error (error);
  g_assert_false (has_note (self->session, "other"));
  g_assert_true (g_hash_table_contains (shown, "other"));
  g_assert_true (g_file_load_contents (self->file, NULL, &after, NULL, NULL, NULL));
  g_assert_nonnull (strstr (after, "\"type\": \"limit\",\n      \"version\": 2"));

  fixture_drop_session (self);
  self->session = load_with (&catalogue, self->file, &error);
  g_assert_no_error (error);
  g_assert_false (has_note (self->session, "other"));
}

/* What the file says and this version does not know is kept, and told at the node. */
static void
test_unknown_setting (Fixture       *self,
                      gconstpointer  data)
{
  g_auto(GStrv) parts = g_strsplit (FIXTURE_TEXT, "\"condition\"", 2);
  g_autofree char *text = g_strjoinv ("\"conditoin\": \"number > 8\", \"condition\"", parts);
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GError) error = NULL;
  const MillDiagnostic *problem;

  g_assert_true (g_file_replace_contents (self->file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                          NULL, &error));
  fixture_drop_session (self);
  self->session = load (self->file, &error);
  g_assert_no_error (error);
  found = mill_session_list_diagnostics (self->session, "some");
  g_assert_cmpuint (found->len, ==, 1);
  problem = g_ptr_array_index (found, 0);
  g_assert_cmpint (problem->severity, ==, MILL_SEVERITY_WARNING);
  g_assert_cmpstr (problem->param, ==, "conditoin");
  g_assert_nonnull (strstr (problem->message, "“conditoin” is not a setting of this node"));
  g_assert_nonnull (strstr (problem->hint, "“condition”"));
}

static void
test_not_a_pipeline (Fixture       *self,
                     gconstpointer  data)
{
  g_autofree char *path = g_build_filename (self->directory, "bad.json", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (path, "[1, 2", -1, NULL));
  g_assert_null (load (file, &error));
  g_assert_nonnull (error);
}

static void
test_draft_brings_its_data (Fixture       *self,
                            gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (self->directory, "elsewhere", NULL);
  g_autofree char *path = g_build_filename (folder, "mine.millrace.json", NULL);
  g_autofree char *csv = g_build_filename (folder, "small.csv", NULL);
  g_autoptr(GFile) base = g_file_new_for_path (self->directory);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;

  g_mkdir (folder, 0700);
  mill_session_set_unsaved (self->session, base, TRUE);
  g_assert_null (mill_session_get_file (self->session));
  g_assert_cmpstr (mill_session_get_title (self->session), ==, "Small");
  g_assert_true (save (self, file, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (csv, G_FILE_TEST_IS_REGULAR));
  g_assert_true (g_file_equal (mill_session_get_file (self->session), file));
  g_assert_cmpstr (mill_session_get_title (self->session), ==, "Small");
}

static const char *
get_path (Fixture *self)
{
  MillNode *node = mill_pipeline_get_node (mill_session_get_pipeline (self->session), "all");

  return json_object_get_string_member (mill_node_get_params (node), "path");
}

/* Saved elsewhere it reads the same file as before, and a run finds nothing changed. */
static void
test_saved_elsewhere_reads_the_same (Fixture       *self,
                                     gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (self->directory, "else", "where", NULL);
  g_autofree char *path = g_build_filename (folder, "mine.millrace.json", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autofree char *saved = NULL;
  g_autoptr(GError) error = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (save (self, file, &error));
  g_assert_no_error (error);
  g_assert_false (mill_session_get_modified (self->session));
  g_assert_cmpstr (get_path (self), ==, "../../small.csv");
  g_assert_true (g_file_load_contents (file, NULL, &saved, NULL, NULL, NULL));
  g_assert_nonnull (strstr (saved, "\"../../small.csv\""));

  /* Back to where it was: one step there, not several. */
  g_assert_true (save (self, self->file, &error));
  g_assert_cmpstr (get_path (self), ==, "small.csv");
  mill_history_undo (mill_session_get_history (self->session));
  g_assert_cmpstr (get_path (self), ==, "../../small.csv");
  mill_history_undo (mill_session_get_history (self->session));
  g_assert_cmpstr (get_path (self), ==, "small.csv");
  g_assert_false (mill_history_get_can_undo (mill_session_get_history (self->session)));
}

/* So does what stands within a component, and a draft brings its data too. */
static void
test_components_read_the_same (Fixture       *self,
                               gconstpointer  data)
{
  static const char *const ids[] = { "all", NULL };
  g_autofree char *folder = g_build_filename (self->directory, "else", NULL);
  g_autofree char *path = g_build_filename (folder, "mine.millrace.json", NULL);
  g_autofree char *draft = g_build_filename (self->directory, "draft", NULL);
  g_autofree char *copy = g_build_filename (draft, "mine.millrace.json", NULL);
  g_autofree char *csv = g_build_filename (draft, "small.csv", NULL);
  g_autoptr(GFile) base = g_file_new_for_path (self->directory);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFile) draft_file = g_file_new_for_path (copy);
  g_autofree char *saved = NULL;
  g_autoptr(GError) error = NULL;
  MillHistory *history = mill_session_get_history (self->session);
  MillEdit *edit = mill_history_begin (history, "Make");

  g_assert_nonnull (mill_edit_make_component (edit, ids, "Source", &error));
  mill_history_commit (history, NULL);
  g_mkdir_with_parents (folder, 0700);
  g_assert_true (save (self, file, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_load_contents (file, NULL, &saved, NULL, NULL, NULL));
  g_assert_nonnull (strstr (saved, "\"../small.csv\""));

  mill_history_undo (history);
  g_mkdir_with_parents (draft, 0700);
  mill_session_set_unsaved (self->session, base, TRUE);
  g_assert_true (save (self, draft_file, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (csv, G_FILE_TEST_IS_REGULAR));
}

static void
test_draft_is_left (Fixture       *self,
                    gconstpointer  data)
{
  g_autoptr(GFile) from = g_file_new_for_path (self->directory);
  g_autoptr(GError) error = NULL;
  g_autoptr(GFile) draft = mill_data_files_make_draft (from, NULL, &error);
  g_autoptr(GFile) copy = NULL;

  g_assert_no_error (error);
  g_assert_true (mill_data_files_is_draft (draft));
  g_assert_false (mill_data_files_is_draft (from));
  copy = g_file_get_child (draft, "small.csv");
  g_assert_true (g_file_query_exists (copy, NULL));

  mill_session_set_unsaved (self->session, draft, TRUE);
  fixture_drop_session (self);
  while (g_file_query_exists (draft, NULL))
    g_usleep (1000);

  /* What is not a draft is never removed. */
  mill_data_files_remove_draft (from);
  g_assert_true (g_file_query_exists (self->file, NULL));
}

#define ADD(name, func) \
  g_test_add ("/app/session-file/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("save", test_save);
  ADD ("edit-during-save-stays-unsaved", test_edit_during_save_stays_unsaved);
  ADD ("changed-on-disk", test_changed_on_disk);
  ADD ("not-a-pipeline", test_not_a_pipeline);
  ADD ("older-version", test_older_version);
  ADD ("unknown-setting", test_unknown_setting);
  ADD ("draft-brings-its-data", test_draft_brings_its_data);
  ADD ("saved-elsewhere-reads-the-same", test_saved_elsewhere_reads_the_same);
  ADD ("components-read-the-same", test_components_read_the_same);
  ADD ("draft-is-left", test_draft_is_left);

  return g_test_run ();
}
