/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/recovery.h"

static void
test_held (Fixture       *self,
           gconstpointer  data)
{
  MillRecovery *recovery = mill_recovery_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) lost = NULL;

  g_assert_true (mill_recovery_write (recovery, self->pipeline, "Small", self->file, NULL, &error));
  g_assert_no_error (error);
  lost = mill_recovery_list_lost ();
  g_assert_cmpuint (lost->len, ==, 0);

  /* After it was closed, a write that comes late leaves nothing behind. */
  mill_recovery_close (recovery);
  g_assert_true (mill_recovery_write (recovery, self->pipeline, "Small", self->file, NULL, &error));
  mill_recovery_unref (recovery);
  g_clear_pointer (&lost, g_ptr_array_unref);
  lost = mill_recovery_list_lost ();
  g_assert_cmpuint (lost->len, ==, 0);
}

static void
test_lost (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) lost = NULL;
  g_autoptr(MillPipeline) pipeline = NULL;
  g_autoptr(GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr(MillLost) again = NULL;
  MillRecovery *recovery;
  MillLost *found;
  int status = 0;
  pid_t child = fork ();

  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      recovery = mill_recovery_new ();
      if (mill_recovery_write (recovery, self->pipeline, "Small", self->file, NULL, NULL))
        raise (SIGSTOP);
      _exit (1);
    }
  g_assert_cmpint (waitpid (child, &status, WUNTRACED), ==, child);
  g_assert_true (WIFSTOPPED (status));
  kill (child, SIGKILL);
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));

  lost = mill_recovery_list_lost ();
  g_assert_cmpuint (lost->len, ==, 1);
  found = g_ptr_array_index (lost, 0);
  g_assert_cmpstr (found->title, ==, "Small");
  g_assert_true (g_file_equal (found->file, self->file));
  g_assert_null (found->base);
  pipeline = mill_pipeline_new_from_file (mill_nodes_get_catalogue (), found->copy, problems, NULL,
                                          NULL);
  g_assert_nonnull (pipeline);
  g_assert_cmpuint (mill_pipeline_get_n_nodes (pipeline), ==, 3);

  /* Gone on with, it is nobody else's, and its name is the same. */
  recovery = mill_recovery_adopt (found);
  g_assert_cmpstr (mill_recovery_get_name (recovery), ==, found->name);
  g_assert_null (mill_recovery_find_lost (found->name));
  g_assert_true (g_file_query_exists (found->copy, NULL));
  mill_recovery_unref (recovery);
  again = mill_recovery_find_lost (found->name);
  g_assert_nonnull (again);
  g_assert_cmpstr (again->title, ==, "Small");

  mill_lost_discard (found);
  g_clear_pointer (&lost, g_ptr_array_unref);
  lost = mill_recovery_list_lost ();
  g_assert_cmpuint (lost->len, ==, 0);
}

#define ADD(name, func) \
  g_test_add ("/app/recovery/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("held", test_held);
  ADD ("lost", test_lost);

  return g_test_run ();
}
