/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtksourceview/gtksource.h>

#include "app/inspector/expression-completion.h"
#include "app/inspector/field-kinds.h"

/* An SQL expression over the columns that come in, with their names and the functions completed. What is
 * wrong with it is told by typing, below the field, a moment after the last key. */

struct _MillFieldExpression
{
  MillField                 parent_instance;

  GtkSourceView            *view;
  GtkSourceBuffer          *buffer;
  MillExpressionCompletion *completion;
};

G_DEFINE_FINAL_TYPE (MillFieldExpression, mill_field_expression, MILL_TYPE_FIELD)

static char *
dup_text (MillFieldExpression *self)
{
  char *text = NULL;

  g_object_get (self->buffer, "text", &text, NULL);

  return text;
}

static void
changed_cb (MillFieldExpression *self)
{
  g_autofree char *text = dup_text (self);

  mill_field_edited (MILL_FIELD (self), mill_value_new_string (text));
}

static void
update_scheme (MillFieldExpression *self)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  GtkSourceStyleSchemeManager *schemes = gtk_source_style_scheme_manager_get_default ();
  const char *id = adw_style_manager_get_dark (style) ? "Adwaita-dark" : "Adwaita";

  gtk_source_buffer_set_style_scheme (self->buffer,
                                      gtk_source_style_scheme_manager_get_scheme (schemes, id));
}

/* SQL in which a reference to a parameter is one word. */
static GtkSourceLanguage *
find_language (void)
{
  static gsize once = 0;
  GtkSourceLanguageManager *languages = gtk_source_language_manager_get_default ();

  /* Before the first look, after which no more can be added. */
  if (g_once_init_enter (&once))
    {
      gtk_source_language_manager_append_search_path (
        languages, "resource:///org/millrace/Millrace/language-specs");
      g_once_init_leave (&once, 1);
    }

  return gtk_source_language_manager_get_language (languages, "millrace-expression");
}

static void
make_view (MillFieldExpression *self)
{
  GtkSourceCompletion *completion;

  self->buffer = gtk_source_buffer_new (NULL);
  gtk_source_buffer_set_language (self->buffer, find_language ());
  gtk_source_buffer_set_implicit_trailing_newline (self->buffer, FALSE);
  /* Undo belongs to the document, not to the field. */
  gtk_text_buffer_set_enable_undo (GTK_TEXT_BUFFER (self->buffer), FALSE);

  self->view = GTK_SOURCE_VIEW (gtk_source_view_new_with_buffer (self->buffer));
  gtk_text_view_set_monospace (GTK_TEXT_VIEW (self->view), TRUE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->view), GTK_WRAP_WORD_CHAR);
  /* Tab leads to the next field, as in the rest of the form. */
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->view), FALSE);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->view), 8);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->view), 8);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->view), 8);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->view), 8);
  gtk_source_view_set_highlight_current_line (self->view, FALSE);

  self->completion = mill_expression_completion_new ();
  completion = gtk_source_view_get_completion (self->view);
  /* Return and Tab take a proposal only where one is selected. */
  g_object_set (completion, "select-on-show", TRUE, NULL);
  gtk_source_completion_add_provider (completion, GTK_SOURCE_COMPLETION_PROVIDER (self->completion));

  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (update_scheme), self, G_CONNECT_SWAPPED);
  update_scheme (self);
}

static void
mill_field_expression_build (MillField *field)
{
  MillFieldExpression *self = MILL_FIELD_EXPRESSION (field);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (mill_field_get_label (field));
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *row;

  make_view (self);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (self->view));
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 38);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 200);
  gtk_widget_add_css_class (scroller, "expression");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), GTK_WIDGET (self->view));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  mill_field_get_label (field), -1);
  gtk_box_append (GTK_BOX (top), label);
  gtk_box_append (GTK_BOX (top), mill_field_make_help (field));
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_widget_add_css_class (box, "field-box");

  row = g_object_new (ADW_TYPE_PREFERENCES_ROW,
                      "title", mill_field_get_label (field),
                      "activatable", FALSE,
                      "focusable", FALSE,
                      "child", box,
                      NULL);
  mill_field_add_row (field, row);
}

static void
mill_field_expression_show (MillField *field,
                            JsonNode  *value)
{
  MillFieldExpression *self = MILL_FIELD_EXPRESSION (field);
  const char *text = mill_value_get_string (value);

  g_signal_handlers_block_by_func (self->buffer, changed_cb, self);
  gtk_text_buffer_set_text (GTK_TEXT_BUFFER (self->buffer), text != NULL ? text : "", -1);
  g_signal_handlers_unblock_by_func (self->buffer, changed_cb, self);
}

static void
mill_field_expression_set_columns (MillField        *field,
                                   const MillSchema *columns)
{
  mill_expression_completion_set_columns (MILL_FIELD_EXPRESSION (field)->completion, columns);
}

static void
mill_field_expression_focus (MillField *field)
{
  gtk_widget_grab_focus (GTK_WIDGET (MILL_FIELD_EXPRESSION (field)->view));
}

static void
mill_field_expression_finalize (GObject *object)
{
  MillFieldExpression *self = MILL_FIELD_EXPRESSION (object);

  g_clear_object (&self->buffer);
  g_clear_object (&self->completion);

  G_OBJECT_CLASS (mill_field_expression_parent_class)->finalize (object);
}

static void
mill_field_expression_class_init (MillFieldExpressionClass *klass)
{
  MillFieldClass *field_class = MILL_FIELD_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = mill_field_expression_finalize;
  field_class->build = mill_field_expression_build;
  field_class->show = mill_field_expression_show;
  field_class->set_columns = mill_field_expression_set_columns;
  field_class->focus = mill_field_expression_focus;
}

static void
mill_field_expression_init (MillFieldExpression *self)
{
}
