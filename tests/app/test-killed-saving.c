/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>

#include "pipeline/writer.h"

/* A program that is killed while it saves leaves the old file or the new one, whole; what it leaves beside it
 * goes with the next save. Called with --saver, this is that program; otherwise the number of times. */

static const char *program;
static guint n_kills = 20;

static void
finish_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
save (MillSession *session,
      GFile       *file)
{
  g_autoptr (GAsyncResult) result = NULL;

  mill_session_save_async (session, file, NULL, finish_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return mill_session_save_finish (session, result, NULL);
}

/* Long enough that writing it takes a moment. */
static char *
make_condition (guint number)
{
  g_autofree char *tail = g_strnfill (200000, '0' + number % 10);

  return g_strdup_printf ("number > %u -- %s", number, tail);
}

static void
set_condition (MillSession *session,
               guint        number)
{
  g_autofree char *condition = make_condition (number);
  g_autoptr (JsonNode) value = json_node_init_string (json_node_alloc (), condition);
  g_autoptr (GError) error = NULL;

  mill_session_set_param (session, "some", "condition", value, &error);
  g_assert_no_error (error);
}

static MillSession *
load (GFile *file)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  MillSession *session;

  mill_session_load_async (mill_nodes_get_catalogue (), file, NULL, finish_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  session = mill_session_load_finish (result, &error);
  g_assert_no_error (error);

  return session;
}

/* Saves again and again, and says when it has begun. */
static int
be_saver (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (MillSession) session = load (file);

  /* Not for longer than who kills it. */
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  for (guint i = 0; TRUE; i++)
    {
      set_condition (session, i);
      if (!save (session, file))
        return 1;
      if (i == 0)
        g_print ("saving\n");
    }
}

/* How many files but those of the fixture lie in its folder. */
static guint
count_others (Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->directory, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    n += !g_str_equal (name, "small.csv") && !g_str_equal (name, "small.millrace.json");

  return n;
}

/* The file is what one of its saves wrote: it can be read, and its condition ends as it begins. */
static void
check_whole (Fixture *self)
{
  g_autoptr (MillSession) session = load (self->file);
  MillNode *node = mill_pipeline_get_node (mill_session_get_pipeline (session), "some");
  const char *condition = json_object_get_string_member (mill_node_get_params (node), "condition");
  g_autofree char *expected = make_condition (atoi (condition + strlen ("number > ")));
  g_autofree char *text = NULL;
  g_autofree char *bytes = NULL;
  gsize length;

  g_assert_true (g_str_equal (condition, expected) || g_str_equal (condition, "number > 300"));
  text = mill_pipeline_to_text (mill_session_get_pipeline (session));
  g_assert_true (g_file_load_contents (self->file, NULL, &bytes, &length, NULL, NULL));
  g_assert_cmpuint (length, ==, strlen (text));
  g_assert_true (memcmp (bytes, text, length) == 0);
}

static void
wait_for_first (GSubprocess *child)
{
  g_autoptr (GDataInputStream) stream = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  g_autofree char *line = g_data_input_stream_read_line (stream, NULL, NULL, NULL);

  g_assert_cmpstr (line, ==, "saving");
}

static void
test_killed (Fixture       *self,
             gconstpointer  data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autofree char *path = g_file_get_path (self->file);
  guint n_left = 0;

  for (guint i = 0; i < n_kills; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--saver",
                                                        path, NULL);
      g_autoptr (MillSession) session = NULL;

      g_assert_no_error (error);
      wait_for_first (child);
      g_usleep (g_rand_int_range (random, 0, 40000));
      g_subprocess_force_exit (child);
      g_subprocess_wait (child, NULL, NULL);

      check_whole (self);
      n_left += count_others (self) > 0;

      session = load (self->file);
      set_condition (session, i);
      g_assert_true (save (session, self->file));
      check_whole (self);
      g_assert_cmpuint (count_others (self), ==, 0);
    }

  g_test_message ("%u kills; %u left something beside the file until it was saved again", n_kills, n_left);
}

int
main (int   argc,
      char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--saver"))
    return be_saver (argv[2]);

  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  if (argc == 2)
    n_kills = atoi (argv[1]);
  g_test_add ("/app/killed-saving", Fixture, NULL, fixture_set_up, test_killed, fixture_tear_down);

  return g_test_run ();
}
