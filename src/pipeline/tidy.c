/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/tidy-private.h"

#include <math.h>
#include <string.h>

#define GRID 20.0
#define COLUMN_GAP 60.0
#define ROW_GAP 40.0
#define LANE 10.0             /* what a link takes that passes a column */
#define MOST_PASSES 200000    /* beyond so many, links may lie behind cards */
#define ROUNDS 8              /* without any gain, before the order is left as it is */
#define MOST_ROUNDS 40
#define PASSES 12             /* that straighten links */

void
mill_tidy_graph_clear (MillTidyGraph *self)
{
  g_free (self->spots);
  g_free (self->arcs);
  g_free (self->out_starts);
  g_free (self->out);
  g_free (self->in_starts);
  g_free (self->in);
  for (guint i = 0; i < self->n_layers; i++)
    g_array_unref (self->layers[i]);
  g_free (self->layers);
}

/* The columns, by the longest way there; what nothing leads to goes right before what needs it. */
static guint *
find_layers (guint               n_boxes,
             const MillTidyLink *links,
             guint               n_links)
{
  guint *layers = g_new0 (guint, n_boxes);
  g_autofree guint *waiting = g_new0 (guint, n_boxes);
  g_autofree guint *starts = g_new0 (guint, n_boxes + 1);
  g_autofree guint *order = g_new (guint, n_boxes);
  g_autofree guint *row = g_new (guint, n_links + 1);
  g_autofree gboolean *done = g_new0 (gboolean, n_boxes);
  g_autofree gboolean *source = g_new (gboolean, n_boxes);
  guint n_done = 0, first = 0;

  for (guint i = 0; i < n_links; i++)
    {
      starts[links[i].from]++;
      waiting[links[i].to]++;
    }
  for (guint i = 1; i <= n_boxes; i++)
    starts[i] += starts[i - 1];
  for (guint i = n_links; i > 0; i--)
    row[--starts[links[i - 1].from]] = i - 1;

  for (guint i = 0; i < n_boxes; i++)
    {
      source[i] = waiting[i] == 0;
      if (source[i])
        {
          done[i] = TRUE;
          order[n_done++] = i;
        }
    }
  for (guint i = 0; i < n_boxes; i++)
    {
      /* What is left is on or behind a circle, which begins with the first of it. */
      if (i == n_done)
        {
          while (done[first])
            first++;
          done[first] = TRUE;
          order[n_done++] = first;
        }
      for (guint j = starts[order[i]]; j < starts[order[i] + 1]; j++)
        {
          guint to = links[row[j]].to;

          if (done[to])
            continue;
          layers[to] = MAX (layers[to], layers[order[i]] + 1);
          if (--waiting[to] == 0)
            {
              done[to] = TRUE;
              order[n_done++] = to;
            }
        }
    }

  for (guint i = 0; i < n_boxes; i++)
    {
      guint nearest = G_MAXUINT;

      for (guint j = starts[i]; source[i] && j < starts[i + 1]; j++)
        nearest = MIN (nearest, layers[links[row[j]].to]);
      if (nearest != G_MAXUINT && nearest > 0)
        layers[i] = nearest - 1;
    }

  return layers;
}

static guint
add_spot (MillTidyGraph *self,
          guint          box,
          guint          layer,
          double         y,
          double         height)
{
  MillTidySpot *spot = &self->spots[self->n_spots];

  spot->box = box;
  spot->layer = layer;
  spot->height = height;
  spot->y = y;
  g_array_append_val (self->layers[layer], self->n_spots);

  return self->n_spots++;
}

static void
add_arc (MillTidyGraph *self,
         guint          from,
         guint          to,
         double         from_y,
         double         to_y)
{
  self->arcs[self->n_arcs++] = (MillTidyArc) { from, to, from_y, to_y };
}

/* A link that passes columns gets a spot in each. */
static void
add_link (MillTidyGraph      *self,
          const MillTidyLink *link,
          gboolean            passes)
{
  double from_y = self->spots[link->from].y + link->from_y;
  double to_y = self->spots[link->to].y + link->to_y;
  guint first = self->spots[link->from].layer, last = self->spots[link->to].layer;
  guint before = link->from;
  double before_y = link->from_y;

  /* It would lead back: part of a circle. */
  if (last <= first)
    return;
  if (!passes && last > first + 1)
    return;
  for (guint layer = first + 1; layer < last; layer++)
    {
      double y = from_y + (to_y - from_y) * (layer - first) / (last - first);
      guint spot = add_spot (self, G_MAXUINT, layer, y - LANE / 2, LANE);

      add_arc (self, before, spot, before_y, LANE / 2);
      before = spot;
      before_y = LANE / 2;
    }
  add_arc (self, before, link->to, before_y, link->to_y);
}

