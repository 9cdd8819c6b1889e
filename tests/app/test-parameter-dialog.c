/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture.h"

#include <adwaita.h>

#include "app/inspector/parameter-dialog.h"

/* The first widget of @type whose @property has @text in it. */
static GtkWidget *
find (GtkWidget  *widget,
      GType       type,
      const char *property,
      const char *text)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    {
      g_autofree char *value = NULL;

      g_object_get (widget, property, &value, NULL);
      if (value != NULL && strstr (value, text) != NULL)
        return widget;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, property, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
put (GtkWidget  *dialog,
     const char *title,
     const char *text)
{
  GtkWidget *row = find (dialog, ADW_TYPE_ENTRY_ROW, "title", title);

  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
}

/* What cannot be a value is shown as it was typed, and what could be one is said. */
static void
test_refusal (Fixture       *self,
              gconstpointer  data)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *dialog = GTK_WIDGET (mill_parameter_dialog_new (self->session, NULL));
  GtkWidget *type;

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (ADW_DIALOG (dialog), window);
  type = find (dialog, ADW_TYPE_COMBO_ROW, "title", "Type");
  g_assert_nonnull (type);
  put (dialog, "Name", "most");
  adw_combo_row_set_selected (ADW_COMBO_ROW (type), 2);
  put (dialog, "Default Value", "<b & c");
  g_assert_nonnull (find (dialog, GTK_TYPE_LABEL, "label", "“&lt;b &amp; c” cannot be the value"));
  g_assert_nonnull (find (dialog, GTK_TYPE_LABEL, "label", "It must be a whole number"));
  put (dialog, "Default Value", "8");
  g_assert_null (find (dialog, GTK_TYPE_LABEL, "label", "It must be a whole number"));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A value of any type may come from the environment, which the dialog says. */
static void
test_environment (Fixture       *self,
                  gconstpointer  data)
{
  GtkWidget *window = adw_window_new ();
  GtkWidget *dialog = GTK_WIDGET (mill_parameter_dialog_new (self->session, NULL));
  static const char told[] = "takes the value from the environment variable MOST.";
  MillParameter *parameter;

  gtk_window_present (GTK_WINDOW (window));
  adw_dialog_present (ADW_DIALOG (dialog), window);
  put (dialog, "Name", "most");
  adw_combo_row_set_selected (ADW_COMBO_ROW (find (dialog, ADW_TYPE_COMBO_ROW, "title", "Type")), 2);
  put (dialog, "Default Value", "${env:MOST}");
  g_assert_nonnull (find (dialog, GTK_TYPE_LABEL, "label", told));
  put (dialog, "Default Value", "8");
  g_assert_null (find (dialog, GTK_TYPE_LABEL, "label", told));
  put (dialog, "Default Value", "${env:MOST}");
  g_signal_emit_by_name (find (dialog, GTK_TYPE_BUTTON, "label", "_Save"), "clicked");

  parameter = mill_pipeline_get_parameter (mill_session_get_pipeline (self->session), "most");
  g_assert_nonnull (parameter);
  g_assert_cmpint (mill_parameter_get_value_type (parameter), ==, MILL_PARAMETER_INTEGER);
  g_assert_cmpstr (json_node_get_string (mill_parameter_get_default (parameter)), ==, "${env:MOST}");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add ("/app/parameter-dialog/refusal", Fixture, NULL, fixture_set_up, test_refusal, fixture_tear_down);

  g_test_add ("/app/parameter-dialog/environment", Fixture, NULL, fixture_set_up, test_environment,
              fixture_tear_down);

  return g_test_run ();
}
