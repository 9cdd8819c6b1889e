/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/charts.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "chart/render-cairo.h"
#include "chart/training-curve.h"
#include "cli/output.h"

#define WIDTH 800
#define HEIGHT 500

typedef struct
{
  const char *node;
  const char *port;
  MillChart  *chart;
} Entry;

/* Shared by the run, which fills it from its threads, and whoever writes it in the end. */
struct _MillCharts
{
  GMutex              lock;
  GArray             *entries;   /* of Entry */
  MillTrainingCurves *curves;
  MillPipeline       *pipeline;
};

static void
clear_entry (gpointer data)
{
  g_clear_object (&((Entry *) data)->chart);
}

static void
clear_charts (gpointer data)
{
  MillCharts *self = data;

  g_array_unref (self->entries);
  mill_training_curves_free (self->curves);
  g_object_unref (self->pipeline);
  g_mutex_clear (&self->lock);
}

void
mill_charts_unref (MillCharts *self)
{
  g_atomic_rc_box_release_full (self, clear_charts);
}

static void
unref_charts (gpointer self)
{
  mill_charts_unref (self);
}

static void
event_cb (MillEvent *event,
          gpointer   data)
{
  MillCharts *self = data;
  Entry entry;

  if (event->kind == MILL_EVENT_METRIC)
    {
      g_mutex_lock (&self->lock);
      mill_training_curves_add (self->curves, event);
      g_mutex_unlock (&self->lock);
    }
  if (event->kind != MILL_EVENT_ARTIFACT || !MILL_IS_CHART (event->artifact))
    return;

  entry = (Entry) { event->node, event->port, g_object_ref (MILL_CHART (event->artifact)) };
  g_mutex_lock (&self->lock);
  g_array_append_val (self->entries, entry);
  g_mutex_unlock (&self->lock);
}

MillCharts *
mill_charts_new (MillRun *run)
{
  MillCharts *self = g_atomic_rc_box_new0 (MillCharts);

  g_mutex_init (&self->lock);
  self->curves = mill_training_curves_new ();
  self->pipeline = g_object_ref (mill_run_get_pipeline (run));
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);
  mill_run_add_listener (run, event_cb, g_atomic_rc_box_acquire (self), unref_charts);

  return self;
}

/* Ids come from a file that somebody else may have written: no path must come of one. */
static char *
make_name (MillCharts *self,
           Entry      *entry)
{
  gboolean has_others = FALSE;
  char *name;

  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *other = &g_array_index (self->entries, Entry, i);

      if (other != entry && other->node == entry->node)
        has_others = TRUE;
    }

  name = has_others ? g_strdup_printf ("%s-%s", entry->node, entry->port) : g_strdup (entry->node);
  for (char *p = name; *p; p++)
    if (*p == '/' || g_ascii_iscntrl (*p) || (p == name && *p == '.'))
      *p = '_';

  return name;
}

static gboolean
write_chart (MillChart  *chart,
             const char *directory,
             const char *name,
             const char *suffix,
             gboolean    quiet)
{
  MillLayout layout = MILL_LAYOUT_INIT;
  g_autofree char *file = g_strconcat (name, suffix, NULL);
  g_autofree char *path = g_build_filename (directory, file, NULL);
  g_autoptr (GError) error = NULL;

  layout.width = WIDTH;
  layout.height = HEIGHT;
  if (!mill_chart_render_to_file (chart, &layout, 2, path, &error))
    {
      mill_output_error (_("cannot write the chart “%s”: %s"), path, error->message);
      return FALSE;
    }

  if (!quiet)
    mill_output_note (_("Chart written: %s"), path);

  return TRUE;
}

/* The curves become charts like those of nodes, under a port that no node has. */
static void
add_curves (MillCharts *self)
{
  GPtrArray *nodes = mill_training_curves_list_nodes (self->curves);

  for (guint i = 0; i < nodes->len; i++)
    {
      const char *node = g_ptr_array_index (nodes, i);
      const char *label = mill_pipeline_get_node_label (self->pipeline, node);
      Entry entry = { node, "training", NULL };

      entry.chart = mill_training_curves_make_chart (self->curves, node, label);
      g_array_append_val (self->entries, entry);
    }
}

gboolean
mill_charts_make_folder (const char *directory)
{
  int code;

  if (g_mkdir_with_parents (directory, 0777) == 0)
    return TRUE;

  code = errno;
  mill_output_error (_("--charts: cannot make the folder “%s”: %s"), directory, g_strerror (code));

  return FALSE;
}

gboolean
mill_charts_write (MillCharts *self,
                   const char *directory,
                   gboolean    quiet)
{
  gboolean all_written = TRUE;

  add_curves (self);
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = &g_array_index (self->entries, Entry, i);
      g_autofree char *name = make_name (self, entry);

      all_written &= write_chart (entry->chart, directory, name, ".svg", quiet);
      all_written &= write_chart (entry->chart, directory, name, ".png", quiet);
    }

  return all_written;
}
