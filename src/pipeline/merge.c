/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pipeline/merge.h"

#include <string.h>

#include "pipeline/annotation-private.h"
#include "pipeline/component.h"
#include "pipeline/conflict-private.h"
#include "pipeline/difference-private.h"
#include "pipeline/json-parse.h"
#include "pipeline/json-private.h"
#include "pipeline/node-private.h"
#include "pipeline/pipeline-private.h"
#include "pipeline/writer.h"

/* The three versions of one level: of the document, or of a component in it. */
typedef struct
{
  MillPipeline *base;
  MillPipeline *ours;
  MillPipeline *theirs;
  MillPipeline *merged;
  const char   *path;       /* of the component, or NULL */
  GPtrArray    *conflicts;  /* of all levels */
  GPtrArray    *own;        /* those of this one, with the ids that it knows */
} Level;

/* What one version of a value is against the other two. */
typedef enum
{
  KEEP_OURS,
  TAKE_THEIRS,
  BOTH_CHANGED,
} Verdict;

static JsonNode *
ref_or_null (JsonNode *value)
{
  return value != NULL ? json_node_ref (value) : NULL;
}

static MillConflict *
make_conflict (MillFact    fact,
               char       *node,
               const char *name,
               JsonNode   *base,
               JsonNode   *ours,
               JsonNode   *theirs)
{
  MillConflict *made = g_new0 (MillConflict, 1);

  made->fact = fact;
  made->node = node;
  made->name = g_strdup (name);
  made->base = ref_or_null (base);
  made->ours = ref_or_null (ours);
  made->theirs = ref_or_null (theirs);

  return made;
}

/* Takes the values. */
static void
add_conflict (Level      *level,
              MillFact    fact,
              const char *node,
              const char *name,
              JsonNode   *base,
              JsonNode   *ours,
              JsonNode   *theirs)
{
  char *path = node != NULL && level->path != NULL ? g_strconcat (level->path, "/", node, NULL)
                                                   : g_strdup (node != NULL ? node : level->path);

  g_ptr_array_add (level->conflicts, make_conflict (fact, path, name, base, ours, theirs));
  g_ptr_array_add (level->own, make_conflict (fact, g_strdup (node), name, base, ours, theirs));
  g_clear_pointer (&base, json_node_unref);
  g_clear_pointer (&ours, json_node_unref);
  g_clear_pointer (&theirs, json_node_unref);
}

static Verdict
judge (MillChangeKind  kind,
       gpointer        base,
       gpointer        ours,
       gpointer        theirs)
{
  if (mill_value_equal (kind, ours, theirs) || mill_value_equal (kind, base, theirs))
    return KEEP_OURS;
  if (mill_value_equal (kind, base, ours))
    return TAKE_THEIRS;

  return BOTH_CHANGED;
}

/* ---- One node that both changed ---- */

static const MillDifference *
find_same (GPtrArray            *differences,
           const MillDifference *wanted)
{
  for (guint i = 0; i < differences->len; i++)
    {
      const MillDifference *one = g_ptr_array_index (differences, i);

      if (one->fact == wanted->fact && g_strcmp0 (one->name, wanted->name) == 0)
        return one;
    }

  return NULL;
}

static void
set_member (JsonObject **object,
            const char  *name,
            JsonNode    *value)
{
  JsonObject *made = mill_json_with_member (*object, name, value != NULL ? mill_json_copy (value) : NULL);

  g_clear_pointer (object, json_object_unref);
  *object = made;
}

/* The inputs of @port as @theirs has them. */
static MillNode *
take_inputs (const MillNode *node,
             const MillNode *theirs,
             const char     *port)
{
  g_autoptr (GArray) inputs = g_array_new (FALSE, FALSE, sizeof (MillInput));

  for (guint i = 0; i < node->n_inputs; i++)
    if (!g_str_equal (node->inputs[i].port, port))
      g_array_append_val (inputs, node->inputs[i]);
  for (guint i = 0; i < theirs->n_inputs; i++)
    if (g_str_equal (theirs->inputs[i].port, port))
      g_array_append_val (inputs, theirs->inputs[i]);

  return mill_node_with_inputs (node, (const MillInput *) inputs->data, inputs->len);
}

