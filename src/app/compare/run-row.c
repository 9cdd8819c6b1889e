/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/compare/run-row.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <math.h>

#include "app/look.h"
#include "pipeline/writer.h"

#define MAIN_SCORES 2

char *
mill_run_row_dup_time (const MillRunRecord *run)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (run->started / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  return local != NULL ? g_date_time_format (local, "%x, %X") : g_strdup ("");
}

char *
mill_run_row_dup_how (const MillRunRecord *run)
{
  g_autofree char *duration = mill_look_dup_duration (run->seconds);
  GString *text = g_string_new (NULL);

  /* Translators: how a run ended, and how long it took. */
  g_string_append_printf (text, _("%1$s, %2$s"), mill_record_state_get_label (run->state), duration);
  for (guint i = 0; i < MIN (run->scores->len, MAIN_SCORES); i++)
    {
      const MillMetricRecord *score = g_ptr_array_index (run->scores, i);

      g_string_append_printf (text, " · %s %.4g", score->name, score->value);
      if (!isnan (score->baseline))
        g_string_append_printf (text, " (%.4g)", score->baseline);
    }

  return g_string_free (text, FALSE);
}

char *
mill_run_row_dup_values (const MillRunRecord *run)
{
  g_autoptr (JsonNode) json = json_from_string (run->parameters, NULL);
  GString *text = g_string_new (NULL);
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (json != NULL && JSON_NODE_HOLDS_OBJECT (json))
    {
      json_object_iter_init_ordered (&iter, json_node_get_object (json));
      while (json_object_iter_next_ordered (&iter, &name, &value))
        {
          g_autofree char *written = json_node_get_value_type (value) == G_TYPE_STRING
            ? json_node_dup_string (value) : mill_json_to_canonical (value, TRUE);

          g_string_append_printf (text, "%s%s = %s", text->len > 0 ? ", " : "", name, written);
        }
    }

  return g_string_free (text, text->len == 0);
}

static GtkWidget *
add_line (GtkWidget  *box,
          const char *css_class,
          gboolean    dimmed)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 3);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  if (dimmed)
    gtk_widget_add_css_class (label, "dimmed");
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

GtkWidget *
mill_run_row_new (void)
{
  GtkWidget *self = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);

  gtk_widget_set_margin_top (self, 9);
  gtk_widget_set_margin_bottom (self, 9);
  gtk_widget_set_margin_start (self, 9);
  gtk_widget_set_margin_end (self, 9);
  add_line (self, "numeric", FALSE);
  add_line (self, "caption", FALSE);
  add_line (self, "caption", TRUE);

  return self;
}

void
mill_run_row_bind (GtkWidget           *self,
                   GtkListItem         *item,
                   const MillRunRecord *run)
{
  GtkWidget *first = gtk_widget_get_first_child (self);
  GtkWidget *second = gtk_widget_get_next_sibling (first);
  GtkWidget *third = gtk_widget_get_last_child (self);
  g_autofree char *time = mill_run_row_dup_time (run);
  g_autofree char *how = mill_run_row_dup_how (run);
  g_autofree char *values = mill_run_row_dup_values (run);
  g_autofree char *description = values != NULL ? g_strdup_printf ("%s\n%s", values, how) : g_strdup (how);

  gtk_label_set_label (GTK_LABEL (first), time);
  gtk_label_set_label (GTK_LABEL (second), values);
  gtk_widget_set_visible (second, values != NULL);
  gtk_label_set_label (GTK_LABEL (third), how);
  gtk_list_item_set_accessible_label (item, time);
  gtk_list_item_set_accessible_description (item, description);
}
