/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/look.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

const char *
mill_look_node_icon (const MillNodeType *type)
{
  if (type == NULL)
    return "dialog-question-symbolic";

  return type->icon != NULL ? type->icon : "application-x-addon-symbolic";
}

const char *
mill_look_column_icon (MillDataKind kind)
{
  switch (kind)
    {
    case MILL_DATA_BOOLEAN:
      return "type-boolean-symbolic";
    case MILL_DATA_BIGINT:
      return "type-integer-symbolic";
    case MILL_DATA_DOUBLE:
    case MILL_DATA_DECIMAL:
      return "type-number-symbolic";
    case MILL_DATA_VARCHAR:
      return "type-text-symbolic";
    case MILL_DATA_DATE:
      return "type-date-symbolic";
    case MILL_DATA_TIMESTAMP:
    case MILL_DATA_TIMESTAMPTZ:
      return "type-time-symbolic";
    case MILL_DATA_LIST:
    case MILL_DATA_STRUCT:
      return "type-list-symbolic";
    case MILL_DATA_BLOB:
      return "type-blob-symbolic";
    case MILL_DATA_UNKNOWN:
    default:
      return "dialog-question-symbolic";
    }
}

const char *
mill_look_severity_icon (MillSeverity severity)
{
  switch (severity)
    {
    case MILL_SEVERITY_ERROR:
      return "dialog-error-symbolic";
    case MILL_SEVERITY_WARNING:
      return "dialog-warning-symbolic";
    case MILL_SEVERITY_NOTE:
    default:
      return "help-about-symbolic";
    }
}

const char *
mill_look_severity_class (MillSeverity severity)
{
  switch (severity)
    {
    case MILL_SEVERITY_ERROR:
      return "error";
    case MILL_SEVERITY_WARNING:
      return "warning";
    case MILL_SEVERITY_NOTE:
    default:
      return "dim-label";
    }
}

void
mill_look_tile_set_type (GtkWidget          *tile,
                         const MillNodeType *type)
{
  const char *classes[] = { "tile", "small", NULL, NULL };

  classes[2] = type != NULL ? mill_category_get_name (type->category) : "unknown";
  gtk_widget_set_css_classes (tile, classes);
  gtk_image_set_from_icon_name (GTK_IMAGE (tile), mill_look_node_icon (type));
}

GtkWidget *
mill_look_tile_new (const MillNodeType *type)
{
  GtkWidget *tile = g_object_new (GTK_TYPE_IMAGE,
                                  "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                  "valign", GTK_ALIGN_CENTER,
                                  "halign", GTK_ALIGN_CENTER,
                                  NULL);

  mill_look_tile_set_type (tile, type);

  return tile;
}

char *
mill_look_dup_duration (double seconds)
{
  int whole = (int) (seconds + 0.5);

  if (seconds < 0.0005)
    return g_strdup (_("under 1 ms"));
  if (seconds < 1)
    /* Translators: milliseconds. */
    return g_strdup_printf (_("%.0f ms"), seconds * 1000);
  if (seconds < 60)
    /* Translators: seconds. */
    return g_strdup_printf (_("%.1f s"), seconds);

  /* Translators: minutes and seconds. */
  return g_strdup_printf (_("%d min %d s"), whole / 60, whole % 60);
}

static void
pass_scrollers (GtkWidget *widget)
{
  if (GTK_IS_SCROLLED_WINDOW (widget))
    gtk_widget_set_focusable (widget, FALSE);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    pass_scrollers (child);
}

void
mill_look_let_pass (GtkWidget *widget)
{
  if (ADW_IS_STATUS_PAGE (widget))
    {
      /* A pane that scrolls is content with the focus that it does not get: it is not asked at all. */
      gtk_widget_set_can_focus (widget, FALSE);
      pass_scrollers (widget);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    mill_look_let_pass (child);
}
