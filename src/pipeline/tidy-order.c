/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/tidy-private.h"

#include <string.h>

/* Beyond so many steps of work the order is good enough. */
#define MOST_WORK 4000000

typedef struct
{
  MillTidyGraph *graph;
  guint         *rows;      /* of each spot, in its column */
  double        *centres;   /* what the spots of a column are sorted by */
} Order;

/* Where an arc ends, in rows, with the port as a part of one: 0 to 1 from the top of the row. */
static double
get_end (const Order *self,
         guint        spot,
         double       port_y)
{
  const MillTidySpot *of = &self->graph->spots[spot];

  return self->rows[spot] + CLAMP (port_y / MAX (of->height, 1), 0, 0.99);
}

static int
compare_places (gconstpointer a,
                gconstpointer b,
                gpointer      data)
{
  const MillTidyGraph *graph = data;
  guint first = *(const guint *) a, second = *(const guint *) b;
  double y1 = graph->spots[first].y + graph->spots[first].height / 2;
  double y2 = graph->spots[second].y + graph->spots[second].height / 2;

  if (y1 != y2)
    return y1 < y2 ? -1 : 1;

  return first < second ? -1 : first > second;
}

static int
compare_centres (gconstpointer a,
                 gconstpointer b,
                 gpointer      data)
{
  const Order *self = data;
  guint first = *(const guint *) a, second = *(const guint *) b;

  if (self->centres[first] != self->centres[second])
    return self->centres[first] < self->centres[second] ? -1 : 1;

  return self->rows[first] < self->rows[second] ? -1 : self->rows[first] > self->rows[second];
}

static void
number_rows (Order  *self,
             GArray *layer)
{
  for (guint i = 0; i < layer->len; i++)
    self->rows[g_array_index (layer, guint, i)] = i;
}

static void
sort_layer (Order    *self,
            guint     layer,
            gboolean  by_left)
{
  const MillTidyGraph *graph = self->graph;
  GArray *spots = graph->layers[layer];

  for (guint i = 0; i < spots->len; i++)
    {
      guint spot = g_array_index (spots, guint, i);
      const guint *starts = by_left ? graph->in_starts : graph->out_starts;
      const guint *arcs = by_left ? graph->in : graph->out;
      double sum = 0;

      for (guint j = starts[spot]; j < starts[spot + 1]; j++)
        {
          const MillTidyArc *arc = &graph->arcs[arcs[j]];

          sum += by_left ? get_end (self, arc->from, arc->from_y) : get_end (self, arc->to, arc->to_y);
        }
      self->centres[spot] = starts[spot + 1] > starts[spot]
        ? sum / (starts[spot + 1] - starts[spot]) : self->rows[spot];
    }
  g_sort_array (spots->data, spots->len, sizeof (guint), compare_centres, self);
  number_rows (self, spots);
}

/* Arcs between two columns, by their left ends; what is out of order at the right crosses. */
typedef struct
{
  double from;
  double to;
} Ends;

static int
compare_ends (gconstpointer a,
              gconstpointer b,
              gpointer      data)
{
  const Ends *first = a, *second = b;

  if (first->from != second->from)
    return first->from < second->from ? -1 : 1;

  return first->to < second->to ? -1 : first->to > second->to;
}

/* Sorts @ends by where they end, and counts how many pairs that turns around. */
static guint64
count_inversions (Ends  *ends,
                  Ends  *room,
                  guint  n)
{
  guint middle = n / 2, i = 0, j = middle;
  guint64 sum = 0;

  if (n < 2)
    return 0;
  sum = count_inversions (ends, room, middle) + count_inversions (ends + middle, room, n - middle);
  for (guint k = 0; k < n; k++)
    if (j == n || (i < middle && ends[i].to <= ends[j].to))
      room[k] = ends[i++];
    else
      {
        room[k] = ends[j++];
        sum += middle - i;
      }
  memcpy (ends, room, n * sizeof (Ends));

  return sum;
}

static guint64
count_crossings (Order *self)
{
  const MillTidyGraph *graph = self->graph;
  g_autofree Ends *ends = g_new (Ends, graph->n_arcs + 1);
  g_autofree Ends *room = g_new (Ends, graph->n_arcs + 1);
  guint64 sum = 0;

  for (guint layer = 0; layer + 1 < graph->n_layers; layer++)
    {
      guint n = 0;

      for (guint i = 0; i < graph->layers[layer]->len; i++)
        {
          guint spot = g_array_index (graph->layers[layer], guint, i);

          for (guint j = graph->out_starts[spot]; j < graph->out_starts[spot + 1]; j++)
            {
              const MillTidyArc *arc = &graph->arcs[graph->out[j]];

              ends[n].from = get_end (self, arc->from, arc->from_y);
              ends[n++].to = get_end (self, arc->to, arc->to_y);
            }
        }
      g_sort_array (ends, n, sizeof (Ends), compare_ends, NULL);
      sum += count_inversions (ends, room, n);
    }

  return sum;
}

static void
keep (Order *self,
      guint *best)
{
  memcpy (best, self->rows, self->graph->n_spots * sizeof (guint));
}

static void
restore (Order       *self,
         const guint *best)
{
  for (guint i = 0; i < self->graph->n_spots; i++)
    g_array_index (self->graph->layers[self->graph->spots[i].layer], guint, best[i]) = i;
}

void
mill_tidy_order (MillTidyGraph *graph,
                 guint          most_rounds,
                 guint          patience)
{
  g_autofree guint *rows = g_new (guint, graph->n_spots);
  g_autofree guint *best = g_new (guint, graph->n_spots);
  g_autofree double *centres = g_new (double, graph->n_spots);
  Order self = { graph, rows, centres };
  guint64 least, crossings;
  guint last = 0;

  for (guint i = 0; i < graph->n_layers; i++)
    {
      g_sort_array (graph->layers[i]->data, graph->layers[i]->len, sizeof (guint), compare_places, graph);
      number_rows (&self, graph->layers[i]);
    }
  least = count_crossings (&self);
  keep (&self, best);
  most_rounds = CLAMP (MOST_WORK / (graph->n_spots + graph->n_arcs + 1), 2, most_rounds);
  for (guint round = 1; round <= most_rounds && least > 0 && round - last <= patience; round++)
    {
      for (guint i = 1; i < graph->n_layers; i++)
        sort_layer (&self, i, TRUE);
      for (guint i = graph->n_layers - 1; i > 0; i--)
        sort_layer (&self, i - 1, FALSE);
      crossings = count_crossings (&self);
      if (crossings < least)
        {
          least = crossings;
          last = round;
          keep (&self, best);
        }
    }
  restore (&self, best);
}
