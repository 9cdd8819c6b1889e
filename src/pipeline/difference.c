/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/difference-private.h"

#include <string.h>

#include "pipeline/annotation-private.h"
#include "pipeline/component.h"
#include "pipeline/conflict-private.h"
#include "pipeline/json-private.h"
#include "pipeline/node-private.h"
#include "pipeline/parameter-private.h"
#include "pipeline/pipeline-private.h"

/* Where the differences of one level are put: of the document itself, or of a component in it. */
typedef struct
{
  GPtrArray    *found;
  const char   *path;     /* of the component, or NULL */
  MillPipeline *before;
  MillPipeline *after;
} Level;

void
mill_difference_free (MillDifference *self)
{
  g_free (self->node);
  g_free (self->name);
  g_clear_pointer (&self->before, json_node_unref);
  g_clear_pointer (&self->after, json_node_unref);
  g_free (self);
}

/* Takes @before and @after; equal ones are no difference. */
static void
add (Level      *level,
     MillFact    fact,
     const char *node,
     const char *name,
     JsonNode   *before,
     JsonNode   *after)
{
  g_autoptr (MillDifference) made = g_new0 (MillDifference, 1);

  made->fact = fact;
  made->node = node != NULL && level->path != NULL ? g_strconcat (level->path, "/", node, NULL)
               : g_strdup (node != NULL ? node : level->path);
  made->name = g_strdup (name);
  made->before = before;
  made->after = after;
  if (before != after && (before == NULL || after == NULL || !mill_json_equal (before, after)))
    g_ptr_array_add (level->found, g_steal_pointer (&made));
}

static JsonNode *
from_text (const char *text)
{
  return text != NULL ? mill_json_from_string (text) : NULL;
}

static JsonNode *
from_flag (gboolean flag)
{
  return flag ? mill_json_from_boolean (TRUE) : NULL;
}

/* A copy, so that whoever is told of it may keep it; NULL where @object is NULL or lacks it. */
static JsonNode *
copy_member (JsonObject *object,
             const char *name)
{
  JsonNode *member = mill_json_get_member (object, name);

  return member != NULL ? mill_json_copy (member) : NULL;
}

/* Every member that either of them has. */
static void
add_members (Level      *level,
             MillFact    fact,
             const char *node,
             JsonObject *before,
             JsonObject *after)
{
  g_autoptr (GPtrArray) old = mill_json_sorted_names (before);
  g_autoptr (GPtrArray) new = mill_json_sorted_names (after);
  guint i = 0, j = 0;

  while (i < old->len || j < new->len)
    {
      const char *a = i < old->len ? g_ptr_array_index (old, i) : NULL;
      const char *b = j < new->len ? g_ptr_array_index (new, j) : NULL;
      int order = a == NULL ? 1 : b == NULL ? -1 : strcmp (a, b);
      const char *name = order <= 0 ? a : b;

      add (level, fact, node, name, copy_member (before, name), copy_member (after, name));
      i += order <= 0;
      j += order >= 0;
    }
}

/* ---- Links ---- */

static JsonNode *
make_source (const MillInput *input)
{
  g_autofree char *from = input->from_port != NULL ? g_strconcat (input->from_node, ".", input->from_port, NULL)
                                                   : g_strdup (input->from_node);
  JsonObject *object;

  if (!input->muted)
    return mill_json_from_string (from);

  object = json_object_new ();
  json_object_set_string_member (object, "from", from);
  json_object_set_boolean_member (object, "muted", TRUE);

  return mill_json_from_object (object);
}

/* The sources by port, one alone as itself, several as a list. NULL where there are none. */
static JsonObject *
make_inputs (const MillNode *node)
{
  JsonObject *ports;

  if (node == NULL || node->n_inputs == 0)
    return NULL;

  ports = json_object_new ();
  for (guint i = 0; i < node->n_inputs;)
    {
      const char *port = node->inputs[i].port;
      JsonArray *sources = json_array_new ();

      for (; i < node->n_inputs && g_str_equal (node->inputs[i].port, port); i++)
        json_array_add_element (sources, make_source (&node->inputs[i]));
      if (json_array_get_length (sources) > 1)
        {
          json_object_set_array_member (ports, port, sources);
          continue;
        }
      json_object_set_member (ports, port, json_array_dup_element (sources, 0));
      json_array_unref (sources);
    }

  return ports;
}

