/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <graphene.h>

G_BEGIN_DECLS

/* Does @outer hold all of @inner? graphene_rect_contains_rect() makes the union of both and compares it
 * with @outer: where that rounds, it says no of a rectangle that is well within. Neither size is negative. */
static inline gboolean
mill_rect_contains (const graphene_rect_t *outer,
                    const graphene_rect_t *inner)
{
  return inner->origin.x >= outer->origin.x && inner->origin.y >= outer->origin.y &&
         inner->origin.x + inner->size.width <= outer->origin.x + outer->size.width &&
         inner->origin.y + inner->size.height <= outer->origin.y + outer->size.height;
}

G_END_DECLS
