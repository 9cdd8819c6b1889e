/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/typing.h"

#include "engine/compile-private.h"
#include "engine/types-private.h"

struct _MillTypes
{
  gatomicrefcount  ref_count;
  GHashTable      *nodes;        /* id -> MillTypedNode */
  GPtrArray       *diagnostics;
  MillNodeNames   *names;        /* while it is made */
};

MillTypedOutput *
mill_typed_output_new (const char           *port,
                       MillSchema           *schema,
                       const MillModelShape *model)
{
  MillTypedOutput *self = g_new0 (MillTypedOutput, 1);

  self->port = g_strdup (port);
  self->schema = schema != NULL ? mill_schema_ref (schema) : NULL;
  self->model = mill_model_shape_copy (model);

  return self;
}

MillTypedOutput *
mill_typed_output_copy (const MillTypedOutput *self)
{
  return mill_typed_output_new (self->port, self->schema, self->model);
}

void
mill_typed_output_free (gpointer data)
{
  MillTypedOutput *self = data;

  g_free (self->port);
  g_clear_pointer (&self->schema, mill_schema_unref);
  g_clear_pointer (&self->model, mill_model_shape_free);
  g_free (self);
}

static void
typed_input_free (gpointer data)
{
  MillTypedInput *self = data;

  g_free (self->port);
  g_free (self->from_node);
  g_free (self->from_port);
  g_free (self);
}

static void
typed_node_free (gpointer data)
{
  MillTypedNode *self = data;

  g_ptr_array_unref (self->outputs);
  g_ptr_array_unref (self->inputs);
  g_clear_pointer (&self->obstacle, mill_diagnostic_unref);
  g_free (self);
}

MillTypes *
mill_types_new (void)
{
  MillTypes *self = g_new0 (MillTypes, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->nodes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, typed_node_free);
  self->diagnostics = mill_diagnostics_new ();

  return self;
}

MillTypes *
mill_types_ref (MillTypes *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
mill_types_unref (MillTypes *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->nodes);
  g_ptr_array_unref (self->diagnostics);
  g_free (self);
}

MillTypedNode *
mill_types_add_node (MillTypes  *self,
                     const char *node)
{
  MillTypedNode *typed = g_new0 (MillTypedNode, 1);

  typed->outputs = g_ptr_array_new_with_free_func (mill_typed_output_free);
  typed->inputs = g_ptr_array_new_with_free_func (typed_input_free);
  g_hash_table_replace (self->nodes, g_strdup (node), typed);

  return typed;
}

MillTypedNode *
mill_types_get_node (MillTypes  *self,
                     const char *node)
{
  return g_hash_table_lookup (self->nodes, node);
}

void
mill_typed_node_add_input (MillTypedNode *self,
                           const char    *port,
                           const char    *from_node,
                           const char    *from_port)
{
  MillTypedInput *input = g_new0 (MillTypedInput, 1);

  input->port = g_strdup (port);
  input->from_node = g_strdup (from_node);
  input->from_port = g_strdup (from_port);
  g_ptr_array_add (self->inputs, input);
}

void
mill_types_set_names (MillTypes     *self,
                      MillNodeNames *names)
{
  self->names = names;
}

void
mill_types_report (MillTypes      *self,
                   MillTypedNode  *node,
                   MillDiagnostic *diagnostic)
{
  if (self->names != NULL)
    diagnostic = mill_node_names_fill (self->names, diagnostic);
  g_ptr_array_add (self->diagnostics, diagnostic);
  if (diagnostic->severity != MILL_SEVERITY_ERROR)
    return;

  node->failed = TRUE;
  if (node->obstacle == NULL)
    node->obstacle = mill_diagnostic_ref (diagnostic);
}

void
mill_types_add_diagnostic (MillTypes      *self,
                           MillDiagnostic *diagnostic)
{
  g_ptr_array_add (self->diagnostics, mill_diagnostic_ref (diagnostic));
}

const MillTypedOutput *
mill_types_get_output (MillTypes  *self,
                       const char *node,
                       const char *port)
{
  MillTypedNode *typed = mill_types_get_node (self, node);

  for (guint i = 0; typed != NULL && i < typed->outputs->len; i++)
    {
      const MillTypedOutput *output = g_ptr_array_index (typed->outputs, i);

      if (g_strcmp0 (output->port, port) == 0)
        return output;
    }

  return NULL;
}

const MillSchema *
mill_types_get_schema (MillTypes  *self,
                       const char *node,
                       const char *port)
{
  const MillTypedOutput *output = mill_types_get_output (self, node, port);

  return output != NULL ? output->schema : NULL;
}

const MillSchema *
mill_types_get_input_schema (MillTypes  *self,
                             const char *node,
                             const char *port)
{
  MillTypedNode *typed = mill_types_get_node (self, node);

  for (guint i = 0; typed != NULL && i < typed->inputs->len; i++)
    {
      const MillTypedInput *input = g_ptr_array_index (typed->inputs, i);

      if (g_strcmp0 (input->port, port) == 0)
        return mill_types_get_schema (self, input->from_node, input->from_port);
    }

  return NULL;
}

const MillModelShape *
mill_types_get_model (MillTypes  *self,
                      const char *node,
                      const char *port)
{
  const MillTypedOutput *output = mill_types_get_output (self, node, port);

  return output != NULL ? output->model : NULL;
}

GPtrArray *
mill_types_get_diagnostics (MillTypes *self)
{
  return self->diagnostics;
}

gboolean
mill_types_has_error (MillTypes  *self,
                      const char *node)
{
  MillTypedNode *typed = mill_types_get_node (self, node);

  return typed != NULL && typed->failed;
}

const MillDiagnostic *
mill_types_get_obstacle (MillTypes  *self,
                         const char *node)
{
  MillTypedNode *typed = mill_types_get_node (self, node);

  return typed != NULL ? typed->obstacle : NULL;
}