static void
add_inputs (Level          *level,
            const char     *id,
            const MillNode *before,
            const MillNode *after)
{
  g_autoptr (JsonObject) old = make_inputs (before);
  g_autoptr (JsonObject) new = make_inputs (after);

  add_members (level, MILL_FACT_INPUT, id, old, new);
}

/* ---- Nodes ---- */

static void list_level (Level *level);

static JsonNode *
make_origin (const MillNode *node)
{
  const MillOrigin *origin =
    node != NULL && node->component != NULL ? mill_component_get_origin (node->component) : NULL;
  JsonObject *object;

  if (origin == NULL)
    return NULL;

  object = json_object_new ();
  json_object_set_string_member (object, "name", origin->name);
  json_object_set_string_member (object, "digest", origin->digest);

  return mill_json_from_object (object);
}

static MillPipeline *
dup_inside (Level          *level,
            const MillNode *node)
{
  if (node != NULL && node->component != NULL)
    return g_object_ref (mill_component_get_pipeline (node->component));

  return mill_pipeline_new (mill_pipeline_get_catalogue (level->after));
}

static void
add_inside (Level          *level,
            const char     *id,
            const MillNode *before,
            const MillNode *after)
{
  g_autoptr (MillPipeline) old = dup_inside (level, before);
  g_autoptr (MillPipeline) new = dup_inside (level, after);
  g_autofree char *path = level->path != NULL ? g_strconcat (level->path, "/", id, NULL) : g_strdup (id);
  Level inside = { level->found, path, old, new };

  list_level (&inside);
}

static JsonNode *
make_place (const MillNode *node)
{
  JsonObject *object;

  if (node == NULL || !node->placed)
    return NULL;

  object = json_object_new ();
  json_object_set_member (object, "x", mill_json_from_double (node->x));
  json_object_set_member (object, "y", mill_json_from_double (node->y));

  return mill_json_from_object (object);
}

static JsonNode *
make_version (const MillNode *node)
{
  return node != NULL && node->version > 0 ? mill_json_from_int (node->version) : NULL;
}

/* Without what is within it. */
static void
add_node_facts (Level          *level,
                const char     *id,
                const MillNode *before,
                const MillNode *after)
{
  gboolean stays = before != NULL && after != NULL;

  add (level, stays ? MILL_FACT_TYPE : MILL_FACT_NODE, id, NULL,
       from_text (before != NULL ? before->type_id : NULL), from_text (after != NULL ? after->type_id : NULL));
  add (level, MILL_FACT_VERSION, id, NULL, make_version (before), make_version (after));
  add (level, MILL_FACT_TITLE, id, NULL, from_text (before != NULL ? before->title : NULL),
       from_text (after != NULL ? after->title : NULL));
  add (level, MILL_FACT_BYPASSED, id, NULL, from_flag (before != NULL && before->bypassed),
       from_flag (after != NULL && after->bypassed));
  add (level, MILL_FACT_PINNED, id, NULL, from_flag (before != NULL && before->pinned),
       from_flag (after != NULL && after->pinned));
  add_inputs (level, id, before, after);
  add_members (level, MILL_FACT_SETTING, id, before != NULL ? before->params : NULL,
               after != NULL ? after->params : NULL);
  add (level, MILL_FACT_ORIGIN, id, NULL, make_origin (before), make_origin (after));
  add_members (level, MILL_FACT_OTHER, id, before != NULL ? before->extra : NULL,
               after != NULL ? after->extra : NULL);
  add_members (level, MILL_FACT_OTHER_INPUT, id, before != NULL ? before->odd_inputs : NULL,
               after != NULL ? after->odd_inputs : NULL);
  add_members (level, MILL_FACT_OTHER_PLACE, id, before != NULL ? before->odd_layout : NULL,
               after != NULL ? after->odd_layout : NULL);
  add (level, MILL_FACT_PLACE, id, NULL, make_place (before), make_place (after));
}

