/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "again.h"

/* A remembered run is done again. What is remembered of it is changed before, which stands for results that
 * were others then, for older versions, and for a database that somebody made up. */

static const MillRepeatNode *
find (GPtrArray  *nodes,
      const char *id)
{
  for (guint i = 0; i < nodes->len; i++)
    if (g_str_equal (((MillRepeatNode *) nodes->pdata[i])->node, id))
      return nodes->pdata[i];

  return NULL;
}

static void
test_same (Fixture       *self,
           gconstpointer  data)
{
  const char *const verdicts[] = { "unknown", "identical", "identical", "identical" };
  const char *const ids[] = { "numbers", "few", "count", "word" };
  g_autoptr (MillRepeat) again = NULL;
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GPtrArray) causes = NULL;

  again_run (self, NULL, NULL);
  again = again_repeat (self);
  nodes = mill_repeat_compare (again);
  g_assert_cmpuint (nodes->len, ==, G_N_ELEMENTS (ids));
  for (guint i = 0; i < nodes->len; i++)
    {
      const MillRepeatNode *node = find (nodes, ids[i]);

      g_test_message ("%s: %s", node->node, mill_repeat_verdict_get_name (node->verdict));
      g_assert_cmpstr (mill_repeat_verdict_get_name (node->verdict), ==, verdicts[i]);
      g_assert_null (node->reason);
    }
  causes = mill_repeat_list_causes (again, NULL);
  g_assert_cmpuint (causes->len, ==, 0);
}

/* What is compared, and how it is told that it is another one now. */
typedef struct
{
  const char *name;
  const char *sql;
  const char *node;
  const char *verdict;
  const char *reason;   /* NULL: none */
  const char *port;
  const char *column;
} Other;

#define COLUMNS(text) "UPDATE rows SET digest = 'other' WHERE node = 'count';" \
                      "UPDATE contents SET text = '" text "' WHERE digest =" \
                      " (SELECT columns FROM rows WHERE node = 'count')"

static const Other others[] = {
  { "rows", "UPDATE rows SET digest = 'other', rows = 3 WHERE node = 'count'", "count", "different",
    "Rows of “result”: 1; then there were 3", "result", NULL },
  { "order", "UPDATE rows SET digest = 'other' WHERE node = 'count'", "count", "different",
    "The rows of “result” go together in another way", "result", NULL },
  { "column", COLUMNS ("{\"rows\": \"BIGINT 0\"}"), "count", "different",
    "The column “rows” of “result” holds something else", "result", "rows" },
  { "no-column", COLUMNS ("{\"sum\": \"BIGINT 0\"}"), "count", "different",
    "“result” has no column “sum” any more", "result", "sum" },
  /* Of what is not as this program writes it nothing is told. */
  { "columns-no-json", COLUMNS ("{"), "count", "different",
    "The rows of “result” go together in another way", "result", NULL },
  { "columns-array", COLUMNS ("[1]"), "count", "different",
    "The rows of “result” go together in another way", "result", NULL },
  { "column-object", COLUMNS ("{\"rows\": {\"a\": 1}}"), "count", "different",
    "The column “rows” of “result” holds something else", "result", "rows" },
  { "no-rows", "DELETE FROM rows; DELETE FROM scores", "count", "unknown", NULL, NULL, NULL },
  { "no-digest", "UPDATE rows SET digest = NULL; DELETE FROM scores", "count", "unknown", NULL, NULL, NULL },
  { "other-port", "UPDATE rows SET port = 'gone'; DELETE FROM scores", "count", "unknown", NULL, NULL, NULL },
  { "score", "UPDATE scores SET value = 7", "count", "different", "The score “rows” is another one", NULL, NULL },
  { "artifact", "UPDATE artifacts SET content = 'other'", "word", "different", "“word” is another one", "word", NULL },
  { "file", "INSERT INTO files SELECT id, 'word', '/elsewhere/out.csv', 'other', 7 FROM runs", "word", "different",
    "The file “out.csv” holds something else", NULL, NULL },
  { "state", "UPDATE nodes SET state = 'failed' WHERE node = 'count'", "count", "different",
    "It ended with “Done”; then it was “Failed”", NULL, NULL },
  { "other-failure", "UPDATE nodes SET state = 'skipped' WHERE node = 'count'", "count", "different",
    "It ended with “Done”; then it was “Skipped”", NULL, NULL },
  { "cancelled", "UPDATE nodes SET state = 'cancelled' WHERE node = 'count'", "count", "unknown",
    "It had not ended then: Cancelled", NULL, NULL },
  { "no-state", "UPDATE nodes SET state = 'wonderful' WHERE node = 'count'", "count", "different",
    "It ended with “Done”; then it was “Not run yet”", NULL, NULL },
};

