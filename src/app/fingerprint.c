/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fingerprint.h"

#include <string.h>

#include "pipeline/graph.h"
#include "pipeline/writer.h"

/* Nodes are immutable values, so what was once written of one stays true. */
typedef struct
{
  MillNode *node;
  char     *text;
} Written;

struct _MillFingerprints
{
  GHashTable *written;      /* id -> Written */
  GHashTable *fingerprints; /* id -> char * */
};

static void
written_free (gpointer data)
{
  Written *self = data;

  mill_node_unref (self->node);
  g_free (self->text);
  g_free (self);
}

MillFingerprints *
mill_fingerprints_new (void)
{
  MillFingerprints *self = g_new0 (MillFingerprints, 1);

  self->written = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, written_free);
  self->fingerprints = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
mill_fingerprints_free (MillFingerprints *self)
{
  g_hash_table_unref (self->written);
  g_hash_table_unref (self->fingerprints);
  g_free (self);
}

static char *
write_node (MillNode *node)
{
  GString *text = g_string_new (NULL);
  JsonObject *params = mill_node_get_params (node);

  g_string_append_printf (text, "%s %d ", mill_node_get_type_id (node), mill_node_get_version (node));
  if (params != NULL)
    {
      g_autoptr(JsonNode) json = json_node_new (JSON_NODE_OBJECT);
      g_autofree char *canonical = NULL;

      json_node_set_object (json, params);
      canonical = mill_json_to_canonical (json, TRUE);
      g_string_append (text, canonical);
    }

  return g_string_free (text, FALSE);
}

static const char *
find_text (MillFingerprints *self,
           MillNode         *node)
{
  const char *id = mill_node_get_id (node);
  Written *written = g_hash_table_lookup (self->written, id);

  if (written == NULL || written->node != node)
    {
      written = g_new0 (Written, 1);
      written->node = mill_node_ref (node);
      written->text = write_node (node);
      g_hash_table_replace (self->written, g_strdup (id), written);
    }

  return written->text;
}

/* How often the value of a parameter may refer to another one, which it does through components. */
#define MOST_REFERENCES 100

static void
add_parameters (GChecksum  *sum,
                const char *text,
                GPtrArray  *parameters,
                guint       depth)
{
  for (guint i = 0; i < parameters->len; i++)
    {
      MillParameter *parameter = g_ptr_array_index (parameters, i);
      g_autofree char *reference = g_strdup_printf ("${%s}", mill_parameter_get_name (parameter));

      if (strstr (text, reference) != NULL)
        {
          JsonNode *value = mill_parameter_get_default (parameter);
          g_autofree char *canonical =
              value != NULL ? mill_json_to_canonical (value, TRUE) : g_strdup ("null");

          g_checksum_update (sum, (const guchar *) reference, -1);
          g_checksum_update (sum, (const guchar *) canonical, -1);
          if (depth < MOST_REFERENCES && strstr (canonical, "${") != NULL)
            add_parameters (sum, canonical, parameters, depth + 1);
        }
    }
}

static char *
compute (MillFingerprints *self,
         MillNode         *node,
         GPtrArray        *parameters,
         GHashTable       *served)
{
  g_autoptr(GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *text = find_text (self, node);
  guint n_inputs = 0;
  const MillInput *inputs = mill_node_get_inputs (node, &n_inputs);

  g_checksum_update (sum, (const guchar *) text, -1);
  add_parameters (sum, text, parameters, 0);
  for (guint i = 0; i < n_inputs; i++)
    {
      const char *given = served != NULL ? g_hash_table_lookup (served, inputs[i].from_node) : NULL;
      const char *before = given != NULL ? given
                                         : g_hash_table_lookup (self->fingerprints, inputs[i].from_node);
      g_autofree char *input = g_strdup_printf ("\n%s %s %s", inputs[i].port,
                                                inputs[i].from_port ? inputs[i].from_port : "",
                                                before ? before : inputs[i].from_node);

      g_checksum_update (sum, (const guchar *) input, -1);
    }

  return g_strdup (g_checksum_get_string (sum));
}

static gboolean
is_gone_cb (gpointer key,
            gpointer value,
            gpointer data)
{
  return mill_pipeline_get_node (data, key) == NULL;
}

void
mill_fingerprints_update (MillFingerprints *self,
                          MillPipeline     *pipeline,
                          GHashTable       *served)
{
  g_autoptr(GPtrArray) order = mill_graph_sort (pipeline);
  g_autoptr(GPtrArray) parameters = mill_pipeline_list_parameters (pipeline);

  g_hash_table_remove_all (self->fingerprints);
  for (guint i = 0; i < order->len; i++)
    {
      const char *id = g_ptr_array_index (order, i);
      MillNode *node = mill_pipeline_get_node (pipeline, id);

      g_hash_table_insert (self->fingerprints, g_strdup (id), compute (self, node, parameters, served));
    }
  g_hash_table_foreach_remove (self->written, is_gone_cb, pipeline);
}

const char *
mill_fingerprints_get (MillFingerprints *self,
                       const char       *node)
{
  return g_hash_table_lookup (self->fingerprints, node);
}
