/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <graphene.h>

#include <glib.h>

G_BEGIN_DECLS

/* Which of many rectangles touch an area. A rectangle lies in one cell of one of several grids, that whose
 * cells are just larger than it, so that moving it costs the same however many others there are, and
 * looking costs what is found. */
typedef struct _MillIndex MillIndex;
typedef struct _MillIndexCell MillIndexCell;

/* Lies within what is indexed. All zero: it is in no index. */
typedef struct
{
  graphene_rect_t  bounds;
  MillIndexCell   *cell;
  guint            slot;
} MillIndexEntry;

MillIndex *mill_index_new    (void);
/* The entries must be taken out before. */
void       mill_index_free   (MillIndex              *self);
/* Puts @entry at @bounds, which are normalized, whether it is in already or not. */
void       mill_index_put    (MillIndex              *self,
                              MillIndexEntry         *entry,
                              const graphene_rect_t  *bounds);
void       mill_index_remove (MillIndex              *self,
                              MillIndexEntry         *entry);
/* Appends the entries that touch @area to @found, in no order. */
void       mill_index_find   (MillIndex              *self,
                              const graphene_rect_t  *area,
                              GPtrArray              *found);
/* Another number than before whenever something was put, moved or taken out. */
guint      mill_index_get_n_changes (const MillIndex  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (MillIndex, mill_index_free)

G_END_DECLS
