/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "engine/key.h"

#include <locale.h>
#include <string.h>

#include "engine/duck.h"
#include "pipeline/params.h"
#include "pipeline/references.h"
#include "pipeline/writer.h"

struct _MillKey
{
  char     *text;
  JsonNode *record;
};

static char *
write_value (const char *name,
             gpointer    bindings)
{
  MillParameterType type;
  JsonNode *value = mill_bindings_get (bindings, name, &type);
  g_autofree char *text = NULL;

  if (value == NULL)
    return NULL;
  text = mill_json_to_canonical (value, TRUE);

  return g_strdup_printf ("%s:%s", mill_parameter_type_get_name (type), text);
}

static const MillKeyFile *
find_file (const MillKeySource *source,
           const char          *param)
{
  for (guint i = 0; i < source->files->len; i++)
    {
      const MillKeyFile *file = &g_array_index (source->files, MillKeyFile, i);

      if (g_str_equal (file->param, param))
        return file;
    }

  return NULL;
}

/* Every setting. Expressions keep their ${name} until they are compiled: here its value stands in its
 * place, so that another name for a parameter is not another result. Of a source counts what it holds,
 * and of a file to write where it is. */
static JsonObject *
make_settings (const MillKeySource *source)
{
  g_autoptr (JsonNode) plain = mill_params_to_json (source->type, source->params);
  g_autoptr (JsonNode) json = mill_references_rename (plain, write_value, source->bindings);
  JsonObject *settings = json_node_dup_object (json);

  for (const MillParam *param = source->type->params; param != NULL && param->member != NULL; param++)
    {
      const char *name = mill_param_get_name (param);
      const MillKeyFile *file = find_file (source, name);

      if (param->role == MILL_ROLE_READ_PATH && file != NULL)
        json_object_remove_member (settings, name);
      else if (param->role == MILL_ROLE_WRITE_PATH && file != NULL)
        json_object_set_string_member (settings, name, file->path);
    }

  return settings;
}

static JsonNode *
make_inputs (const MillKeySource *source,
             gboolean             named)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < source->inputs->len; i++)
    {
      const MillKeyInput *input = &g_array_index (source->inputs, MillKeyInput, i);

      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "port");
      json_builder_add_string_value (builder, input->port);
      json_builder_set_member_name (builder, "key");
      json_builder_add_string_value (builder, input->key);
      json_builder_set_member_name (builder, "from");
      json_builder_add_string_value (builder, input->from_port);
      if (named)
        {
          json_builder_set_member_name (builder, "node");
          json_builder_add_string_value (builder, input->from_node);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  return json_builder_get_root (builder);
}

/* Whether the document lets an environment variable fill the setting: that may be a secret. */
static gboolean
is_from_environment (const MillKeySource *source,
                     const char          *name)
{
  JsonObject *params = mill_node_get_params (source->node);
  JsonNode *written = params != NULL ? json_object_get_member (params, name) : NULL;

  return written != NULL && mill_bindings_reads_environment (source->bindings, written);
}

/* How a file is packed is told by the end of its name. */
static const char *
get_ending (const char *path)
{
  const char *name = strrchr (path, G_DIR_SEPARATOR);
  const char *ending = strrchr (name != NULL ? name : path, '.');

  return ending != NULL ? ending : "";
}

static JsonNode *
make_sources (const MillKeySource *source,
              gboolean             named)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < source->files->len; i++)
    {
      const MillKeyFile *file = &g_array_index (source->files, MillKeyFile, i);

      if (file->digest == NULL)
        continue;
      json_builder_begin_object (builder);
      json_builder_set_member_name (builder, "param");
      json_builder_add_string_value (builder, file->param);
      json_builder_set_member_name (builder, "digest");
      json_builder_add_string_value (builder, file->digest);
      json_builder_set_member_name (builder, "ending");
      json_builder_add_string_value (builder, get_ending (file->path));
      if (named && !is_from_environment (source, file->param))
        {
          json_builder_set_member_name (builder, "path");
          json_builder_add_string_value (builder, file->path);
        }
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);

  return json_builder_get_root (builder);
}

/* Charts carry words for people, which are in the language of the run. */
static const char *
get_language (const MillNodeType *type)
{
  const MillPort *port;

  for (guint i = 0; (port = mill_node_type_get_port (type, MILL_PORT_OUT, i)) != NULL; i++)
    if (port->type == MILL_PORT_CHART || port->type == MILL_PORT_REPORT)
      return setlocale (LC_MESSAGES, NULL);

  return NULL;
}