static void
index_arcs (MillTidyGraph *self)
{
  self->out_starts = g_new0 (guint, self->n_spots + 1);
  self->in_starts = g_new0 (guint, self->n_spots + 1);
  self->out = g_new (guint, self->n_arcs + 1);
  self->in = g_new (guint, self->n_arcs + 1);
  for (guint i = 0; i < self->n_arcs; i++)
    {
      self->out_starts[self->arcs[i].from]++;
      self->in_starts[self->arcs[i].to]++;
    }
  for (guint i = 1; i <= self->n_spots; i++)
    {
      self->out_starts[i] += self->out_starts[i - 1];
      self->in_starts[i] += self->in_starts[i - 1];
    }
  for (guint i = self->n_arcs; i > 0; i--)
    {
      self->out[--self->out_starts[self->arcs[i - 1].from]] = i - 1;
      self->in[--self->in_starts[self->arcs[i - 1].to]] = i - 1;
    }
}

static void
make_graph (MillTidyGraph      *self,
            const MillTidyBox  *boxes,
            guint               n_boxes,
            const MillTidyLink *links,
            guint               n_links)
{
  g_autofree guint *layers = find_layers (n_boxes, links, n_links);
  guint64 n_passes = 0;
  gboolean passes;

  for (guint i = 0; i < n_boxes; i++)
    self->n_layers = MAX (self->n_layers, layers[i] + 1);
  for (guint i = 0; i < n_links; i++)
    if (layers[links[i].to] > layers[links[i].from])
      n_passes += layers[links[i].to] - layers[links[i].from] - 1;
  passes = n_passes <= MOST_PASSES;

  self->layers = g_new (GArray *, self->n_layers);
  for (guint i = 0; i < self->n_layers; i++)
    self->layers[i] = g_array_new (FALSE, FALSE, sizeof (guint));
  self->spots = g_new0 (MillTidySpot, n_boxes + (passes ? n_passes : 0));
  self->arcs = g_new (MillTidyArc, n_links + (passes ? n_passes : 0) + 1);
  for (guint i = 0; i < n_boxes; i++)
    add_spot (self, i, layers[i], boxes[i].y, boxes[i].height);
  for (guint i = 0; i < n_links; i++)
    add_link (self, &links[i], passes);
  index_arcs (self);
}

/* Where the spot would have to be for its links to run straight: to one side, or to both. */
static gboolean
find_wish (const MillTidyGraph *self,
           guint                spot,
           gboolean             left,
           gboolean             right,
           double              *wish)
{
  double sum = 0;
  guint n = 0;

  for (guint i = self->in_starts[spot]; left && i < self->in_starts[spot + 1]; i++, n++)
    {
      const MillTidyArc *arc = &self->arcs[self->in[i]];

      sum += self->spots[arc->from].y + arc->from_y - arc->to_y;
    }
  for (guint i = self->out_starts[spot]; right && i < self->out_starts[spot + 1]; i++, n++)
    {
      const MillTidyArc *arc = &self->arcs[self->out[i]];

      sum += self->spots[arc->to].y + arc->to_y - arc->from_y;
    }
  if (n == 0)
    return FALSE;
  *wish = sum / n;

  return TRUE;
}

/* Rows that come too near each other move as one, to where all of them together wish to be. */
typedef struct
{
  double sum;      /* of the wishes, as if all rows were in one place */
  double weight;
  guint  n;
} Block;

static double
get_gap (const MillTidyGraph *self,
         guint                above,
         guint                below)
{
  gboolean link = self->spots[above].box == G_MAXUINT || self->spots[below].box == G_MAXUINT;

  return self->spots[above].height + (link ? GRID : ROW_GAP);
}