static void
test_other (Fixture       *self,
            gconstpointer  data)
{
  const Other *other = data;
  g_autoptr (MillRepeat) again = NULL;
  g_autoptr (GPtrArray) nodes = NULL;
  const MillRepeatNode *node;

  again_run (self, NULL, NULL);
  fixture_sql (self, other->sql);
  again = again_repeat (self);
  nodes = mill_repeat_compare (again);
  node = find (nodes, other->node);
  g_assert_cmpstr (mill_repeat_verdict_get_name (node->verdict), ==, other->verdict);
  g_assert_cmpstr (node->reason, ==, other->reason);
  g_assert_cmpstr (node->port, ==, other->port);
  g_assert_cmpstr (node->column, ==, other->column);
}

/* A node of which only a score is remembered goes by its id. */
static void
test_no_label (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr (MillRepeat) again = NULL;
  g_autoptr (GPtrArray) nodes = NULL;

  again_run (self, NULL, NULL);
  fixture_sql (self, "DELETE FROM nodes WHERE node = 'count'");
  again = again_repeat (self);
  nodes = mill_repeat_compare (again);
  g_assert_cmpstr (find (nodes, "count")->label, ==, "count");
  g_assert_cmpstr (find (nodes, "word")->label, ==, "Word");
}

/* The values of then, whatever kind of value; those that are no JSON count as none. */
static void
test_values (Fixture       *self,
             gconstpointer  data)
{
  const char *const values[] = { "least=5", NULL };
  const struct { const char *parameters; const char *verdict; } cases[] = {
    { "{\"least\": 5}", "identical" },
    { "{\"least\": \"5\"}", "identical" },
    { "{\"least\": 6}", "different" },
    { "{", "different" },
    { "[5]", "different" },
  };

  again_run (self, NULL, values);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE runs SET parameters = '%s'", cases[i].parameters);
      g_autoptr (MillRepeat) again = NULL;
      g_autoptr (GPtrArray) nodes = NULL;

      fixture_sql (self, sql);
      again = again_repeat (self);
      nodes = mill_repeat_compare (again);
      g_test_message ("%s", cases[i].parameters);
      g_assert_cmpstr (mill_repeat_verdict_get_name (find (nodes, "count")->verdict), ==, cases[i].verdict);
    }
}

/* Of two nodes within a component, the one that holds it is done again; one that is not drawn any more is
 * left out of what is compared. */
static void
test_component (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr (MillRepeat) again = NULL;
  g_autoptr (GPtrArray) nodes = NULL;

  again_run (self, NULL, NULL);
  fixture_sql (self, "INSERT INTO nodes SELECT id, 'count/a', 'A', 'count', 'done', NULL, 1, 1 FROM runs;"
                     "INSERT INTO nodes SELECT id, 'count/b', 'B', 'count', 'done', NULL, 1, 1 FROM runs");
  again = again_repeat (self);
  nodes = mill_repeat_compare (again);
  g_assert_cmpuint (nodes->len, ==, 4);
  g_assert_cmpstr (mill_repeat_verdict_get_name (find (nodes, "count")->verdict), ==, "identical");
}

/* Where the pipeline lay counts for the files that it names. */
static void
test_file (Fixture       *self,
           gconstpointer  data)
{
  const char *const names[] = { "/somewhere/talk.json", "sftp://somewhere/talk.json" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (names[i]);
      g_autoptr (MillRunRecord) record = NULL;
      g_autoptr (MillRepeat) again = NULL;
      g_autoptr (GPtrArray) nodes = NULL;

      again_run (self, file, NULL);
      record = fixture_get_run (self, "latest");
      g_assert_cmpstr (record->file, ==, names[i]);
      again = again_repeat (self);
      nodes = mill_repeat_compare (again);
      g_assert_cmpstr (mill_repeat_verdict_get_name (find (nodes, "count")->verdict), ==, "identical");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, data, func) g_test_add (path, Fixture, data, fixture_set_up, func, fixture_tear_down)
  ADD ("/store/repeat/same", NULL, test_same);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *path = g_strdup_printf ("/store/repeat/other/%s", others[i].name);

      ADD (path, &others[i], test_other);
    }
  ADD ("/store/repeat/no-label", NULL, test_no_label);
  ADD ("/store/repeat/values", NULL, test_values);
  ADD ("/store/repeat/component", NULL, test_component);
  ADD ("/store/repeat/file", NULL, test_file);

  return g_test_run ();
}