static void
add_node (Level          *level,
          const char     *id,
          const MillNode *before,
          const MillNode *after)
{
  add_node_facts (level, id, before, after);
  if ((before != NULL && before->component != NULL) || (after != NULL && after->component != NULL))
    add_inside (level, id, before, after);
}

/* ---- The rest ---- */

static JsonObject *
copy_extra (JsonObject *extra)
{
  return extra != NULL ? mill_json_copy_object (extra) : json_object_new ();
}

JsonNode *
mill_fact_make_parameter (const MillParameter *parameter)
{
  JsonObject *object;

  if (parameter == NULL)
    return NULL;

  object = copy_extra (mill_parameter_get_extra (parameter));
  json_object_set_string_member (object, "type",
                                 mill_parameter_type_get_name (mill_parameter_get_value_type (parameter)));
  if (mill_parameter_get_default (parameter) != NULL)
    json_object_set_member (object, "default", mill_json_copy (mill_parameter_get_default (parameter)));
  if (mill_parameter_get_description (parameter) != NULL)
    json_object_set_string_member (object, "description", mill_parameter_get_description (parameter));

  return mill_json_from_object (object);
}

JsonNode *
mill_fact_make_annotation (const MillAnnotation *annotation)
{
  double x, y, width, height;
  JsonObject *object;

  if (annotation == NULL)
    return NULL;

  object = copy_extra (mill_annotation_get_extra (annotation));
  mill_annotation_get_bounds (annotation, &x, &y, &width, &height);
  json_object_set_string_member (object,
                                 mill_annotation_get_kind (annotation) == MILL_ANNOTATION_FRAME ? "title" : "text",
                                 mill_annotation_get_text (annotation));
  if (mill_annotation_get_color (annotation) != NULL)
    json_object_set_string_member (object, "color", mill_annotation_get_color (annotation));
  json_object_set_member (object, "x", mill_json_from_double (x));
  json_object_set_member (object, "y", mill_json_from_double (y));
  json_object_set_member (object, "width", mill_json_from_double (width));
  json_object_set_member (object, "height", mill_json_from_double (height));

  return mill_json_from_object (object);
}

static void
add_annotation (Level           *level,
                const MillDelta *delta)
{
  MillAnnotation *either = delta->after != NULL ? delta->after : delta->before;
  MillFact fact =
    mill_annotation_get_kind (either) == MILL_ANNOTATION_FRAME ? MILL_FACT_FRAME : MILL_FACT_NOTE;

  add (level, fact, NULL, delta->id, mill_fact_make_annotation (delta->before),
       mill_fact_make_annotation (delta->after));
}

/* What a merge left to be chosen says nothing of what the document is. */
static void
add_rest (Level      *level,
          JsonObject *before,
          JsonObject *after)
{
  g_autoptr (JsonObject) old = mill_json_with_member (before, MILL_CONFLICTS, NULL);
  g_autoptr (JsonObject) new = mill_json_with_member (after, MILL_CONFLICTS, NULL);

  add_members (level, MILL_FACT_OTHER, NULL, old, new);
}

static void
add_delta (Level           *level,
           const MillDelta *delta)
{
  switch (delta->kind)
    {
    case MILL_CHANGE_NAME:
      add (level, MILL_FACT_NAME, NULL, NULL, from_text (delta->before), from_text (delta->after));
      break;
    case MILL_CHANGE_PARAMETER:
      add (level, MILL_FACT_PARAMETER, NULL, delta->id, mill_fact_make_parameter (delta->before),
           mill_fact_make_parameter (delta->after));
      break;
    case MILL_CHANGE_NODE:
      add_node (level, delta->id, delta->before, delta->after);
      break;
    case MILL_CHANGE_ANNOTATION:
      add_annotation (level, delta);
      break;
    case MILL_CHANGE_EXTRA:
    default:
      add_rest (level, delta->before, delta->after);
      break;
    }
}

