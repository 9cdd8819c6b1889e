/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/inspector/conflict-list.h"

#include <glib/gi18n-lib.h>

#include "pipeline/conflict.h"

struct _MillConflictList
{
  AdwBin       parent_instance;

  MillSession *session;
  char        *node;
  GPtrArray   *conflicts;   /* MillConflict, one for each group */
  GtkBox      *groups;
};

G_DEFINE_FINAL_TYPE (MillConflictList, mill_conflict_list, ADW_TYPE_BIN)

/* ---- In words ---- */

static char *
dup_setting (MillConflictList   *self,
             const MillConflict *conflict)
{
  const MillNodeType *type =
    mill_pipeline_get_node_type (mill_session_get_pipeline (self->session), conflict->node);
  const MillParam *param = type != NULL ? mill_node_type_find_param (type, conflict->name) : NULL;

  return g_strdup (param != NULL && param->label != NULL ? _(param->label) : conflict->name);
}

static char *
dup_fact (MillConflictList   *self,
          const MillConflict *conflict)
{
  switch (conflict->fact)
    {
    case MILL_FACT_NAME:
      return g_strdup (_("Name"));
    case MILL_FACT_TITLE:
      return g_strdup (_("Title"));
    case MILL_FACT_TYPE:
      return g_strdup (_("Type"));
    case MILL_FACT_VERSION:
      return g_strdup (_("Version"));
    case MILL_FACT_BYPASSED:
      return g_strdup (_("Bypassed"));
    case MILL_FACT_PINNED:
      return g_strdup (_("Pinned"));
    case MILL_FACT_ORIGIN:
      return g_strdup (_("Taken from"));
    case MILL_FACT_FRAME:
      return g_strdup (_("Frame"));
    case MILL_FACT_NOTE:
      return g_strdup (_("Note"));
    case MILL_FACT_NODE:
      /* Translators: two versions of a file differ in whether there is this node. */
      return g_strdup (_("The node itself"));
    case MILL_FACT_SETTING:
      return conflict->name != NULL ? dup_setting (self, conflict) : g_strdup (mill_conflict_get_label (conflict));
    case MILL_FACT_INPUT:
      return g_strdup_printf (_("Input %s"), mill_conflict_get_label (conflict));
    case MILL_FACT_PARAMETER:
      return g_strdup_printf (_("Parameter %s"), mill_conflict_get_label (conflict));
    case MILL_FACT_OTHER:
    case MILL_FACT_OTHER_INPUT:
    case MILL_FACT_OTHER_PLACE:
    case MILL_FACT_PLACE:
    default:
      return g_strdup (mill_conflict_get_label (conflict));
    }
}

static char *
dup_title (MillConflictList   *self,
           const MillConflict *conflict)
{
  g_autofree char *fact = dup_fact (self, conflict);

  /* A node that is not there has no page of its own. */
  if (self->node == NULL && conflict->node != NULL)
    return g_strdup_printf ("%s: %s", conflict->node, fact);

  return g_steal_pointer (&fact);
}

/* ---- Choosing ---- */

static gboolean
has_focus_within (MillConflictList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
}

/* Who uses the keyboard goes on with what comes next: the button is gone. */
static void
focus_next (MillConflictList *self)
{
  GtkWidget *next = gtk_widget_get_next_sibling (GTK_WIDGET (self));

  if (next == NULL)
    next = gtk_widget_get_next_sibling (gtk_widget_get_parent (GTK_WIDGET (self)));
  if (self->conflicts->len > 0)
    next = GTK_WIDGET (self->groups);
  if (next != NULL)
    gtk_widget_child_focus (next, GTK_DIR_TAB_FORWARD);
}

static void
choose_cb (MillConflictList *self,
           GtkWidget        *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
  gboolean theirs = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "theirs"));
  AdwPreferencesGroup *group =
    ADW_PREFERENCES_GROUP (gtk_widget_get_ancestor (button, ADW_TYPE_PREFERENCES_GROUP));
  g_autoptr (MillConflictList) alive = g_object_ref (self);
  g_autoptr (GError) error = NULL;
  gboolean focused = has_focus_within (self);

  if (!mill_session_settle_conflict (self->session, g_ptr_array_index (self->conflicts, index), theirs, &error))
    {
      g_autoptr (MillDiagnostic) problem = mill_error_dup_diagnostic (error, NULL);
      g_autofree char *text = g_strdup_printf ("%s. %s", problem->message, problem->hint != NULL ? problem->hint : "");

      adw_preferences_group_set_description (group, text);
      return;
    }
  if (focused && gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    focus_next (self);
}

