/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/node.h"

#include <string.h>

#include "pipeline/boundary.h"
#include "pipeline/component.h"
#include "pipeline/json-private.h"
#include "pipeline/node-private.h"

G_DEFINE_BOXED_TYPE (MillNode, mill_node, mill_node_ref, mill_node_unref)

static char *
acquire (const char *string)
{
  return string != NULL ? g_ref_string_acquire ((char *) string) : NULL;
}

static JsonObject *
ref_object (JsonObject *object)
{
  return object != NULL ? json_object_ref (object) : NULL;
}

static char *
new_string (const char *string)
{
  return string != NULL ? g_ref_string_new (string) : NULL;
}

static void
set_string (char       **member,
            const char  *string)
{
  char *made = new_string (string);

  g_clear_pointer (member, g_ref_string_release);
  *member = made;
}

static void
clear_inputs (MillNode *self)
{
  for (guint i = 0; i < self->n_inputs; i++)
    {
      g_ref_string_release ((char *) self->inputs[i].port);
      g_ref_string_release ((char *) self->inputs[i].from_node);
      if (self->inputs[i].from_port != NULL)
        g_ref_string_release ((char *) self->inputs[i].from_port);
    }
  g_clear_pointer (&self->inputs, g_free);
  self->n_inputs = 0;
}