static MillNode *
take_type (const MillNode *node,
           const MillNode *theirs)
{
  MillNode *made = mill_node_with_id (node, node->id);

  g_ref_string_release (made->type_id);
  made->type_id = g_ref_string_acquire (theirs->type_id);

  return made;
}

static MillNode *
take_origin (const MillNode *node,
             const MillNode *theirs)
{
  g_autoptr (MillComponent) component = NULL;

  if (node->component == NULL || theirs->component == NULL)
    return mill_node_with_id (node, node->id);
  component = mill_component_new (mill_component_get_pipeline (node->component),
                                  mill_component_get_origin (theirs->component));

  return mill_node_with_component (node, component);
}

/* @node with the one thing that @difference tells of as @theirs has it. */
static MillNode *
take (const MillNode       *node,
      const MillNode       *theirs,
      const MillDifference *difference)
{
  MillNode *made;

  switch (difference->fact)
    {
    case MILL_FACT_TYPE:
      return take_type (node, theirs);
    case MILL_FACT_TITLE:
      return mill_node_with_title (node, theirs->title);
    case MILL_FACT_BYPASSED:
      return mill_node_with_bypassed (node, theirs->bypassed);
    case MILL_FACT_PINNED:
      return mill_node_with_pinned (node, theirs->pinned);
    case MILL_FACT_SETTING:
      return mill_node_with_params (node, mill_json_with_member (node->params, difference->name,
                                                                 difference->after != NULL
                                                                 ? mill_json_copy (difference->after) : NULL));
    case MILL_FACT_INPUT:
      return take_inputs (node, theirs, difference->name);
    case MILL_FACT_ORIGIN:
      return take_origin (node, theirs);
    default:
      break;
    }

  made = mill_node_with_id (node, node->id);
  switch (difference->fact)
    {
    case MILL_FACT_VERSION:
      made->version = theirs->version;
      break;
    case MILL_FACT_PLACE:
      made->placed = theirs->placed;
      made->x = theirs->x;
      made->y = theirs->y;
      break;
    case MILL_FACT_OTHER:
      set_member (&made->extra, difference->name, difference->after);
      break;
    case MILL_FACT_OTHER_INPUT:
      set_member (&made->odd_inputs, difference->name, difference->after);
      break;
    case MILL_FACT_OTHER_PLACE:
      set_member (&made->odd_layout, difference->name, difference->after);
      break;
    default:
      break;
    }

  return made;
}

static MillPipeline *merge_level (Level *level);

/* What is within all three. Takes @node, returns it with what was merged. */
static MillNode *
merge_inside (Level          *level,
              const MillNode *base,
              const MillNode *ours,
              const MillNode *theirs,
              MillNode       *node)
{
  g_autoptr (MillNode) owned = node;
  g_autofree char *path = level->path != NULL ? g_strconcat (level->path, "/", node->id, NULL)
                                              : g_strdup (node->id);
  Level inside = {
    mill_component_get_pipeline (base->component), mill_component_get_pipeline (ours->component),
    mill_component_get_pipeline (theirs->component), NULL, path, level->conflicts, NULL
  };
  g_autoptr (MillPipeline) merged = merge_level (&inside);
  g_autoptr (MillComponent) component =
    mill_component_new (merged, mill_component_get_origin (node->component));

  return mill_node_with_component (node, component);
}

static MillNode *
merge_node (Level          *level,
            const MillNode *base,
            const MillNode *ours,
            const MillNode *theirs)
{
  g_autoptr (GPtrArray) our_facts = mill_differences_list_node (level->path, base, ours);
  g_autoptr (GPtrArray) their_facts = mill_differences_list_node (level->path, base, theirs);
  MillNode *merged = mill_node_with_id (ours, ours->id);

  for (guint i = 0; i < their_facts->len; i++)
    {
      const MillDifference *theirs_one = g_ptr_array_index (their_facts, i);
      const MillDifference *ours_one = find_same (our_facts, theirs_one);

      if (ours_one == NULL)
        {
          MillNode *made = take (merged, theirs, theirs_one);

          mill_node_unref (merged);
          merged = made;
        }
      else if (theirs_one->fact != MILL_FACT_PLACE &&
               (ours_one->after == NULL || theirs_one->after == NULL ||
                !mill_json_equal (ours_one->after, theirs_one->after)))
        {
          if (ours_one->after != theirs_one->after)
            add_conflict (level, theirs_one->fact, ours->id, theirs_one->name,
                          ref_or_null (theirs_one->before), ref_or_null (ours_one->after),
                          ref_or_null (theirs_one->after));
        }
    }
  if (base != NULL && base->component != NULL && ours->component != NULL && theirs->component != NULL)
    merged = merge_inside (level, base, ours, theirs, merged);

  return merged;
}