/* ---- Building ---- */

static void
add_version (MillConflictList    *self,
             AdwPreferencesGroup *group,
             guint                index,
             gboolean             theirs)
{
  const MillConflict *conflict = g_ptr_array_index (self->conflicts, index);
  g_autofree char *value = mill_conflict_value_to_text (conflict, theirs ? conflict->theirs : conflict->ours);
  g_autofree char *escaped = g_markup_escape_text (value, -1);
  GtkWidget *button = gtk_button_new_with_label (_("Use"));
  GtkWidget *row = g_object_new (ADW_TYPE_ACTION_ROW,
                                 /* Translators: one of two versions of a file that were merged, as git calls them. */
                                 "title", theirs ? _("Theirs") : _("Ours"),
                                 "subtitle", escaped,
                                 "subtitle-lines", 6,
                                 NULL);

  gtk_widget_add_css_class (row, "property");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, theirs ? _("Put the other version in here")
                                              : _("Keep what the pipeline has now"));
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_object_set_data (G_OBJECT (button), "theirs", GINT_TO_POINTER (theirs));
  g_signal_connect_object (button, "clicked", G_CALLBACK (choose_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (group, row);
}

static void
add_group (MillConflictList *self,
           guint             index)
{
  g_autofree char *title = dup_title (self, g_ptr_array_index (self->conflicts, index));
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  GtkWidget *group = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _("Two versions that were merged differ."));
  add_version (self, ADW_PREFERENCES_GROUP (group), index, FALSE);
  add_version (self, ADW_PREFERENCES_GROUP (group), index, TRUE);
  gtk_box_append (self->groups, group);
}

static gboolean
is_shown (MillConflictList   *self,
          const MillConflict *conflict)
{
  if (self->node != NULL)
    return g_strcmp0 (conflict->node, self->node) == 0;

  return conflict->node == NULL ||
         mill_pipeline_get_node (mill_session_get_pipeline (self->session), conflict->node) == NULL;
}

static void
rebuild (MillConflictList *self)
{
  g_autoptr (GPtrArray) all = mill_pipeline_list_conflicts (mill_session_get_pipeline (self->session), FALSE);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  g_ptr_array_set_size (self->conflicts, 0);
  while (all->len > 0)
    {
      MillConflict *conflict = g_ptr_array_steal_index (all, 0);

      if (!is_shown (self, conflict))
        {
          mill_conflict_free (conflict);
          continue;
        }
      g_ptr_array_add (self->conflicts, conflict);
      add_group (self, self->conflicts->len - 1);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->conflicts->len > 0);
}

static void
changed_cb (MillConflictList *self,
            const MillChange *changes,
            guint             n_changes)
{
  for (guint i = 0; i < n_changes; i++)
    if (changes[i].kind == MILL_CHANGE_EXTRA)
      {
        rebuild (self);
        return;
      }
}

GtkWidget *
mill_conflict_list_new (MillSession *session,
                        const char  *node)
{
  MillConflictList *self = g_object_new (MILL_TYPE_CONFLICT_LIST, NULL);

  self->session = g_object_ref (session);
  self->node = g_strdup (node);
  rebuild (self);
  g_signal_connect_object (mill_session_get_pipeline (session), "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

static void
mill_conflict_list_finalize (GObject *object)
{
  MillConflictList *self = MILL_CONFLICT_LIST (object);

  g_ptr_array_unref (self->conflicts);
  g_clear_object (&self->session);
  g_free (self->node);

  G_OBJECT_CLASS (mill_conflict_list_parent_class)->finalize (object);
}

static void
mill_conflict_list_class_init (MillConflictListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = mill_conflict_list_finalize;
}

static void
mill_conflict_list_init (MillConflictList *self)
{
  self->conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_conflict_free);
  self->groups = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->groups));
}