MillNode *
mill_node_new (const char *id,
               const char *type_id,
               int         version)
{
  MillNode *self = g_new0 (MillNode, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->id = new_string (id);
  self->type_id = new_string (type_id);
  self->version = version;

  return self;
}

MillNode *
mill_node_ref (MillNode *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
mill_node_unref (MillNode *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  clear_inputs (self);
  g_ref_string_release (self->id);
  g_ref_string_release (self->type_id);
  g_clear_pointer (&self->title, g_ref_string_release);
  g_clear_pointer (&self->component, mill_component_unref);
  g_clear_pointer (&self->params, json_object_unref);
  g_clear_pointer (&self->odd_inputs, json_object_unref);
  g_clear_pointer (&self->extra, json_object_unref);
  g_clear_pointer (&self->odd_layout, json_object_unref);
  g_free (self);
}

static MillNode *
copy (const MillNode *self)
{
  MillNode *made = g_new0 (MillNode, 1);

  g_atomic_ref_count_init (&made->ref_count);
  made->id = acquire (self->id);
  made->type_id = acquire (self->type_id);
  made->title = acquire (self->title);
  made->version = self->version;
  made->bypassed = self->bypassed;
  made->pinned = self->pinned;
  made->component = self->component != NULL ? mill_component_ref (self->component) : NULL;
  made->placed = self->placed;
  made->x = self->x;
  made->y = self->y;
  made->params = ref_object (self->params);
  made->odd_inputs = ref_object (self->odd_inputs);
  made->extra = ref_object (self->extra);
  made->odd_layout = ref_object (self->odd_layout);
  made->n_inputs = self->n_inputs;
  made->inputs = g_new (MillInput, self->n_inputs);
  for (guint i = 0; i < self->n_inputs; i++)
    {
      made->inputs[i].port = acquire (self->inputs[i].port);
      made->inputs[i].from_node = acquire (self->inputs[i].from_node);
      made->inputs[i].from_port = acquire (self->inputs[i].from_port);
      made->inputs[i].muted = self->inputs[i].muted;
    }

  return made;
}

/* A member that the file had in a form that was not understood gives way to a good one. */
static void
forget (JsonObject **object,
        const char  *name)
{
  JsonObject *without;

  if (*object == NULL || !json_object_has_member (*object, name))
    return;
  without = mill_json_with_member (*object, name, NULL);
  json_object_unref (*object);
  *object = without;
}

MillNode *
mill_node_with_id (const MillNode *self,
                   const char     *id)
{
  MillNode *made = copy (self);

  set_string (&made->id, id);

  return made;
}

MillNode *
mill_node_with_title (const MillNode *self,
                      const char     *title)
{
  MillNode *made = copy (self);

  set_string (&made->title, title);
  forget (&made->extra, "title");

  return made;
}

MillNode *
mill_node_with_bypassed (const MillNode *self,
                         gboolean        bypassed)
{
  MillNode *made = copy (self);

  made->bypassed = bypassed;
  forget (&made->extra, "bypassed");

  return made;
}

MillNode *
mill_node_with_pinned (const MillNode *self,
                       gboolean        pinned)
{
  MillNode *made = copy (self);

  made->pinned = pinned;
  forget (&made->extra, "pinned");

  return made;
}

MillNode *
mill_node_with_component (const MillNode *self,
                          MillComponent  *component)
{
  MillNode *made = copy (self);

  g_clear_pointer (&made->component, mill_component_unref);
  made->component = mill_component_ref (component);
  forget (&made->extra, "component");

  return made;
}

MillNode *
mill_node_with_params (const MillNode *self,
                       JsonObject     *params)
{
  MillNode *made = copy (self);

  g_clear_pointer (&made->params, json_object_unref);
  made->params = params;
  forget (&made->extra, "params");

  return made;
}

MillNode *
mill_node_with_position (const MillNode *self,
                         double          x,
                         double          y)
{
  MillNode *made = copy (self);

  made->placed = TRUE;
  made->x = x;
  made->y = y;
  forget (&made->odd_layout, "x");
  forget (&made->odd_layout, "y");

  return made;
}

static int
compare_ports (gconstpointer a,
               gconstpointer b)
{
  return strcmp (((const MillInput *) a)->port, ((const MillInput *) b)->port);
}

void
mill_node_set_inputs (MillNode        *self,
                      const MillInput *inputs,
                      guint            n_inputs)
{
  GArray *made = g_array_sized_new (FALSE, FALSE, sizeof (MillInput), n_inputs);

  for (guint i = 0; i < n_inputs; i++)
    {
      MillInput input = {
        new_string (inputs[i].port), new_string (inputs[i].from_node),
        new_string (inputs[i].from_port), inputs[i].muted
      };

      g_array_append_val (made, input);
    }
  /* A stable sort: the order of the links that come into one port is the user's. */
  g_array_sort (made, compare_ports);
  clear_inputs (self);
  self->inputs = (MillInput *) g_array_free (made, FALSE);
  self->n_inputs = n_inputs;
  for (guint i = 0; i < n_inputs; i++)
    forget (&self->odd_inputs, self->inputs[i].port);
  if (n_inputs > 0)
    forget (&self->extra, "inputs");
}

MillNode *
mill_node_with_inputs (const MillNode  *self,
                       const MillInput *inputs,
                       guint            n_inputs)
{
  MillNode *made = copy (self);

  mill_node_set_inputs (made, inputs, n_inputs);

  return made;
}

const char *
mill_node_get_id (const MillNode *self)
{
  return self->id;
}

const char *
mill_node_get_type_id (const MillNode *self)
{
  return self->type_id;
}

int
mill_node_get_version (const MillNode *self)
{
  return self->version;
}

const char *
mill_node_get_title (const MillNode *self)
{
  return self->title;
}

const MillNodeType *
mill_node_find_type (const MillNode      *self,
                     const MillCatalogue *catalogue)
{
  const MillNodeType *type;

  if (self->component != NULL)
    return mill_component_get_node_type (self->component);
  type = mill_boundary_find (self->type_id);

  return type != NULL ? type : mill_catalogue_find (catalogue, self->type_id);
}

MillComponent *
mill_node_get_component (const MillNode *self)
{
  return self->component;
}

gboolean
mill_node_is_bypassed (const MillNode *self)
{
  return self->bypassed;
}

gboolean
mill_node_is_pinned (const MillNode *self)
{
  return self->pinned;
}

JsonObject *
mill_node_get_params (const MillNode *self)
{
  return self->params;
}

const MillInput *
mill_node_get_inputs (const MillNode *self,
                      guint          *n_inputs)
{
  *n_inputs = self->n_inputs;

  return self->inputs;
}

const MillInput *
mill_node_find_input (const MillNode *self,
                      const char     *port)
{
  for (guint i = 0; i < self->n_inputs; i++)
    if (g_str_equal (self->inputs[i].port, port))
      return &self->inputs[i];

  return NULL;
}

void
mill_node_get_position (const MillNode *self,
                        double         *x,
                        double         *y)
{
  if (x != NULL)
    *x = self->x;
  if (y != NULL)
    *y = self->y;
}

gboolean
mill_node_is_placed (const MillNode *self)
{
  return self->placed;
}

gboolean
mill_input_equal (const MillInput *a,
                  const MillInput *b)
{
  return g_str_equal (a->port, b->port) && g_str_equal (a->from_node, b->from_node) &&
         g_strcmp0 (a->from_port, b->from_port) == 0;
}

gboolean
mill_node_equal (const MillNode *a,
                 const MillNode *b)
{
  if (a == b)
    return TRUE;
  if (!g_str_equal (a->id, b->id) || !g_str_equal (a->type_id, b->type_id) ||
      g_strcmp0 (a->title, b->title) != 0 || a->version != b->version ||
      a->bypassed != b->bypassed || a->pinned != b->pinned || a->placed != b->placed || a->x != b->x ||
      a->y != b->y || a->n_inputs != b->n_inputs)
    return FALSE;
  for (guint i = 0; i < a->n_inputs; i++)
    if (!mill_input_equal (&a->inputs[i], &b->inputs[i]) ||
        a->inputs[i].muted != b->inputs[i].muted)
      return FALSE;

  return mill_component_equal (a->component, b->component) &&
         mill_json_objects_equal (a->params, b->params) &&
         mill_json_objects_equal (a->odd_inputs, b->odd_inputs) &&
         mill_json_objects_equal (a->extra, b->extra) &&
         mill_json_objects_equal (a->odd_layout, b->odd_layout);
}
