/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/canvas/world-private.h"

/* Assistive technology is told where the links of each card lead, to cards that there are. */

void
mill_world_retell (MillWorld     *self,
                   MillWorldItem *item)
{
  if (item->retold)
    return;

  item->retold = TRUE;
  g_ptr_array_add (self->retold, g_strdup (item->id));
}

/* Only where it differs from what is told already: GTK keeps a little of each telling for ever. */
static gboolean
take_told (MillWorldItem *item,
           GArray        *targets)
{
  gboolean same = item->told != NULL && item->told->len == targets->len &&
                  (targets->len == 0 ||
                   memcmp (item->told->data, targets->data, targets->len * sizeof (guint)) == 0);

  if (!same)
    {
      g_clear_pointer (&item->told, g_array_unref);
      item->told = g_array_ref (targets);
    }

  return !same;
}

static void
tell (MillWorldItem *item)
{
  GtkAccessibleRelation relation = GTK_ACCESSIBLE_RELATION_FLOW_TO;
  g_autoptr (GArray) targets = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GList) list = NULL;
  GValue value = G_VALUE_INIT;

  for (guint i = 0; i < item->out->len; i++)
    {
      MillWorldItem *target = ((MillWorldLink *) g_ptr_array_index (item->out, i))->to;

      if (target->widget != NULL && g_list_find (list, target->widget) == NULL)
        {
          g_array_append_val (targets, target->showing);
          list = g_list_prepend (list, target->widget);
        }
    }
  if (!take_told (item, targets))
    return;

  if (list == NULL)
    {
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (item->widget), relation);
      return;
    }
  g_value_init (&value, GTK_ACCESSIBLE_LIST);
  g_value_take_boxed (&value, gtk_accessible_list_new_from_list (list));
  gtk_accessible_update_relation_value (GTK_ACCESSIBLE (item->widget), 1, &relation, &value);
  g_value_unset (&value);
}

void
mill_world_tell_relations (MillWorld *self)
{
  for (guint i = 0; i < self->retold->len; i++)
    {
      MillWorldItem *item = mill_world_find_item (self, g_ptr_array_index (self->retold, i));

      /* It may be gone, or another of the same id may be there instead. */
      if (item == NULL || !item->retold)
        continue;
      item->retold = FALSE;
      if (item->widget != NULL)
        tell (item);
    }
  g_ptr_array_set_size (self->retold, 0);
}
