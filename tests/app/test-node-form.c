/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <adwaita.h>
#include <gtksourceview/gtksource.h>

#include "app/inspector/columns-view.h"
#include "app/inspector/help-view.h"
#include "app/inspector/node-form.h"
#include "pipeline/writer.h"

static GtkWidget *
find (GtkWidget *widget,
      GType      type,
      const char *title)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) &&
      (title == NULL ||
       g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, title);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
has_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && *gtk_label_get_label (GTK_LABEL (widget)) != '\0')
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child))
      return TRUE;

  return FALSE;
}

static gboolean
has_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);
  const char *tooltip = gtk_widget_get_tooltip_text (widget);

  return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
         gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY) ||
         (tooltip != NULL && *tooltip != '\0') || has_text (widget);
}

/* What the user can reach: an editor or a button that says nothing is of no use to somebody who cannot
 * see it. */
static void
check_names (GtkWidget  *widget,
             const char *type)
{
  if ((GTK_IS_EDITABLE (widget) || GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget) ||
       GTK_IS_SWITCH (widget) || GTK_IS_TEXT_VIEW (widget) || ADW_IS_PREFERENCES_ROW (widget)) &&
      !has_name (widget))
    g_error ("In the form of %s a %s has no name", type, G_OBJECT_TYPE_NAME (widget));
  /* The parts of a widget that has a name are not met on their own. */
  if (GTK_IS_EDITABLE (widget) || GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_names (child, type);
}

static void
test_every_type (void)
{
  const MillCatalogue *catalogue = mill_nodes_get_catalogue ();
  g_autoptr(MillPipeline) pipeline = mill_pipeline_new (catalogue);
  g_autoptr(MillSession) session = mill_session_new (pipeline, NULL);
  MillHistory *history = mill_session_get_history (session);

  g_assert_cmpuint (mill_catalogue_get_n_types (catalogue), >, 10);
  for (guint i = 0; catalogue->types[i] != NULL; i++)
    {
      const MillNodeType *type = catalogue->types[i];
      MillEdit *edit = mill_history_begin (history, "Add");
      g_autofree char *id = g_strdup (mill_edit_add_node (edit, type->id, NULL, 0, 0));
      g_autofree char *before = NULL;
      g_autofree char *after = NULL;
      GtkWidget *window = gtk_window_new ();
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

      mill_history_commit (history, NULL);
      before = mill_pipeline_to_text (pipeline);
      gtk_box_append (GTK_BOX (box), mill_node_form_new (session, id));
      gtk_box_append (GTK_BOX (box), mill_columns_view_new (session, id));
      gtk_box_append (GTK_BOX (box), mill_help_view_new (type));
      gtk_window_set_child (GTK_WINDOW (window), box);
      gtk_window_present (GTK_WINDOW (window));
      while (g_main_context_iteration (NULL, FALSE))
        ;
      check_names (box, type->id);
      /* To look at a form changes nothing. */
      after = mill_pipeline_to_text (pipeline);
      g_assert_cmpstr (before, ==, after);
      gtk_window_destroy (GTK_WINDOW (window));
    }
}

static const char *
get_condition (Fixture *self)
{
  JsonObject *params = mill_node_get_params (mill_pipeline_get_node (self->pipeline, "some"));

  return json_object_get_string_member (params, "condition");
}

static void
test_expression (Fixture       *self,
                 gconstpointer  data)
{
  GtkWidget *form = g_object_ref_sink (mill_node_form_new (self->session, "some"));
  GtkWidget *view = find (form, GTK_SOURCE_TYPE_VIEW, NULL);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  MillHistory *history = mill_session_get_history (self->session);
  g_autofree char *text = NULL;

  g_object_get (buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "number > 300");

  gtk_text_buffer_set_text (buffer, "number > 3", -1);
  g_assert_cmpstr (get_condition (self), ==, "number > 3");
  g_clear_pointer (&text, g_free);
  mill_history_undo (history);
  g_object_get (buffer, "text", &text, NULL);
  g_assert_cmpstr (text, ==, "number > 300");
  g_object_unref (form);
}

static void
test_problem_is_told_at_the_field (Fixture       *self,
                                   gconstpointer  data)
{
  GtkWidget *form = g_object_ref_sink (mill_node_form_new (self->session, "some"));
  GtkWidget *row = gtk_widget_get_ancestor (find (form, GTK_SOURCE_TYPE_VIEW, NULL),
                                            ADW_TYPE_PREFERENCES_ROW);

  g_assert_false (gtk_widget_has_css_class (row, "error"));
  fixture_set_string (self, "some", "condition", "nothing > 3");
  fixture_wait (self, "types-changed");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_true (gtk_test_accessible_has_property (GTK_ACCESSIBLE (row),
                                                   GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
  fixture_set_string (self, "some", "condition", "number > 3");
  fixture_wait (self, "types-changed");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_object_unref (form);
}

static guint
count_records (Fixture    *self,
               const char *node)
{
  JsonObject *params = mill_node_get_params (mill_pipeline_get_node (self->pipeline, node));

  return params != NULL && json_object_has_member (params, "columns")
    ? json_array_get_length (json_object_get_array_member (params, "columns")) : 0;
}

static void
test_records (Fixture       *self,
              gconstpointer  data)
{
  MillHistory *history = mill_session_get_history (self->session);
  MillEdit *edit = mill_history_begin (history, "Add");
  g_autofree char *node = g_strdup (mill_edit_add_node (edit, "formula", NULL, 0, 0));
  GtkWidget *form, *add, *entry;
  JsonObject *record;

  mill_history_commit (history, NULL);
  form = g_object_ref_sink (mill_node_form_new (self->session, node));
  add = find (form, ADW_TYPE_BUTTON_ROW, NULL);
  g_assert_null (find (form, ADW_TYPE_EXPANDER_ROW, NULL));

  g_signal_emit_by_name (add, "activated");
  g_assert_cmpuint (count_records (self, node), ==, 1);
  g_assert_nonnull (find (form, ADW_TYPE_EXPANDER_ROW, NULL));
  entry = find (find (form, ADW_TYPE_EXPANDER_ROW, NULL), ADW_TYPE_ENTRY_ROW, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "double");
  record = json_array_get_object_element (
    json_object_get_array_member (
      mill_node_get_params (mill_pipeline_get_node (self->pipeline, node)), "columns"), 0);
  g_assert_cmpstr (json_object_get_string_member (record, "name"), ==, "double");

  while (mill_history_get_can_undo (history) && count_records (self, node) > 0)
    mill_history_undo (history);
  g_assert_null (find (form, ADW_TYPE_EXPANDER_ROW, NULL));
  g_object_unref (form);
}

#define ADD(name, func) \
  g_test_add ("/app/node-form/" name, Fixture, NULL, fixture_set_up, func, fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  gtk_source_init ();

  g_test_add_func ("/app/node-form/every-type", test_every_type);
  ADD ("expression", test_expression);
  ADD ("problem-is-told-at-the-field", test_problem_is_told_at_the_field);
  ADD ("records", test_records);

  return g_test_run ();
}
