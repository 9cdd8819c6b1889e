/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/file-banner.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/conflict.h"
#include "pipeline/expand.h"

struct _MillFileBanner
{
  AdwBin        parent_instance;

  AdwBanner    *banner;
  MillSession  *session;
  GSignalGroup *pipeline_signals;
  GPtrArray    *conflicts;      /* MillConflict, of all levels */
  guint         n_unknown;      /* nodes whose type this build does not know */
};

G_DEFINE_FINAL_TYPE (MillFileBanner, mill_file_banner, ADW_TYPE_BIN)

enum
{
  SIGNAL_SHOW_PIPELINE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_unknown (MillFileBanner *self,
            MillNode       *node)
{
  const MillCatalogue *catalogue = mill_pipeline_get_catalogue (mill_session_get_whole (self->session));

  return node != NULL && mill_node_find_type (node, catalogue) == NULL;
}

static void
count_unknown_nodes (MillFileBanner *self)
{
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (mill_session_get_whole (self->session));

  self->n_unknown = 0;
  for (guint i = 0; i < nodes->len; i++)
    self->n_unknown += is_unknown (self, g_ptr_array_index (nodes, i));
}

static void
list_conflicts (MillFileBanner *self)
{
  g_ptr_array_unref (self->conflicts);
  self->conflicts = mill_pipeline_list_conflicts (mill_session_get_whole (self->session), TRUE);
}

static void
update (MillFileBanner *self)
{
  guint n_conflicts = self->conflicts->len;
  guint n = self->n_unknown;
  g_autofree char *title = NULL;

  if (n_conflicts > 0)
    title = g_strdup_printf (ngettext ("A merge left %u choice to be made before all can run.",
                                       "A merge left %u choices to be made before all can run.", n_conflicts),
                             n_conflicts);
  else if (n > 0)
    title = g_strdup_printf (ngettext ("%u node is not known to this version of Millrace. "
                                       "It is kept, but cannot run.",
                                       "%u nodes are not known to this version of Millrace. "
                                       "They are kept, but cannot run.", n), n);
  if (title != NULL)
    adw_banner_set_title (self->banner, title);
  adw_banner_set_button_label (self->banner, n_conflicts > 0 ? _("_Choose") : NULL);
  adw_banner_set_revealed (self->banner, title != NULL);
}

static gboolean
can_hold_conflicts (const MillChange *change)
{
  if (change->kind == MILL_CHANGE_EXTRA)
    return TRUE;

  return change->kind == MILL_CHANGE_NODE &&
         ((change->before != NULL && mill_node_get_component (change->before) != NULL) ||
          (change->after != NULL && mill_node_get_component (change->after) != NULL));
}

static void
changed_cb (MillFileBanner   *self,
            const MillChange *changes,
            guint             n_changes)
{
  gboolean listed = FALSE;

  for (guint i = 0; i < n_changes; i++)
    {
      if (changes[i].kind == MILL_CHANGE_NODE)
        {
          self->n_unknown += is_unknown (self, changes[i].after);
          self->n_unknown -= is_unknown (self, changes[i].before);
        }
      if (!listed && can_hold_conflicts (&changes[i]))
        {
          list_conflicts (self);
          listed = TRUE;
        }
    }
  update (self);
}

/* The level that @conflict is in, and the id of its node there; NULL: it is of the level itself. */
static char *
find_level (const MillConflict  *conflict,
            const char         **node)
{
  const char *last = conflict->node != NULL ? strrchr (conflict->node, MILL_PATH_SEPARATOR) : NULL;

  *node = NULL;
  if (conflict->node == NULL || conflict->fact == MILL_FACT_NAME || conflict->fact == MILL_FACT_PARAMETER ||
      conflict->fact == MILL_FACT_FRAME || conflict->fact == MILL_FACT_NOTE)
    return g_strdup (conflict->node);
  *node = last != NULL ? last + 1 : conflict->node;

  return last != NULL ? g_strndup (conflict->node, last - conflict->node) : NULL;
}

static void
show_cb (MillFileBanner *self)
{
  static const char *const nothing[] = { NULL };
  g_autoptr (GPtrArray) conflicts = g_ptr_array_ref (self->conflicts);
  g_autofree char *level = NULL;
  const char *node;

  if (conflicts->len == 0)
    return;

  level = find_level (g_ptr_array_index (conflicts, 0), &node);
  if (!mill_session_go_to_level (self->session, level))
    return;
  if (node != NULL && mill_pipeline_get_node (mill_session_get_pipeline (self->session), node) != NULL)
    {
      mill_session_reveal (self->session, node, NULL);
      return;
    }
  mill_session_select (self->session, nothing);
  g_signal_emit (self, signals[SIGNAL_SHOW_PIPELINE], 0);
}

void
mill_file_banner_set_session (MillFileBanner *self,
                              MillSession    *session)
{
  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->pipeline_signals,
                             session != NULL ? mill_session_get_whole (session) : NULL);
  if (session == NULL)
    return;
  count_unknown_nodes (self);
  list_conflicts (self);
  update (self);
}

static void
mill_file_banner_dispose (GObject *object)
{
  MillFileBanner *self = MILL_FILE_BANNER (object);

  g_clear_object (&self->pipeline_signals);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (mill_file_banner_parent_class)->dispose (object);
}

static void
mill_file_banner_finalize (GObject *object)
{
  g_ptr_array_unref (MILL_FILE_BANNER (object)->conflicts);

  G_OBJECT_CLASS (mill_file_banner_parent_class)->finalize (object);
}

static void
mill_file_banner_class_init (MillFileBannerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = mill_file_banner_dispose;
  G_OBJECT_CLASS (klass)->finalize = mill_file_banner_finalize;

  signals[SIGNAL_SHOW_PIPELINE] = g_signal_new ("show-pipeline", MILL_TYPE_FILE_BANNER, G_SIGNAL_RUN_LAST, 0, NULL,
                                                NULL, NULL, G_TYPE_NONE, 0);
}

static void
mill_file_banner_init (MillFileBanner *self)
{
  self->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_conflict_free);
  self->banner = ADW_BANNER (adw_banner_new (""));
  g_signal_connect_object (self->banner, "button-clicked", G_CALLBACK (show_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->banner));
  self->pipeline_signals = g_signal_group_new (MILL_TYPE_PIPELINE);
  g_signal_group_connect_swapped (self->pipeline_signals, "changed", G_CALLBACK (changed_cb), self);
}
