/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/typing-private.h"

void
mill_typing_source_clear (MillTypingSource *self)
{
  g_clear_pointer (&self->connection, mill_connection_free);
  g_clear_pointer (&self->duck, mill_duck_unref);
  g_clear_pointer (&self->paths, g_free);
}

MillConnection *
mill_typing_source_open (MillTypingSource  *self,
                         GPtrArray         *paths,
                         GError           **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) list = NULL;
  g_autofree char *joined = NULL;
  MillDuckOptions options = { .threads = 1 };

  for (guint i = 0; i < paths->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (paths, i));
  list = g_strv_builder_end (builder);
  joined = g_strjoinv ("\n", list);
  if (self->connection != NULL && g_str_equal (self->paths, joined))
    return self->connection;

  mill_typing_source_clear (self);
  options.read_paths = (const char *const *) list;
  self->duck = mill_duck_new (&options, error);
  if (self->duck == NULL)
    return NULL;
  self->connection = mill_connection_new (self->duck, error);
  self->paths = g_steal_pointer (&joined);

  return self->connection;
}
