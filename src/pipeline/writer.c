/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/writer.h"

#include <string.h>

#include "pipeline/annotation-private.h"
#include "pipeline/component.h"
#include "pipeline/json-private.h"
#include "pipeline/node-private.h"
#include "pipeline/parameter-private.h"
#include "pipeline/pipeline-private.h"
#include "pipeline/save-file.h"

/* Members are written in a fixed order, those that are not known after them, by name. */
typedef struct
{
  GString *text;
  guint    depth;
  gboolean empty;
} Writer;

static void
open_with (Writer *self,
           char    bracket)
{
  g_string_append_c (self->text, bracket);
  self->depth++;
  self->empty = TRUE;
}

static void
close_with (Writer *self,
            char    bracket)
{
  self->depth--;
  if (!self->empty)
    mill_json_append_newline (self->text, self->depth);
  g_string_append_c (self->text, bracket);
  self->empty = FALSE;
}

static void
begin_element (Writer *self)
{
  if (!self->empty)
    g_string_append_c (self->text, ',');
  self->empty = FALSE;
  mill_json_append_newline (self->text, self->depth);
}

static void
begin_member (Writer     *self,
              const char *name)
{
  begin_element (self);
  mill_json_append_string (self->text, name);
  g_string_append_len (self->text, ": ", 2);
}

static void
write_string (Writer     *self,
              const char *name,
              const char *value)
{
  begin_member (self, name);
  mill_json_append_string (self->text, value);
}

static void
write_double (Writer     *self,
              const char *name,
              double      value)
{
  begin_member (self, name);
  mill_json_append_double (self->text, value);
}

static void
write_json (Writer     *self,
            const char *name,
            JsonNode   *value)
{
  begin_member (self, name);
  mill_json_append (self->text, value, self->depth, FALSE);
}

static void
write_true (Writer     *self,
            const char *name)
{
  begin_member (self, name);
  g_string_append (self->text, "true");
}

/* Those of @object that @known does not name. */
static void
write_rest (Writer            *self,
            JsonObject        *object,
            const char *const *known)
{
  g_autoptr (GPtrArray) names = mill_json_sorted_names (object);

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);

      if (known == NULL || !g_strv_contains (known, name))
        write_json (self, name, json_object_get_member (object, name));
    }
}

/* A section of values by id, merged with those that could not be read. */
typedef const char *(*GetId)  (gpointer value);
typedef void        (*Append) (Writer *writer, MillPipeline *pipeline, gpointer value);

static void
write_merged (Writer       *self,
              MillPipeline *pipeline,
              GPtrArray    *values,
              JsonObject   *odd,
              GetId         get_id,
              Append        append)
{
  g_autoptr (GPtrArray) names = mill_json_sorted_names (odd);
  guint i = 0, j = 0;

  open_with (self, '{');
  while (i < values->len || j < names->len)
    {
      gpointer value = i < values->len ? g_ptr_array_index (values, i) : NULL;
      const char *name = j < names->len ? g_ptr_array_index (names, j) : NULL;
      int order = value == NULL ? 1 : name == NULL ? -1 : strcmp (get_id (value), name);

      if (order > 0)
        {
          write_json (self, name, json_object_get_member (odd, name));
          j++;
          continue;
        }
      begin_member (self, get_id (value));
      append (self, pipeline, value);
      i++;
      /* The good one takes the place of the odd one. */
      j += order == 0;
    }
  close_with (self, '}');
}

/* "node" where that says it all, else "node.port". */
static void
append_maker (Writer          *self,
              MillPipeline    *pipeline,
              const MillInput *input)
{
  const MillNodeType *type = mill_pipeline_get_node_type (pipeline, input->from_node);
  g_autofree char *source = NULL;

  if (input->from_port == NULL ||
      (type != NULL && mill_node_type_get_n_ports (type, MILL_PORT_OUT) == 1 &&
       g_str_equal (mill_node_type_get_port (type, MILL_PORT_OUT, 0)->name, input->from_port)))
    source = g_strdup (input->from_node);
  else
    source = g_strconcat (input->from_node, ".", input->from_port, NULL);
  mill_json_append_string (self->text, source);
}

/* A link is one fact, on one line. */
static void
append_source (Writer          *self,
               MillPipeline    *pipeline,
               const MillInput *input)
{
  if (input->muted)
    g_string_append (self->text, "{ \"from\": ");
  append_maker (self, pipeline, input);
  if (input->muted)
    g_string_append (self->text, ", \"muted\": true }");
}

/* What comes into the port of the first input from @first on; returns where the next port begins. */
static guint
append_port (Writer       *self,
             MillPipeline *pipeline,
             MillNode     *node,
             guint         first)
{
  guint after = first + 1;

  while (after < node->n_inputs &&
         g_str_equal (node->inputs[after].port, node->inputs[first].port))
    after++;

  if (after - first == 1)
    {
      append_source (self, pipeline, &node->inputs[first]);
      return after;
    }
  open_with (self, '[');
  for (guint i = first; i < after; i++)
    {
      begin_element (self);
      append_source (self, pipeline, &node->inputs[i]);
    }
  close_with (self, ']');

  return after;
}