/* Whether only one of the two holds a pipeline, so that facts alone do not tell them apart. */
static gboolean
differ_in_kind (const MillNode *a,
                const MillNode *b)
{
  return (a->component == NULL) != (b->component == NULL);
}

/* As it is in the file of @pipeline, with its place; NULL where there is no such node. */
static JsonNode *
make_whole (MillPipeline *pipeline,
            const char   *id)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  JsonObject *file, *whole;
  JsonNode *place;

  if (mill_pipeline_get_node (pipeline, id) == NULL)
    return NULL;

  text = mill_pipeline_to_text (pipeline);
  root = mill_json_parse (text, strlen (text), NULL, NULL);
  file = json_node_get_object (root);
  place = mill_json_get_member (mill_json_get_object (mill_json_get_object (file, "layout"), "nodes"), id);
  whole = json_object_new ();
  json_object_set_member (whole, "node", json_object_dup_member (mill_json_get_object (file, "nodes"), id));
  if (place != NULL)
    json_object_set_member (whole, "place", json_node_ref (place));

  return mill_json_from_object (whole);
}

static void
settle_node (Level      *level,
             const char *id,
             MillNode   *base,
             MillNode   *ours,
             MillNode   *theirs)
{
  g_autoptr (MillNode) merged = NULL;

  /* One removed what the other changed, or both added something else by one name. */
  if (ours == NULL || theirs == NULL || differ_in_kind (ours, theirs) ||
      (base != NULL && differ_in_kind (base, ours)) ||
      (base == NULL && (ours->component != NULL || !g_str_equal (ours->type_id, theirs->type_id))))
    {
      add_conflict (level, MILL_FACT_NODE, id, NULL, make_whole (level->base, id), make_whole (level->ours, id),
                    make_whole (level->theirs, id));
      return;
    }
  merged = merge_node (level, base, ours, theirs);
  mill_pipeline_put_value (level->merged, MILL_CHANGE_NODE, id, merged);
}

/* ---- The rest ---- */

static void
settle (Level          *level,
        MillChangeKind  kind,
        const char     *id,
        gpointer        base,
        gpointer        ours,
        gpointer        theirs)
{
  MillAnnotation *either = ours != NULL ? ours : theirs;

  switch (kind)
    {
    case MILL_CHANGE_NODE:
      settle_node (level, id, base, ours, theirs);
      break;
    case MILL_CHANGE_ANNOTATION:
      add_conflict (level,
                    mill_annotation_get_kind (either) == MILL_ANNOTATION_FRAME ? MILL_FACT_FRAME : MILL_FACT_NOTE,
                    NULL, id, mill_fact_make_annotation (base), mill_fact_make_annotation (ours),
                    mill_fact_make_annotation (theirs));
      break;
    case MILL_CHANGE_PARAMETER:
      add_conflict (level, MILL_FACT_PARAMETER, NULL, id, mill_fact_make_parameter (base),
                    mill_fact_make_parameter (ours), mill_fact_make_parameter (theirs));
      break;
    case MILL_CHANGE_NAME:
    case MILL_CHANGE_EXTRA:
    default:
      break;
    }
}

static void
merge_kind (Level          *level,
            MillChangeKind  kind)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  MillPipeline *const versions[] = { level->base, level->ours, level->theirs };
  g_autoptr (GPtrArray) sorted = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (versions); i++)
    {
      GHashTableIter iter;
      gpointer id;

      g_hash_table_iter_init (&iter, mill_pipeline_get_values (versions[i], kind));
      while (g_hash_table_iter_next (&iter, &id, NULL))
        g_hash_table_add (ids, id);
    }
  sorted = g_hash_table_get_keys_as_ptr_array (ids);
  g_ptr_array_sort_values (sorted, (GCompareFunc) strcmp);
  for (guint i = 0; i < sorted->len; i++)
    {
      const char *id = g_ptr_array_index (sorted, i);
      gpointer base = mill_pipeline_get_value (level->base, kind, id);
      gpointer ours = mill_pipeline_get_value (level->ours, kind, id);
      gpointer theirs = mill_pipeline_get_value (level->theirs, kind, id);
      Verdict verdict = judge (kind, base, ours, theirs);

      if (verdict == TAKE_THEIRS)
        mill_pipeline_put_value (level->merged, kind, id, theirs);
      else if (verdict == BOTH_CHANGED)
        settle (level, kind, id, base, ours, theirs);
    }
}

