/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/announcer.h"

#include <glib/gi18n-lib.h>

#include "app/change-words.h"

struct _MillAnnouncer
{
  GtkAccessible   *speaker;
  MillSession     *session;
  GSignalGroup    *session_signals;
  GSignalGroup    *pipeline_signals;
  MillChangeWords *words;
  guint            words_source;
  GHashTable      *errors;             /* id -> the errors of that node that are known, in one string */
};

static void
announce (MillAnnouncer *self,
          const char    *text)
{
  gtk_accessible_announce (self->speaker, text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* The errors of @node, one a line, or NULL; @first: the first that is not among @known. */
static char *
list_errors (MillAnnouncer  *self,
             const char     *node,
             const char     *known,
             char          **first)
{
  g_autoptr (GPtrArray) problems = mill_session_list_diagnostics (self->session, node);
  g_autoptr (GString) list = g_string_new ("\n");

  for (guint i = 0; i < problems->len; i++)
    {
      const MillDiagnostic *problem = g_ptr_array_index (problems, i);
      g_autofree char *line = NULL;

      if (problem->severity != MILL_SEVERITY_ERROR)
        continue;
      line = g_strdup_printf ("\n%s\n", problem->message);
      if (*first == NULL && (known == NULL || strstr (known, line) == NULL))
        *first = g_strdup (problem->message);
      g_string_append (list, line);
    }

  return list->len > 1 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}

/* Nobody expects a node that was just added to be complete: its errors are news only when it had none. */
static void
take_errors (MillAnnouncer *self,
             const char    *node,
             gboolean       tell)
{
  gboolean seen = g_hash_table_contains (self->errors, node);
  g_autofree char *first = NULL;
  char *errors;

  if (mill_pipeline_get_node (mill_session_get_pipeline (self->session), node) == NULL)
    {
      g_hash_table_remove (self->errors, node);
      return;
    }
  errors = list_errors (self, node, g_hash_table_lookup (self->errors, node), &first);
  g_hash_table_insert (self->errors, g_strdup (node), errors);
  if (tell && seen && first != NULL)
    {
      g_autofree char *text =
        /* Translators: a node, and what is wrong with it. */
        g_strdup_printf (_("“%1$s”: %2$s"),
                         mill_pipeline_get_node_label (mill_session_get_pipeline (self->session), node),
                         first);

      announce (self, text);
    }
}

static void
types_changed_cb (MillAnnouncer *self,
                  GHashTable    *ids)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    take_errors (self, id, TRUE);
}

static void
say_words (gpointer data)
{
  MillAnnouncer *self = data;
  g_autofree char *words = NULL;

  self->words_source = 0;
  words = mill_change_words_end (self->words, mill_session_get_pipeline (self->session));
  if (words != NULL)
    announce (self, words);
}

/* An edit changes one thing after the other: it is told as a whole. */
static void
changed_cb (MillAnnouncer    *self,
            const MillChange *changes,
            guint             n_changes)
{
  mill_change_words_add (self->words, changes, n_changes);
  if (self->words_source == 0)
    self->words_source = g_idle_add_once (say_words, self);
}

static void
drop_words (MillAnnouncer *self)
{
  if (self->words_source == 0)
    return;
  g_clear_handle_id (&self->words_source, g_source_remove);
  g_free (mill_change_words_end (self->words, mill_session_get_pipeline (self->session)));
}

/* What is wrong at a level when it is entered is seen there, and not news. */
static void
level_changed_cb (MillAnnouncer *self)
{
  MillPipeline *pipeline = self->session != NULL ? mill_session_get_pipeline (self->session) : NULL;
  g_autoptr (GPtrArray) nodes = pipeline != NULL ? mill_pipeline_list_nodes (pipeline) : NULL;

  g_signal_group_set_target (self->pipeline_signals, pipeline);
  g_hash_table_remove_all (self->errors);
  for (guint i = 0; nodes != NULL && i < nodes->len; i++)
    take_errors (self, mill_node_get_id (g_ptr_array_index (nodes, i)), FALSE);
}

/* The pipeline of this level is about to go. */
static void
level_left_cb (MillAnnouncer *self)
{
  drop_words (self);
  g_signal_group_set_target (self->pipeline_signals, NULL);
}

MillAnnouncer *
mill_announcer_new (GtkAccessible *speaker)
{
  MillAnnouncer *self = g_new0 (MillAnnouncer, 1);

  self->speaker = speaker;
  self->words = mill_change_words_new ();
  self->errors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->pipeline_signals = g_signal_group_new (MILL_TYPE_PIPELINE);
  g_signal_group_connect_swapped (self->pipeline_signals, "changed", G_CALLBACK (changed_cb), self);
  self->session_signals = g_signal_group_new (MILL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->session_signals, "types-changed",
                                  G_CALLBACK (types_changed_cb), self);
  g_signal_group_connect_swapped (self->session_signals, "level-left", G_CALLBACK (level_left_cb),
                                  self);
  g_signal_group_connect_swapped (self->session_signals, "notify::level",
                                  G_CALLBACK (level_changed_cb), self);

  return self;
}

void
mill_announcer_free (MillAnnouncer *self)
{
  g_clear_handle_id (&self->words_source, g_source_remove);
  mill_change_words_free (self->words);
  g_object_unref (self->session_signals);
  g_object_unref (self->pipeline_signals);
  g_clear_object (&self->session);
  g_hash_table_unref (self->errors);
  g_free (self);
}

void
mill_announcer_set_session (MillAnnouncer *self,
                            MillSession   *session)
{
  if (self->session == session)
    return;

  if (self->session != NULL)
    drop_words (self);
  g_set_object (&self->session, session);
  g_signal_group_set_target (self->session_signals, session);
  level_changed_cb (self);
}