/* What computes: the program, the database, and where a node says so a library of its own. */
static char *
describe_engine (const MillNodeType *type)
{
  g_autofree char *library = type->dup_library != NULL ? type->dup_library () : NULL;
  const char *language = get_language (type);

  return g_strdup_printf ("millrace %s, duckdb %s%s%s%s%s", MILL_VERSION, mill_duck_get_version (),
                          library != NULL ? ", " : "", library != NULL ? library : "",
                          language != NULL ? ", " : "", language != NULL ? language : "");
}

static JsonObject *
describe (const MillKeySource *source,
          JsonObject          *settings,
          gboolean             named)
{
  JsonObject *parts = json_object_new ();
  g_autofree char *engine = describe_engine (source->type);

  json_object_set_string_member (parts, "type", source->type->id);
  json_object_set_int_member (parts, "version", source->type->version);
  json_object_set_string_member (parts, "engine", engine);
  json_object_set_member (parts, "inputs", make_inputs (source, named));
  json_object_set_member (parts, "sources", make_sources (source, named));
  json_object_set_object_member (parts, "settings", settings);

  return parts;
}

/* The settings as they are remembered: secrets are left out, sources are named. */
static JsonObject *
make_remembered_settings (const MillKeySource *source)
{
  JsonObject *settings = make_settings (source);

  for (const MillParam *param = source->type->params; param != NULL && param->member != NULL; param++)
    {
      const char *name = mill_param_get_name (param);

      if (is_from_environment (source, name))
        json_object_remove_member (settings, name);
    }

  return settings;
}

/* The names that @json refers to. */
static GHashTable *
list_references (JsonNode *json)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  mill_references_list (json, names);

  return names;
}

/* The settings that refer to parameters, as people wrote them. Secrets are left out. */
static JsonObject *
make_written (const MillKeySource *source)
{
  JsonObject *params = mill_node_get_params (source->node);
  JsonObject *made = json_object_new ();

  for (const MillParam *param = source->type->params; param != NULL && param->member != NULL; param++)
    {
      const char *name = mill_param_get_name (param);
      JsonNode *written = params != NULL ? json_object_get_member (params, name) : NULL;
      g_autoptr (GHashTable) names = written != NULL ? list_references (written) : NULL;

      if (names != NULL && g_hash_table_size (names) > 0 && !is_from_environment (source, name))
        json_object_set_member (made, name, json_node_copy (written));
    }

  return made;
}

/* Values of the parameters that the document's settings refer to, without those that may be secrets. */
static JsonObject *
make_parameters (const MillKeySource *source)
{
  JsonObject *params = mill_node_get_params (source->node);
  JsonObject *parameters = json_object_new ();
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (GHashTable) names = NULL;
  GHashTableIter iter;
  gpointer name;

  if (params == NULL)
    return parameters;
  json = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (json, params);
  names = list_references (json);
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      MillParameterType type;
      JsonNode *value = mill_bindings_get (source->bindings, name, &type);

      if (value != NULL && !mill_bindings_is_from_environment (source->bindings, name))
        json_object_set_member (parameters, name, json_node_copy (value));
    }

  return parameters;
}

MillKey *
mill_key_new (const MillKeySource *source)
{
  MillKey *self = g_atomic_rc_box_new0 (MillKey);
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  JsonObject *record;

  json_node_take_object (root, describe (source, make_settings (source), FALSE));
  text = mill_json_to_canonical (root, TRUE);
  self->text = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);

  record = describe (source, make_remembered_settings (source), TRUE);
  json_object_set_object_member (record, "written", make_written (source));
  json_object_set_object_member (record, "parameters", make_parameters (source));
  self->record = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (self->record, record);
  json_node_seal (self->record);

  return self;
}

MillKey *
mill_key_ref (MillKey *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear_key (gpointer data)
{
  MillKey *self = data;

  g_free (self->text);
  json_node_unref (self->record);
}

void
mill_key_unref (MillKey *self)
{
  g_atomic_rc_box_release_full (self, clear_key);
}

const char *
mill_key_get_text (MillKey *self)
{
  return self->text;
}

JsonNode *
mill_key_get_record (MillKey *self)
{
  return self->record;
}