static JsonNode *
make_name (const char *name)
{
  return name != NULL ? mill_json_from_string (name) : NULL;
}

static void
merge_name (Level *level)
{
  const char *base = mill_pipeline_get_name (level->base);
  const char *ours = mill_pipeline_get_name (level->ours);
  const char *theirs = mill_pipeline_get_name (level->theirs);
  Verdict verdict = judge (MILL_CHANGE_NAME, (gpointer) base, (gpointer) ours, (gpointer) theirs);

  if (verdict == TAKE_THEIRS)
    mill_pipeline_put_value (level->merged, MILL_CHANGE_NAME, NULL, (gpointer) theirs);
  else if (verdict == BOTH_CHANGED)
    add_conflict (level, MILL_FACT_NAME, NULL, NULL, make_name (base), make_name (ours), make_name (theirs));
}

/* Members that this build does not know, each for itself. */
static void
merge_extra (Level *level)
{
  JsonObject *base = mill_pipeline_get_extra (level->base);
  JsonObject *ours = mill_pipeline_get_extra (level->ours);
  JsonObject *theirs = mill_pipeline_get_extra (level->theirs);
  g_autoptr (GPtrArray) their_names = mill_json_sorted_names (theirs);
  g_autoptr (GPtrArray) base_names = mill_json_sorted_names (base);
  g_autoptr (JsonObject) merged = ours != NULL ? json_object_ref (ours) : NULL;

  /* Those that only they took away are told of by the names of the base. */
  for (guint i = 0; i < base_names->len; i++)
    if (mill_json_get_member (theirs, g_ptr_array_index (base_names, i)) == NULL)
      g_ptr_array_add (their_names, g_ptr_array_index (base_names, i));
  for (guint i = 0; i < their_names->len; i++)
    {
      const char *name = g_ptr_array_index (their_names, i);
      JsonNode *before = mill_json_get_member (base, name);
      JsonNode *our_value = mill_json_get_member (ours, name);
      JsonNode *their_value = mill_json_get_member (theirs, name);
      gboolean they_changed = before == NULL || their_value == NULL || !mill_json_equal (before, their_value);
      gboolean we_changed = before == NULL ? our_value != NULL
                                           : our_value == NULL || !mill_json_equal (before, our_value);
      gboolean same = our_value == their_value ||
                      (our_value != NULL && their_value != NULL && mill_json_equal (our_value, their_value));

      if (they_changed && !we_changed)
        set_member (&merged, name, their_value);
      else if (they_changed && we_changed && !same)
        add_conflict (level, MILL_FACT_OTHER, NULL, name, ref_or_null (before), ref_or_null (our_value),
                      ref_or_null (their_value));
    }
  mill_pipeline_put_value (level->merged, MILL_CHANGE_EXTRA, NULL, merged);
}

static MillPipeline *
merge_level (Level *level)
{
  g_autoptr (GPtrArray) own = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_conflict_free);

  level->own = own;
  level->merged = mill_pipeline_copy (level->ours);
  merge_name (level);
  merge_kind (level, MILL_CHANGE_PARAMETER);
  merge_kind (level, MILL_CHANGE_ANNOTATION);
  merge_kind (level, MILL_CHANGE_NODE);
  merge_extra (level);
  if (own->len > 0)
    mill_pipeline_put_conflicts (level->merged, own);

  return g_steal_pointer (&level->merged);
}

MillPipeline *
mill_pipeline_merge (MillPipeline *base,
                     MillPipeline *ours,
                     MillPipeline *theirs,
                     GPtrArray    *conflicts)
{
  Level level = { base, ours, theirs, NULL, NULL, conflicts, NULL };

  g_return_val_if_fail (MILL_IS_PIPELINE (base), NULL);
  g_return_val_if_fail (MILL_IS_PIPELINE (ours), NULL);
  g_return_val_if_fail (MILL_IS_PIPELINE (theirs), NULL);

  return merge_level (&level);
}
