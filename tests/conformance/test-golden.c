/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "golden.h"
#include "nodes/catalogue.h"

/* Files written by any version of any node type mean what they meant: see golden.h. The first tests are
 * those of the check itself, on a type that changes as it may and as it may not. */

typedef struct
{
  char  *text;
  gint64 rows;
  int    mode;
} Settings;

static const MillPort ports[] = { { "table", "Table", MILL_PORT_OUT, MILL_PORT_TABLE }, { 0 } };

static const MillChoice modes[] = { { 0, "fast", "Fast" }, { 1, "exact", "Exact" }, { 0 } };

static const MillChoice more_modes[] = {
  { 0, "fast", "Fast" }, { 1, "exact", "Exact" }, { 2, "slow", "Slow" }, { 0 } };

#define TEXT { MILL_STRING (Settings, text), .label = "Text" }
#define ROWS(number, ...) \
  { MILL_INTEGER (Settings, rows), .label = "Rows", .default_integer = number, .minimum = 1, .maximum = 1000, \
    __VA_ARGS__ }
#define MODE(list) { MILL_CHOICE (Settings, mode), .label = "Mode", .choices = list }

static const MillParam params[] = { TEXT, ROWS (10), MODE (modes), { 0 } };
static const MillParam other_words[] = {
  MODE (modes), { MILL_STRING (Settings, text), .label = "Another name", .help = "And help" }, ROWS (10),
  { 0 } };
static const MillParam other_default[] = { TEXT, ROWS (20), MODE (modes), { 0 } };
static const MillParam fewer[] = { TEXT, ROWS (10), { 0 } };
static const MillParam more_choices[] = { TEXT, ROWS (10), MODE (more_modes), { 0 } };
static const MillParam renamed[] = { TEXT, ROWS (20, .name = "count"), MODE (modes), { 0 } };

/* Version 1 had 10 rows where nothing was said. */
static gboolean
keep_default (JsonObject  *settings,
              int          version,
              GError     **error)
{
  g_assert_cmpint (version, ==, 1);
  if (!json_object_has_member (settings, "rows"))
    json_object_set_int_member (settings, "rows", 10);

  return TRUE;
}

static gboolean
forget_default (JsonObject  *settings,
                int          version,
                GError     **error)
{
  return TRUE;
}

static gboolean
rename_rows (JsonObject  *settings,
             int          version,
             GError     **error)
{
  gint64 rows = json_object_get_int_member_with_default (settings, "rows", 10);

  json_object_remove_member (settings, "rows");
  json_object_set_int_member (settings, "count", rows);

  return TRUE;
}

/* Leaves behind what the new version does not read. */
static gboolean
write_nonsense (JsonObject  *settings,
                int          version,
                GError     **error)
{
  json_object_set_string_member (settings, "rows", "many");

  return TRUE;
}

static const MillNodeType first = {
  .id = "sample", .version = 1, .label = "Sample", .ports = ports, .params = params,
  .params_size = sizeof (Settings) };

typedef struct
{
  const char      *name;
  int              version;
  const MillParam *params;
  const MillPort  *ports;
  gboolean       (*upgrade) (JsonObject *settings, int version, GError **error);
  gboolean         write;
  const char      *problem;    /* what is said, or NULL: nothing */
} Change;

static const Change changes[] = {
  { "nothing", 1, params, ports, NULL, FALSE, NULL },
  { "words-and-order", 1, other_words, ports, NULL, FALSE, NULL },
  { "default", 1, other_default, ports, NULL, FALSE, "Give it version 2, with an upgrade from 1" },
  { "default-written", 1, other_default, ports, NULL, TRUE, "Give it version 2, with an upgrade from 1" },
  { "parameter", 1, fewer, ports, NULL, FALSE, "Give it version 2" },
  { "choices", 1, more_choices, ports, NULL, FALSE, "Give it version 2" },
  { "port", 1, params, ports + 1, NULL, FALSE, "Give it version 2" },
  { "not-written", 2, other_default, ports, keep_default, FALSE,
    "Nothing is kept of version 2 of “sample” yet: run this test with MILL_UPDATE_GOLDEN=1" },
  { "upgrade", 2, other_default, ports, keep_default, TRUE, NULL },
  { "renaming", 2, renamed, ports, rename_rows, TRUE, NULL },
  { "no-upgrade", 2, other_default, ports, NULL, TRUE,
    "A file of version 1 of “sample” is not read as it was: The settings of version 1 cannot be read" },
  { "forgetful", 2, other_default, ports, forget_default, TRUE,
    "leaves “rows” out, that meant 10, and the upgrade makes it 20" },
  { "nonsense", 2, params, ports, write_nonsense, TRUE,
    "A file of version 1 of “sample” is not read as it was: The value \"many\" is of the wrong kind" },
};

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

