/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/key.h"

#include <string.h>

#include "nodes/catalogue.h"
#include "pipeline/expand.h"
#include "pipeline/params.h"
#include "pipeline/reader.h"
#include "pipeline/writer.h"

#include "other-value.h"

/* The key of every node type of the catalogue: all that can change a result changes it, and nothing else. */

typedef struct
{
  const MillNodeType *type;
  JsonNode           *settings;    /* or NULL */
  const char         *more;        /* members of the node, each with a comma before it */
  const char         *id;
  const char         *path;        /* of the file that it reads or writes */
  const char         *digest;      /* of what it reads */
  const char         *input;       /* key of what comes in */
  const char         *from_port;
} Situation;

static MillPipeline *
read_node (const Situation *self)
{
  g_autofree char *settings = self->settings != NULL ? mill_json_to_canonical (self->settings, TRUE)
                                                     : g_strdup ("{}");
  g_autofree char *text = g_strdup_printf ("{\"format\": \"millrace/1\", \"nodes\": {\"%s\": {\"type\": \"%s\", "
                                           "\"version\": %d, \"params\": %s%s}}}", self->id, self->type->id,
                                           self->type->version, settings, self->more);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GPtrArray) problems = mill_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  MillPipeline *pipeline = mill_pipeline_new_from_bytes (mill_nodes_get_catalogue (), bytes, problems, &error);

  g_assert_no_error (error);

  return pipeline;
}

static GArray *
list_files (const Situation *self)
{
  GArray *files = g_array_new (FALSE, TRUE, sizeof (MillKeyFile));

  for (const MillParam *param = self->type->params; param->member != NULL; param++)
    {
      gboolean to_write = param->role == MILL_ROLE_WRITE_PATH;
      MillKeyFile file = { mill_param_get_name (param), self->path, to_write ? NULL : self->digest, to_write };

      if (to_write || param->role == MILL_ROLE_READ_PATH)
        g_array_append_val (files, file);
    }

  return files;
}

static char *
make_key (const Situation *self)
{
  g_autoptr (MillPipeline) pipeline = read_node (self);
  g_autoptr (MillBindings) bindings = mill_bindings_new (pipeline, NULL, NULL);
  g_autoptr (GArray) inputs = g_array_new (FALSE, TRUE, sizeof (MillKeyInput));
  g_autoptr (GArray) files = list_files (self);
  MillNode *node = mill_pipeline_get_node (pipeline, self->id);
  gpointer params = mill_params_parse (self->type, mill_node_get_params (node), NULL);
  MillKeyInput input = { "table", "before", self->from_port, self->input };
  MillKeySource source = { self->type, node, params, bindings, inputs, files };
  g_autoptr (MillKey) key = NULL;

  g_array_append_val (inputs, input);
  key = mill_key_new (&source);
  mill_params_free (self->type, params);

  return g_strdup (mill_key_get_text (key));
}

static const Situation usual = {
  .more = "", .id = "node", .path = "/data/a.csv", .digest = "d1", .input = "k1", .from_port = "table",
};

static void
assert_counts (const Situation *changed,
               const char      *key,
               gboolean         counts)
{
  g_autofree char *other = make_key (changed);

  g_assert_cmpuint (strlen (other), ==, 64);
  if (counts)
    g_assert_cmpstr (other, !=, key);
  else
    g_assert_cmpstr (other, ==, key);
}

static void
check_settings (const MillNodeType *type,
                const char         *key)
{
  for (const MillParam *param = type->params; param->member != NULL; param++)
    {
      Situation changed = usual;
      JsonObject *settings = json_object_new ();
      g_autoptr (JsonNode) json = json_node_new (JSON_NODE_OBJECT);

      json_object_set_member (settings, mill_param_get_name (param), other_value_new (param));
      json_node_take_object (json, settings);
      changed.type = type;
      changed.settings = json;
      /* A file is what it holds, or where it is, and not how the settings name it. */
      assert_counts (&changed, key, param->role != MILL_ROLE_READ_PATH && param->role != MILL_ROLE_WRITE_PATH);
    }
}

static gboolean
has_role (const MillNodeType *type,
          MillRole            role)
{
  for (const MillParam *param = type->params; param->member != NULL; param++)
    if (param->role == role)
      return TRUE;

  return FALSE;
}

static void
test_type (gconstpointer data)
{
  const MillNodeType *type = data;
  Situation situation = usual;
  Situation other;
  g_autofree char *key = NULL;

  situation.type = type;
  key = make_key (&situation);
  assert_counts (&situation, key, FALSE);

  other = situation, other.more = ", \"title\": \"Another Name\"";
  assert_counts (&other, key, FALSE);
  other = situation, other.more = ", \"pinned\": true";
  assert_counts (&other, key, FALSE);
  other = situation, other.id = "renamed";
  assert_counts (&other, key, FALSE);

  check_settings (type, key);
  other = situation, other.input = "k2";
  assert_counts (&other, key, TRUE);
  other = situation, other.from_port = "rejected";
  assert_counts (&other, key, TRUE);
  other = situation, other.digest = "d2";
  assert_counts (&other, key, has_role (type, MILL_ROLE_READ_PATH));
  other = situation, other.path = "/elsewhere/b.csv";
  assert_counts (&other, key, has_role (type, MILL_ROLE_WRITE_PATH));
  other = situation, other.path = "/data/a.csv.gz";
  assert_counts (&other, key, has_role (type, MILL_ROLE_WRITE_PATH) || has_role (type, MILL_ROLE_READ_PATH));
}

/* What is no table can be made again from what is remembered of it, or is never remembered: every type says
 * which. */
static void
test_recall (void)
{
  const MillCatalogue *catalogue = mill_nodes_get_catalogue ();

  for (guint i = 0; catalogue->types[i] != NULL; i++)
    {
      const MillNodeType *type = catalogue->types[i];
      gboolean only_tables = TRUE;

      for (const MillPort *port = type->ports; port->name != NULL; port++)
        only_tables &= port->direction == MILL_PORT_IN || port->type == MILL_PORT_TABLE;
      g_test_message ("%s", type->id);
      g_assert_true (only_tables == (type->recall == NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  const MillCatalogue *catalogue = mill_nodes_get_catalogue ();

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; catalogue->types[i] != NULL; i++)
    {
      g_autofree char *path = g_strconcat ("/key/", catalogue->types[i]->id, NULL);

      g_test_add_data_func (path, catalogue->types[i], test_type);
    }
  g_test_add_func ("/key/recall", test_recall);

  return g_test_run ();
}