static void
place_layer (MillTidyGraph *self,
             GArray        *layer,
             gboolean       left,
             gboolean       right)
{
  g_autofree Block *blocks = g_new (Block, layer->len);
  guint n_blocks = 0, row = 0;
  double offset = 0;

  for (guint i = 0; i < layer->len; i++)
    {
      guint spot = g_array_index (layer, guint, i);
      double wish = self->spots[spot].y, weight = 0.01;

      if (find_wish (self, spot, left, right, &wish))
        weight = self->spots[spot].box == G_MAXUINT ? 2 : 1;
      if (i > 0)
        offset += get_gap (self, g_array_index (layer, guint, i - 1), spot);
      blocks[n_blocks++] = (Block) { (wish - offset) * weight, weight, 1 };
      while (n_blocks > 1 && blocks[n_blocks - 2].sum / blocks[n_blocks - 2].weight >=
                             blocks[n_blocks - 1].sum / blocks[n_blocks - 1].weight)
        {
          n_blocks--;
          blocks[n_blocks - 1].sum += blocks[n_blocks].sum;
          blocks[n_blocks - 1].weight += blocks[n_blocks].weight;
          blocks[n_blocks - 1].n += blocks[n_blocks].n;
        }
    }

  offset = 0;
  for (guint i = 0; i < n_blocks; i++)
    for (guint j = 0; j < blocks[i].n; j++, row++)
      {
        guint spot = g_array_index (layer, guint, row);

        if (row > 0)
          offset += get_gap (self, g_array_index (layer, guint, row - 1), spot);
        self->spots[spot].y = blocks[i].sum / blocks[i].weight + offset;
      }
}

static void
place_rows (MillTidyGraph *self)
{
  for (guint i = 0; i < self->n_layers; i++)
    {
      double y = 0;

      for (guint j = 0; j < self->layers[i]->len; j++)
        {
          guint spot = g_array_index (self->layers[i], guint, j);

          if (j > 0)
            y += get_gap (self, g_array_index (self->layers[i], guint, j - 1), spot);
          self->spots[spot].y = y;
        }
    }
  for (guint pass = 0; pass < PASSES; pass++)
    {
      gboolean last = pass + 2 >= PASSES;

      if (pass % 2 == 0)
        for (guint i = 0; i < self->n_layers; i++)
          place_layer (self, self->layers[i], TRUE, last);
      else
        for (guint i = self->n_layers; i > 0; i--)
          place_layer (self, self->layers[i - 1], last, TRUE);
    }
}

/* Gives the boxes of @self their places below @top; returns where the next part may begin. */
static double
put_boxes (MillTidyGraph *self,
           MillTidyBox   *boxes,
           const guint   *own,
           double         left,
           double         top)
{
  double x = left, above = G_MAXDOUBLE, bottom = top;

  for (guint i = 0; i < self->n_spots; i++)
    if (self->spots[i].box != G_MAXUINT)
      above = MIN (above, self->spots[i].y);
  for (guint i = 0; i < self->n_layers; i++)
    {
      double width = 0;

      for (guint j = 0; j < self->layers[i]->len; j++)
        {
          const MillTidySpot *spot = &self->spots[g_array_index (self->layers[i], guint, j)];
          MillTidyBox *box;

          if (spot->box == G_MAXUINT)
            continue;
          box = &boxes[own[spot->box]];
          box->x = x;
          /* Down, all of them: what is far enough apart stays so. */
          box->y = top + floor ((spot->y - above) / GRID + 1e-6) * GRID;
          width = MAX (width, box->width);
          bottom = MAX (bottom, box->y + box->height);
        }
      x += ceil ((width + COLUMN_GAP) / GRID) * GRID;
    }

  return top + ceil ((bottom + ROW_GAP - top) / GRID) * GRID;
}

/* The parts that no link connects, each a row of boxes in the order of @boxes: parts[i] is that of box i. */
static guint *
find_parts (guint               n_boxes,
            const MillTidyLink *links,
            guint               n_links)
{
  guint *parts = g_new (guint, n_boxes);

  for (guint i = 0; i < n_boxes; i++)
    parts[i] = i;
  for (guint i = 0; i < n_links; i++)
    {
      guint a = links[i].from, b = links[i].to;

      while (parts[a] != a)
        a = parts[a] = parts[parts[a]];
      while (parts[b] != b)
        b = parts[b] = parts[parts[b]];
      parts[MAX (a, b)] = MIN (a, b);
    }
  for (guint i = 0; i < n_boxes; i++)
    parts[i] = parts[parts[i]];

  return parts;
}

typedef struct
{
  GArray *boxes;    /* indices of all boxes */
  GArray *links;    /* MillTidyLink, by position in there */
  double  y;        /* of the uppermost */
  guint   first;
} Part;

