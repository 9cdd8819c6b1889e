/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/world-index.h"

#include <math.h>

/* The cells of the finest grid hold a card; each further grid has cells twice as large. */
#define FINEST 512.0
#define N_LEVELS 20

struct _MillIndexCell
{
  int        level;
  int        x;
  int        y;
  GPtrArray *entries;
};

struct _MillIndex
{
  GHashTable *cells[N_LEVELS];   /* set of MillIndexCell */
  guint       n_changes;
};

static guint
hash_cell (gconstpointer data)
{
  const MillIndexCell *cell = data;

  return (guint) cell->x * 73856093u ^ (guint) cell->y * 19349663u;
}

static gboolean
cells_equal (gconstpointer a,
             gconstpointer b)
{
  const MillIndexCell *one = a;
  const MillIndexCell *other = b;

  return one->x == other->x && one->y == other->y;
}

static void
cell_free (gpointer data)
{
  MillIndexCell *cell = data;

  g_ptr_array_unref (cell->entries);
  g_free (cell);
}

MillIndex *
mill_index_new (void)
{
  MillIndex *self = g_new0 (MillIndex, 1);

  for (guint i = 0; i < N_LEVELS; i++)
    self->cells[i] = g_hash_table_new_full (hash_cell, cells_equal, cell_free, NULL);

  return self;
}

void
mill_index_free (MillIndex *self)
{
  for (guint i = 0; i < N_LEVELS; i++)
    g_hash_table_unref (self->cells[i]);
  g_free (self);
}

static double
get_size (int level)
{
  return ldexp (FINEST, level);
}

/* Far beyond what anybody draws all cells are one. */
static int
to_cell (double value,
         int    level)
{
  return (int) CLAMP (floor (value / get_size (level)), -1e9, 1e9);
}

static void
locate (const graphene_rect_t *bounds,
        MillIndexCell         *cell)
{
  double extent = MAX (bounds->size.width, bounds->size.height);

  for (cell->level = 0; cell->level < N_LEVELS - 1 && get_size (cell->level) < extent;)
    cell->level++;
  cell->x = to_cell (bounds->origin.x + bounds->size.width / 2, cell->level);
  cell->y = to_cell (bounds->origin.y + bounds->size.height / 2, cell->level);
}

void
mill_index_put (MillIndex             *self,
                MillIndexEntry        *entry,
                const graphene_rect_t *bounds)
{
  MillIndexCell place, *cell;

  locate (bounds, &place);
  entry->bounds = *bounds;
  self->n_changes++;
  if (entry->cell != NULL && entry->cell->level == place.level && cells_equal (entry->cell, &place))
    return;

  mill_index_remove (self, entry);
  cell = g_hash_table_lookup (self->cells[place.level], &place);
  if (cell == NULL)
    {
      cell = g_memdup2 (&place, sizeof place);
      cell->entries = g_ptr_array_new ();
      g_hash_table_add (self->cells[place.level], cell);
    }
  entry->cell = cell;
  entry->slot = cell->entries->len;
  g_ptr_array_add (cell->entries, entry);
}

void
mill_index_remove (MillIndex      *self,
                   MillIndexEntry *entry)
{
  MillIndexCell *cell = g_steal_pointer (&entry->cell);
  MillIndexEntry *moved;

  if (cell == NULL)
    return;

  self->n_changes++;
  g_ptr_array_remove_index_fast (cell->entries, entry->slot);
  if (entry->slot < cell->entries->len)
    {
      moved = g_ptr_array_index (cell->entries, entry->slot);
      moved->slot = entry->slot;
    }
  if (cell->entries->len == 0)
    g_hash_table_remove (self->cells[cell->level], cell);
}

static gboolean
touch (const graphene_rect_t *a,
       const graphene_rect_t *b)
{
  return a->origin.x <= b->origin.x + b->size.width && b->origin.x <= a->origin.x + a->size.width &&
         a->origin.y <= b->origin.y + b->size.height && b->origin.y <= a->origin.y + a->size.height;
}

static void
find_in_cell (const MillIndexCell   *cell,
              const graphene_rect_t *area,
              GPtrArray             *found)
{
  if (cell == NULL)
    return;

  for (guint i = 0; i < cell->entries->len; i++)
    {
      MillIndexEntry *entry = g_ptr_array_index (cell->entries, i);

      if (touch (&entry->bounds, area))
        g_ptr_array_add (found, entry);
    }
}

static void
find_in_level (GHashTable            *cells,
               int                    level,
               const graphene_rect_t *area,
               GPtrArray             *found)
{
  /* What has its middle in a cell reaches half a cell beyond it. */
  double reach = get_size (level) / 2;
  int x0 = to_cell (area->origin.x - reach, level);
  int y0 = to_cell (area->origin.y - reach, level);
  int x1 = to_cell (area->origin.x + area->size.width + reach, level);
  int y1 = to_cell (area->origin.y + area->size.height + reach, level);
  GHashTableIter iter;
  gpointer cell;

  if ((double) (x1 - x0 + 1) * (y1 - y0 + 1) < g_hash_table_size (cells))
    {
      for (int y = y0; y <= y1; y++)
        for (int x = x0; x <= x1; x++)
          find_in_cell (g_hash_table_lookup (cells, &(MillIndexCell) { .x = x, .y = y }), area, found);
      return;
    }

  g_hash_table_iter_init (&iter, cells);
  while (g_hash_table_iter_next (&iter, &cell, NULL))
    find_in_cell (cell, area, found);
}

void
mill_index_find (MillIndex             *self,
                 const graphene_rect_t *area,
                 GPtrArray             *found)
{
  for (int level = 0; level < N_LEVELS; level++)
    if (g_hash_table_size (self->cells[level]) > 0)
      find_in_level (self->cells[level], level, area, found);
}

guint
mill_index_get_n_changes (const MillIndex *self)
{
  return self->n_changes;
}