static void
write_inputs (Writer       *self,
              MillPipeline *pipeline,
              MillNode     *node)
{
  g_autoptr (GPtrArray) odd = mill_json_sorted_names (node->odd_inputs);
  guint i = 0, j = 0;

  if (node->n_inputs == 0 && odd->len == 0)
    return;

  begin_member (self, "inputs");
  open_with (self, '{');
  while (i < node->n_inputs || j < odd->len)
    {
      const char *name = j < odd->len ? g_ptr_array_index (odd, j) : NULL;

      if (i == node->n_inputs || (name != NULL && strcmp (name, node->inputs[i].port) < 0))
        {
          write_json (self, name, json_object_get_member (node->odd_inputs, name));
          j++;
          continue;
        }
      begin_member (self, node->inputs[i].port);
      i = append_port (self, pipeline, node, i);
    }
  close_with (self, '}');
}

static void write_pipeline (Writer       *self,
                            MillPipeline *pipeline);

static void
write_component (Writer        *self,
                 MillComponent *component)
{
  const MillOrigin *origin = mill_component_get_origin (component);

  begin_member (self, "component");
  open_with (self, '{');
  if (origin != NULL)
    {
      begin_member (self, "origin");
      open_with (self, '{');
      write_string (self, "name", origin->name);
      write_string (self, "digest", origin->digest);
      close_with (self, '}');
    }
  write_pipeline (self, mill_component_get_pipeline (component));
  close_with (self, '}');
}

static const char *
get_node_id (gpointer node)
{
  return mill_node_get_id (node);
}

static void
append_node (Writer       *self,
             MillPipeline *pipeline,
             gpointer      value)
{
  MillNode *node = value;

  open_with (self, '{');
  if (*node->type_id != '\0')
    write_string (self, "type", node->type_id);
  if (node->version > 0)
    write_double (self, "version", node->version);
  if (node->title != NULL)
    write_string (self, "title", node->title);
  if (node->bypassed)
    write_true (self, "bypassed");
  if (node->pinned)
    write_true (self, "pinned");
  write_inputs (self, pipeline, node);
  if (node->params != NULL && json_object_get_size (node->params) > 0)
    {
      begin_member (self, "params");
      open_with (self, '{');
      write_rest (self, node->params, NULL);
      close_with (self, '}');
    }
  if (node->component != NULL)
    write_component (self, node->component);
  write_rest (self, node->extra, NULL);
  close_with (self, '}');
}

static const char *
get_parameter_name (gpointer parameter)
{
  return mill_parameter_get_name (parameter);
}

static void
append_parameter (Writer       *self,
                  MillPipeline *pipeline,
                  gpointer      parameter)
{
  MillParameterType type = mill_parameter_get_value_type (parameter);

  open_with (self, '{');
  write_string (self, "type", mill_parameter_type_get_name (type));
  if (mill_parameter_get_default (parameter) != NULL)
    write_json (self, "default", mill_parameter_get_default (parameter));
  if (mill_parameter_get_description (parameter) != NULL)
    write_string (self, "description", mill_parameter_get_description (parameter));
  write_rest (self, mill_parameter_get_extra (parameter), NULL);
  close_with (self, '}');
}

/* A place is one fact, on one line. */
static void
append_place (Writer       *self,
              MillPipeline *pipeline,
              gpointer      value)
{
  MillNode *node = value;

  if (node->odd_layout == NULL)
    {
      g_string_append (self->text, "{ \"x\": ");
      mill_json_append_double (self->text, node->x);
      g_string_append (self->text, ", \"y\": ");
      mill_json_append_double (self->text, node->y);
      g_string_append (self->text, " }");
      return;
    }
  open_with (self, '{');
  if (node->placed)
    {
      write_double (self, "x", node->x);
      write_double (self, "y", node->y);
    }
  write_rest (self, node->odd_layout, NULL);
  close_with (self, '}');
}

static void
append_annotation (Writer         *self,
                   MillAnnotation *annotation)
{
  double x, y, width, height;

  mill_annotation_get_bounds (annotation, &x, &y, &width, &height);
  open_with (self, '{');
  write_string (self, "id", mill_annotation_get_id (annotation));
  write_string (self,
                mill_annotation_get_kind (annotation) == MILL_ANNOTATION_FRAME ? "title" : "text",
                mill_annotation_get_text (annotation));
  if (mill_annotation_get_color (annotation) != NULL)
    write_string (self, "color", mill_annotation_get_color (annotation));
  write_double (self, "x", x);
  write_double (self, "y", y);
  write_double (self, "width", width);
  write_double (self, "height", height);
  write_rest (self, mill_annotation_get_extra (annotation), NULL);
  close_with (self, '}');
}

/* What is not a list at all stands as it was as long as there is nothing to put in its place. */
static gboolean
write_odd_section (Writer       *self,
                   const char   *name,
                   JsonObject   *extra,
                   JsonNodeType  expected)
{
  JsonNode *odd = mill_json_get_member (extra, name);

  if (odd == NULL || json_node_get_node_type (odd) == expected)
    return FALSE;
  write_json (self, name, odd);

  return TRUE;
}