static int
compare_parts (gconstpointer a,
               gconstpointer b)
{
  const Part *first = *(const Part *const *) a;
  const Part *second = *(const Part *const *) b;

  /* What stands alone comes last. */
  if ((first->boxes->len == 1) != (second->boxes->len == 1))
    return first->boxes->len == 1 ? 1 : -1;
  if (first->y != second->y)
    return first->y < second->y ? -1 : 1;

  return first->first < second->first ? -1 : 1;
}

static void
part_free (gpointer data)
{
  Part *self = data;

  g_array_unref (self->boxes);
  g_array_unref (self->links);
  g_free (self);
}

static GPtrArray *
split (const MillTidyBox  *boxes,
       guint               n_boxes,
       const MillTidyLink *links,
       guint               n_links)
{
  g_autofree guint *parts = find_parts (n_boxes, links, n_links);
  g_autofree Part **by_first = g_new0 (Part *, n_boxes);
  g_autofree guint *places = g_new (guint, n_boxes);
  GPtrArray *list = g_ptr_array_new_with_free_func (part_free);

  for (guint i = 0; i < n_boxes; i++)
    {
      Part *part = by_first[parts[i]];

      if (part == NULL)
        {
          part = by_first[parts[i]] = g_new (Part, 1);
          part->boxes = g_array_new (FALSE, FALSE, sizeof (guint));
          part->links = g_array_new (FALSE, FALSE, sizeof (MillTidyLink));
          part->y = boxes[i].y;
          part->first = i;
          g_ptr_array_add (list, part);
        }
      part->y = MIN (part->y, boxes[i].y);
      places[i] = part->boxes->len;
      g_array_append_val (part->boxes, i);
    }
  for (guint i = 0; i < n_links; i++)
    {
      MillTidyLink link = links[i];

      link.from = places[links[i].from];
      link.to = places[links[i].to];
      if (link.from != link.to)
        g_array_append_val (by_first[parts[links[i].from]]->links, link);
    }
  g_ptr_array_sort (list, compare_parts);

  return list;
}

static double
tidy_part (const Part  *part,
           MillTidyBox *boxes,
           double       left,
           double       top)
{
  g_autofree MillTidyBox *own = g_new (MillTidyBox, part->boxes->len);
  g_auto (MillTidyGraph) graph = { 0 };

  for (guint i = 0; i < part->boxes->len; i++)
    own[i] = boxes[g_array_index (part->boxes, guint, i)];
  make_graph (&graph, own, part->boxes->len, (const MillTidyLink *) part->links->data, part->links->len);
  mill_tidy_order (&graph, MOST_ROUNDS, ROUNDS);
  place_rows (&graph);

  return put_boxes (&graph, boxes, (const guint *) part->boxes->data, left, top);
}

void
mill_tidy (MillTidyBox        *boxes,
           guint               n_boxes,
           const MillTidyLink *links,
           guint               n_links)
{
  g_autoptr (GPtrArray) parts = NULL;
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE, right = 0, x, row_bottom;

  if (n_boxes == 0)
    return;
  for (guint i = 0; i < n_boxes; i++)
    {
      left = MIN (left, boxes[i].x);
      top = MIN (top, boxes[i].y);
    }
  parts = split (boxes, n_boxes, links, n_links);
  x = left;
  row_bottom = top;
  for (guint i = 0; i < parts->len; i++)
    {
      const Part *part = g_ptr_array_index (parts, i);
      guint first = g_array_index (part->boxes, guint, 0);

      if (part->boxes->len > 1)
        {
          top = tidy_part (part, boxes, left, top);
          row_bottom = top;
          for (guint j = 0; j < part->boxes->len; j++)
            {
              const MillTidyBox *box = &boxes[g_array_index (part->boxes, guint, j)];

              right = MAX (right, box->x + box->width - left);
            }
          continue;
        }
      /* Those alone fill rows below the others, at least four to a row. */
      if (x > left && x + boxes[first].width > left + MAX (right, 4 * 220 + 3 * COLUMN_GAP))
        {
          x = left;
          top = row_bottom;
        }
      boxes[first].x = x;
      boxes[first].y = top;
      x += ceil ((boxes[first].width + COLUMN_GAP) / GRID) * GRID;
      row_bottom = MAX (row_bottom, top + ceil ((boxes[first].height + ROW_GAP) / GRID) * GRID);
    }
}
