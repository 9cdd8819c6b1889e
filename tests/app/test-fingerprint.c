/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include "app/fingerprint.h"

static char *
get (MillFingerprints *prints,
     Fixture          *self,
     const char       *node)
{
  mill_fingerprints_update (prints, self->pipeline, NULL);

  return g_strdup (mill_fingerprints_get (prints, node));
}

static void
put_parameter (Fixture *self,
               int      number)
{
  MillHistory *history = mill_session_get_history (self->session);
  MillEdit *edit = mill_history_begin (history, "Parameter");
  g_autoptr(JsonNode) value = json_node_new (JSON_NODE_VALUE);
  g_autoptr(MillParameter) parameter = NULL;

  json_node_set_int (value, number);
  parameter = mill_parameter_new ("from", MILL_PARAMETER_INTEGER, value, NULL);
  mill_edit_put_parameter (edit, parameter);
  mill_history_commit (history, NULL);
}

static void
test_parameters (Fixture       *self,
                 gconstpointer  data)
{
  g_autoptr(MillFingerprints) prints = mill_fingerprints_new ();
  g_autofree char *some = NULL, *other = NULL, *some_after = NULL, *other_after = NULL;

  put_parameter (self, 1);
  fixture_set_string (self, "some", "condition", "number > ${from}");
  some = get (prints, self, "some");
  other = get (prints, self, "other");
  put_parameter (self, 2);
  some_after = get (prints, self, "some");
  other_after = get (prints, self, "other");
  g_assert_cmpstr (some, !=, some_after);
  g_assert_cmpstr (other, ==, other_after);
}

static void
test_removed (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr(MillFingerprints) prints = mill_fingerprints_new ();
  MillHistory *history = mill_session_get_history (self->session);
  MillEdit *edit;
  g_autofree char *before = get (prints, self, "some");
  g_autofree char *after = NULL;

  g_assert_nonnull (before);
  edit = mill_history_begin (history, "Delete");
  g_assert_true (mill_edit_remove_node (edit, "all", NULL));
  mill_history_commit (history, NULL);
  after = get (prints, self, "some");
  g_assert_cmpstr (before, !=, after);
  g_assert_null (mill_fingerprints_get (prints, "all"));
}

#define ADD(name, func) \
  g_test_add ("/app/fingerprint/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("parameters", test_parameters);
  ADD ("removed", test_removed);

  return g_test_run ();
}
