/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/source-watch.h"

#include "engine/source-digest.h"

struct _MillSourceWatch
{
  GPtrArray *paths;
  GPtrArray *stamps;   /* "" where there was no such file */
};

static char *
make_stamp (const char *path)
{
  char *stamp = mill_source_make_stamp (path);

  return stamp != NULL ? stamp : g_strdup ("");
}

MillSourceWatch *
mill_source_watch_new (GPtrArray *paths)
{
  MillSourceWatch *self = g_new0 (MillSourceWatch, 1);

  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->stamps = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < paths->len; i++)
    {
      g_ptr_array_add (self->paths, g_strdup (g_ptr_array_index (paths, i)));
      g_ptr_array_add (self->stamps, make_stamp (g_ptr_array_index (paths, i)));
    }

  return self;
}

void
mill_source_watch_free (MillSourceWatch *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->paths);
  g_ptr_array_unref (self->stamps);
  g_free (self);
}

const char *
mill_source_watch_find_changed (const MillSourceWatch *self)
{
  for (guint i = 0; i < self->paths->len; i++)
    {
      g_autofree char *stamp = make_stamp (g_ptr_array_index (self->paths, i));

      if (!g_str_equal (stamp, g_ptr_array_index (self->stamps, i)))
        return g_ptr_array_index (self->paths, i);
    }

  return NULL;
}