static int
compare_deltas (gconstpointer a,
                gconstpointer b)
{
  static const int ranks[] = {
    [MILL_CHANGE_NAME] = 0,
    [MILL_CHANGE_PARAMETER] = 1,
    [MILL_CHANGE_ANNOTATION] = 2,
    [MILL_CHANGE_EXTRA] = 3,
    [MILL_CHANGE_NODE] = 4,
  };
  const MillDelta *one = a, *other = b;

  if (one->kind != other->kind)
    return ranks[one->kind] - ranks[other->kind];

  return g_strcmp0 (one->id, other->id);
}

static void
list_level (Level *level)
{
  g_autoptr (GArray) deltas = mill_pipeline_diff (level->before, level->after);

  g_array_sort (deltas, compare_deltas);
  for (guint i = 0; i < deltas->len; i++)
    add_delta (level, &g_array_index (deltas, MillDelta, i));
}

GPtrArray *
mill_differences_list_node (const char     *path,
                            const MillNode *before,
                            const MillNode *after)
{
  Level level = { g_ptr_array_new_with_free_func ((GDestroyNotify) mill_difference_free), path, NULL, NULL };

  add_node_facts (&level, mill_node_get_id (after), before, after);

  return level.found;
}

GPtrArray *
mill_differences_list (MillPipeline *before,
                       MillPipeline *after)
{
  Level level = { NULL, NULL, before, after };

  g_return_val_if_fail (MILL_IS_PIPELINE (before), NULL);
  g_return_val_if_fail (MILL_IS_PIPELINE (after), NULL);

  level.found = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_difference_free);
  list_level (&level);

  return level.found;
}

gboolean
mill_difference_is_cosmetic (const MillDifference *self)
{
  switch (self->fact)
    {
    case MILL_FACT_NAME:
    case MILL_FACT_TITLE:
    case MILL_FACT_ORIGIN:
    case MILL_FACT_PLACE:
    case MILL_FACT_FRAME:
    case MILL_FACT_NOTE:
    case MILL_FACT_OTHER_PLACE:
      return TRUE;
    case MILL_FACT_PARAMETER:
    case MILL_FACT_NODE:
    case MILL_FACT_TYPE:
    case MILL_FACT_VERSION:
    case MILL_FACT_BYPASSED:
    case MILL_FACT_PINNED:
    case MILL_FACT_SETTING:
    case MILL_FACT_INPUT:
    case MILL_FACT_OTHER:
    case MILL_FACT_OTHER_INPUT:
    default:
      return FALSE;
    }
}

char *
mill_fact_value_to_text (JsonNode *value)
{
  GString *text = g_string_new (NULL);

  mill_json_append (text, value, 0, TRUE);

  return g_string_free_and_steal (text);
}

const char *
mill_fact_get_name (MillFact self)
{
  static const char *const names[] = {
    [MILL_FACT_NAME] = "name",
    [MILL_FACT_PARAMETER] = "parameter",
    [MILL_FACT_NODE] = "node",
    [MILL_FACT_TYPE] = "type",
    [MILL_FACT_VERSION] = "version",
    [MILL_FACT_TITLE] = "title",
    [MILL_FACT_BYPASSED] = "bypassed",
    [MILL_FACT_PINNED] = "pinned",
    [MILL_FACT_SETTING] = "setting",
    [MILL_FACT_INPUT] = "input",
    [MILL_FACT_ORIGIN] = "origin",
    [MILL_FACT_PLACE] = "place",
    [MILL_FACT_FRAME] = "frame",
    [MILL_FACT_NOTE] = "note",
    [MILL_FACT_OTHER] = "other",
    [MILL_FACT_OTHER_INPUT] = "other-input",
    [MILL_FACT_OTHER_PLACE] = "other-place",
  };

  g_return_val_if_fail (self < G_N_ELEMENTS (names), NULL);

  return names[self];
}
