/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/typing-private.h"

#include <string.h>
#include <sys/stat.h>

#include "pipeline/writer.h"

static MillFileStamp
make_stamp (const char *path)
{
  MillFileStamp stamp = { 0 };
  struct stat status;

  if (stat (path, &status) == 0)
    {
      stamp.size = status.st_size;
      stamp.modified = status.st_mtim.tv_sec * G_USEC_PER_SEC + status.st_mtim.tv_nsec / 1000;
      stamp.inode = status.st_ino;
    }

  return stamp;
}

static void
stamp_free (gpointer data)
{
  MillFileStamp *self = data;

  g_free (self->path);
  g_free (self);
}

MillTypingMemo *
mill_typing_memo_new (const char *digest)
{
  MillTypingMemo *self = g_new0 (MillTypingMemo, 1);

  self->digest = g_strdup (digest);
  self->files = g_ptr_array_new_with_free_func (stamp_free);
  self->outputs = g_ptr_array_new_with_free_func (mill_typed_output_free);
  self->diagnostics = mill_diagnostics_new ();

  return self;
}

void
mill_typing_memo_free (gpointer data)
{
  MillTypingMemo *self = data;

  g_free (self->digest);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->outputs);
  g_ptr_array_unref (self->diagnostics);
  g_free (self);
}

void
mill_typing_memo_add_file (MillTypingMemo *self,
                           const char     *path)
{
  MillFileStamp *stamp = g_new (MillFileStamp, 1);

  *stamp = make_stamp (path);
  stamp->path = g_strdup (path);
  g_ptr_array_add (self->files, stamp);
}

gboolean
mill_typing_memo_holds (const MillTypingMemo *self,
                        const char           *digest)
{
  if (!g_str_equal (self->digest, digest))
    return FALSE;
  for (guint i = 0; i < self->files->len; i++)
    {
      const MillFileStamp *then = g_ptr_array_index (self->files, i);
      MillFileStamp now = make_stamp (then->path);

      if (now.size != then->size || now.modified != then->modified || now.inode != then->inode)
        return FALSE;
    }

  return TRUE;
}

/* Lengths keep neighbours apart: "ab" + "c" is not "a" + "bc". */
static void
feed (GChecksum  *checksum,
      const char *text)
{
  g_autofree char *length = NULL;

  if (text == NULL)
    {
      g_checksum_update (checksum, (const guchar *) "-", 1);
      return;
    }
  length = g_strdup_printf ("%zu:", strlen (text));
  g_checksum_update (checksum, (const guchar *) length, -1);
  g_checksum_update (checksum, (const guchar *) text, -1);
}

static void
feed_input (GChecksum             *checksum,
            const MillTypedInput  *input,
            const MillTypedOutput *output)
{
  feed (checksum, input->port);
  feed (checksum, input->from_node);
  feed (checksum, input->from_port);
  if (output == NULL)
    return;
  for (guint i = 0; output->schema != NULL && i < mill_schema_get_n_columns (output->schema); i++)
    {
      const MillColumn *column = mill_schema_get_column (output->schema, i);

      feed (checksum, column->name);
      feed (checksum, column->type);
    }
  feed (checksum, output->model != NULL ? output->model->target : NULL);
  feed (checksum, output->model != NULL ? output->model->target_type : NULL);
}

char *
mill_typing_make_digest (MillTypes            *types,
                         const MillTypingNode *node,
                         MillBindings         *bindings,
                         GFile                *base)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (JsonNode) json = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *path = base != NULL ? g_file_get_uri (base) : NULL;
  g_autofree char *settings = NULL;

  json_node_set_object (json, node->settings);
  settings = mill_json_to_canonical (json, TRUE);
  feed (checksum, node->type->id);
  feed (checksum, settings);
  feed (checksum, path);
  /* Expressions keep their references until they are compiled. */
  if (strstr (settings, "${") != NULL)
    {
      g_autoptr (JsonNode) values = mill_bindings_to_json (bindings);
      g_autofree char *text = mill_json_to_canonical (values, TRUE);

      feed (checksum, text);
    }
  for (guint i = 0; i < node->typed->inputs->len; i++)
    {
      const MillTypedInput *input = g_ptr_array_index (node->typed->inputs, i);

      feed_input (checksum, input,
                  mill_types_get_output (types, input->from_node, input->from_port));
    }

  return g_strdup (g_checksum_get_string (checksum));
}