static void
test_change (gconstpointer data)
{
  const Change *change = data;
  g_autofree char *folder = g_dir_make_tmp ("millrace-golden-XXXXXX", NULL);
  g_autofree char *problem = golden_check (&first, folder, TRUE);
  g_autofree char *kept = g_build_filename (folder, "sample-1.json", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *found = NULL;
  MillNodeType changed = first;

  g_assert_cmpstr (problem, ==, NULL);
  g_assert_true (g_file_get_contents (kept, &before, NULL, NULL));
  changed.version = change->version;
  changed.params = change->params;
  changed.ports = change->ports;
  changed.upgrade = change->upgrade;
  found = golden_check (&changed, folder, change->write);
  if (change->problem == NULL)
    g_assert_cmpstr (found, ==, NULL);
  else if (found == NULL || strstr (found, change->problem) == NULL)
    g_error ("Not “%s” is said, but “%s”", change->problem, found);

  /* What is kept never changes, whoever wants to write. */
  g_assert_true (g_file_get_contents (kept, &after, NULL, NULL));
  g_assert_cmpstr (before, ==, after);
  remove_folder (folder);
}

/* The files of the older version are gone, or the type is. */
static void
test_lost (void)
{
  g_autofree char *folder = g_dir_make_tmp ("millrace-golden-XXXXXX", NULL);
  g_autofree char *kept = g_build_filename (folder, "sample-1.json", NULL);
  const MillNodeType *const none[] = { NULL };
  const MillNodeType second = {
    .id = "sample", .version = 2, .label = "Sample", .ports = ports, .params = params,
    .params_size = sizeof (Settings), .upgrade = keep_default };
  const MillNodeType *const one[] = { &second, NULL };
  g_autofree char *problem = golden_check (&first, folder, TRUE);
  g_autofree char *lost = NULL;
  g_autofree char *stray = NULL;

  g_assert_cmpstr (problem, ==, NULL);
  g_assert_cmpstr (golden_find_stray (one, folder), ==, NULL);
  stray = golden_find_stray (none, folder);
  g_assert_true (g_str_has_prefix (stray, "sample-1."));
  g_unlink (kept);
  lost = golden_check (&second, folder, TRUE);
  g_assert_nonnull (strstr (lost, "What is kept of version 1 of “sample” has to stay for ever"));
  remove_folder (folder);
}

static char *
get_folder (void)
{
  return g_test_build_filename (G_TEST_DIST, "conformance", "golden", NULL);
}

static void
test_type (gconstpointer data)
{
  g_autofree char *folder = get_folder ();
  g_autofree char *problem = golden_check (data, folder, g_getenv ("MILL_UPDATE_GOLDEN") != NULL);

  if (problem != NULL)
    g_error ("%s", problem);
}

static void
test_strays (void)
{
  g_autofree char *folder = get_folder ();
  g_autofree char *stray = golden_find_stray (mill_nodes_get_catalogue ()->types, folder);

  if (stray != NULL)
    g_error ("There are files that need what “%s” in tests/conformance/golden tells of, and no node type has "
             "it any more", stray);
}

int
main (int    argc,
      char **argv)
{
  const MillNodeType *const *types = mill_nodes_get_catalogue ()->types;

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/golden/change/%s", changes[i].name);

      g_test_add_data_func (path, &changes[i], test_change);
    }
  g_test_add_func ("/golden/lost", test_lost);
  for (guint i = 0; types[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/golden/%s", types[i]->id);

      g_test_add_data_func (path, types[i], test_type);
    }
  g_test_add_func ("/golden/strays", test_strays);

  return g_test_run ();
}