static void
write_annotations (Writer             *self,
                   GPtrArray          *annotations,
                   MillAnnotationKind  kind,
                   const char         *name,
                   JsonObject         *extra)
{
  JsonArray *odd = mill_json_get_array (extra, name);
  guint n = 0;

  for (guint i = 0; i < annotations->len; i++)
    n += mill_annotation_get_kind (g_ptr_array_index (annotations, i)) == kind;
  if (n == 0 && write_odd_section (self, name, extra, JSON_NODE_ARRAY))
    return;

  begin_member (self, name);
  open_with (self, '[');
  for (guint i = 0; i < annotations->len; i++)
    if (mill_annotation_get_kind (g_ptr_array_index (annotations, i)) == kind)
      {
        begin_element (self);
        append_annotation (self, g_ptr_array_index (annotations, i));
      }
  for (guint i = 0; odd != NULL && i < json_array_get_length (odd); i++)
    {
      begin_element (self);
      mill_json_append (self->text, json_array_get_element (odd, i), self->depth, FALSE);
    }
  close_with (self, ']');
}

static void
write_layout (Writer       *self,
              MillPipeline *pipeline,
              GPtrArray    *nodes)
{
  static const char *const known[] = { "nodes", "frames", "notes", NULL };
  JsonObject *top = mill_pipeline_get_extra (pipeline);
  JsonObject *extra = mill_json_get_object (top, "layout");
  g_autoptr (GPtrArray) annotations = mill_pipeline_list_annotations (pipeline);
  g_autoptr (GPtrArray) placed = g_ptr_array_new ();

  for (guint i = 0; i < nodes->len; i++)
    {
      MillNode *node = g_ptr_array_index (nodes, i);

      if (node->placed || node->odd_layout != NULL)
        g_ptr_array_add (placed, node);
    }
  if (placed->len == 0 && annotations->len == 0 &&
      write_odd_section (self, "layout", top, JSON_NODE_OBJECT))
    return;

  begin_member (self, "layout");
  open_with (self, '{');
  if (placed->len > 0 || !write_odd_section (self, "nodes", extra, JSON_NODE_OBJECT))
    {
      begin_member (self, "nodes");
      write_merged (self, pipeline, placed, mill_json_get_object (extra, "nodes"), get_node_id,
                    append_place);
    }
  write_annotations (self, annotations, MILL_ANNOTATION_FRAME, "frames", extra);
  write_annotations (self, annotations, MILL_ANNOTATION_NOTE, "notes", extra);
  write_rest (self, extra, known);
  close_with (self, '}');
}

/* The members that a file and a component have alike. */
static void
write_pipeline (Writer       *self,
                MillPipeline *pipeline)
{
  static const char *const known[] = { "parameters", "nodes", "layout", "name", NULL };
  g_autoptr (GPtrArray) nodes = mill_pipeline_list_nodes (pipeline);
  g_autoptr (GPtrArray) parameters = mill_pipeline_list_parameters (pipeline);
  JsonObject *extra = mill_pipeline_get_extra (pipeline);

  if (mill_pipeline_get_name (pipeline) != NULL)
    write_string (self, "name", mill_pipeline_get_name (pipeline));
  else if (mill_json_get_member (extra, "name") != NULL)
    write_json (self, "name", json_object_get_member (extra, "name"));
  if (parameters->len > 0 || !write_odd_section (self, "parameters", extra, JSON_NODE_OBJECT))
    {
      JsonObject *odd = mill_json_get_object (extra, "parameters");

      if (parameters->len > 0 || (odd != NULL && json_object_get_size (odd) > 0))
        {
          begin_member (self, "parameters");
          write_merged (self, pipeline, parameters, odd, get_parameter_name, append_parameter);
        }
    }
  if (nodes->len > 0 || !write_odd_section (self, "nodes", extra, JSON_NODE_OBJECT))
    {
      begin_member (self, "nodes");
      write_merged (self, pipeline, nodes, mill_json_get_object (extra, "nodes"), get_node_id,
                    append_node);
    }
  write_layout (self, pipeline, nodes);
  write_rest (self, extra, known);
}

char *
mill_pipeline_to_text (MillPipeline *self)
{
  Writer writer = { 0 };

  g_return_val_if_fail (MILL_IS_PIPELINE (self), NULL);

  writer.text = g_string_sized_new (1024 + mill_pipeline_get_n_nodes (self) * 256);
  open_with (&writer, '{');
  write_string (&writer, "format", "millrace/1");
  write_pipeline (&writer, self);
  close_with (&writer, '}');
  g_string_append_c (writer.text, '\n');

  return g_string_free (writer.text, FALSE);
}

gboolean
mill_pipeline_save (MillPipeline  *self,
                    GFile         *file,
                    GCancellable  *cancellable,
                    GError       **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (MILL_IS_PIPELINE (self), FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  text = mill_pipeline_to_text (self);

  return mill_save_file (file, text, strlen (text), cancellable, error);
}
