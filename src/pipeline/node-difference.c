/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pipeline/node-difference.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/component.h"
#include "pipeline/json-private.h"
#include "pipeline/params.h"

typedef struct
{
  MillPipeline *before;
  MillPipeline *after;
} Sides;

void
mill_node_difference_free (MillNodeDifference *self)
{
  g_free (self->node);
  g_free (self->title);
  g_ptr_array_unref (self->lines);
  g_free (self);
}

static char *
describe_value (JsonNode *value)
{
  return value != NULL ? mill_fact_value_to_text (value) : g_strdup (_("none"));
}

/* The node that @path leads to, through components, with the pipeline that it is in. */
static MillNode *
find_node (MillPipeline  *pipeline,
           const char    *path,
           MillPipeline **within)
{
  g_auto (GStrv) ids = g_strsplit (path, "/", -1);
  MillNode *node = NULL;

  for (guint i = 0; ids[i] != NULL; i++)
    {
      if (i > 0)
        {
          if (node == NULL || mill_node_get_component (node) == NULL)
            return NULL;
          pipeline = mill_component_get_pipeline (mill_node_get_component (node));
        }
      node = mill_pipeline_get_node (pipeline, ids[i]);
    }
  *within = pipeline;

  return node;
}

static const MillNodeType *
find_type (MillPipeline *pipeline,
           const char   *path)
{
  MillPipeline *within;
  MillNode *node = find_node (pipeline, path, &within);

  return node != NULL ? mill_node_find_type (node, mill_pipeline_get_catalogue (pipeline)) : NULL;
}

static char *
dup_title (const Sides *sides,
           const char  *path)
{
  MillPipeline *within;
  MillNode *node = find_node (sides->after, path, &within);

  if (node == NULL)
    node = find_node (sides->before, path, &within);

  return g_strdup (node != NULL ? mill_pipeline_get_node_label (within, mill_node_get_id (node)) : "");
}

/* A setting that the file does not name has the default of its type. */
static char *
describe_setting (MillPipeline         *pipeline,
                  const MillDifference *difference,
                  JsonNode             *value)
{
  const MillNodeType *type = find_type (pipeline, difference->node);
  const MillParam *param = type != NULL ? mill_node_type_find_param (type, difference->name) : NULL;
  g_autoptr (JsonNode) standard = NULL;
  g_autofree char *text = NULL;

  if (value != NULL || param == NULL)
    return describe_value (value);

  standard = mill_param_get_default_json (param);
  text = describe_value (standard);

  return g_strdup_printf (_("%s (the default)"), text);
}

/* What was not there before has only what it is now. */
static char *
tell_change (const Sides          *sides,
             const MillDifference *difference,
             const char           *name,
             gboolean              added)
{
  gboolean is_setting = difference->fact == MILL_FACT_SETTING;
  g_autofree char *after = is_setting ? describe_setting (sides->after, difference, difference->after)
                                      : describe_value (difference->after);
  g_autofree char *before = NULL;

  if (added)
    return g_strdup_printf ("%s: %s", name, after);

  before = is_setting ? describe_setting (sides->before, difference, difference->before)
                      : describe_value (difference->before);

  return g_strdup_printf ("%s: %s → %s", name, before, after);
}

static char *
tell_mark (const MillDifference *difference,
           const char           *what)
{
  char sign = difference->before == NULL ? '+' : difference->after == NULL ? '-' : '~';

  return g_strdup_printf ("%c %s %s", sign, what, difference->name);
}

static JsonNode *
get_member (JsonNode   *object,
            const char *name)
{
  return object != NULL ? json_object_get_member (json_node_get_object (object), name) : NULL;
}

/* A parameter as a whole: "9 (integer)". */
static char *
describe_parameter (JsonNode *parameter)
{
  JsonNode *value = get_member (parameter, "default");
  g_autofree char *text = NULL;

  if (parameter == NULL)
    return describe_value (NULL);
  text = value != NULL ? describe_value (value) : g_strdup (_("no default"));

  return g_strdup_printf ("%s (%s)", text, json_node_get_string (get_member (parameter, "type")));
}

/* A line for each member that is another; its default is what a parameter says first of all. */
static void
tell_members (const MillDifference *difference,
              const char           *name,
              GPtrArray            *lines)
{
  g_autoptr (GList) before = json_object_get_members (json_node_get_object (difference->before));
  g_autoptr (GList) after = json_object_get_members (json_node_get_object (difference->after));
  g_autoptr (GPtrArray) members = g_ptr_array_new ();

  for (GList *l = before; l != NULL; l = l->next)
    g_ptr_array_add (members, l->data);
  for (GList *l = after; l != NULL; l = l->next)
    if (get_member (difference->before, l->data) == NULL)
      g_ptr_array_add (members, l->data);
  g_ptr_array_sort_values (members, (GCompareFunc) strcmp);

  for (guint i = 0; i < members->len; i++)
    {
      const char *member = g_ptr_array_index (members, i);
      JsonNode *old = get_member (difference->before, member);
      JsonNode *made = get_member (difference->after, member);
      g_autofree char *old_text = describe_value (old);
      g_autofree char *made_text = describe_value (made);

      if (old != NULL && made != NULL && mill_json_equal (old, made))
        continue;
      if (g_str_equal (member, "default"))
        g_ptr_array_add (lines, g_strdup_printf ("%s: %s → %s", name, old_text, made_text));
      else
        g_ptr_array_add (lines, g_strdup_printf ("%s, %s: %s → %s", name, member, old_text, made_text));
    }
}

static void
tell_parameter (const MillDifference *difference,
                gboolean              added,
                GPtrArray            *lines)
{
  g_autofree char *name = g_strdup_printf (_("Parameter %s"), difference->name);
  g_autofree char *before = describe_parameter (difference->before);
  g_autofree char *after = describe_parameter (difference->after);

  if (difference->before != NULL && difference->after != NULL)
    tell_members (difference, name, lines);
  else if (added)
    g_ptr_array_add (lines, g_strdup_printf ("%s: %s", name, after));
  else
    g_ptr_array_add (lines, g_strdup_printf ("%s: %s → %s", name, before, after));
}

/* NULL where there is nothing to tell beyond what became of the node. */
static char *
tell_fact (const Sides          *sides,
           const MillDifference *difference,
           gboolean              added)
{
  g_autofree char *name = NULL;

  switch (difference->fact)
    {
    case MILL_FACT_NAME:
      return tell_change (sides, difference, _("Name"), added);
    case MILL_FACT_TYPE:
      return tell_change (sides, difference, _("Type"), added);
    case MILL_FACT_VERSION:
      return added ? NULL : tell_change (sides, difference, _("Version"), added);
    case MILL_FACT_TITLE:
      return tell_change (sides, difference, _("Title"), added);
    case MILL_FACT_BYPASSED:
      return g_strdup (difference->after != NULL ? _("Bypassed") : _("No longer bypassed"));
    case MILL_FACT_PINNED:
      return g_strdup (difference->after != NULL ? _("Pinned") : _("No longer pinned"));
    case MILL_FACT_ORIGIN:
      return tell_change (sides, difference, _("Taken from"), added);
    case MILL_FACT_INPUT:
      name = g_strdup_printf (_("Input %s"), difference->name);
      return tell_change (sides, difference, name, added);
    case MILL_FACT_SETTING:
    case MILL_FACT_OTHER:
    case MILL_FACT_OTHER_INPUT:
    case MILL_FACT_OTHER_PLACE:
      return tell_change (sides, difference, difference->name, added);
    case MILL_FACT_FRAME:
      return tell_mark (difference, _("Frame"));
    case MILL_FACT_NOTE:
      return tell_mark (difference, _("Note"));
    case MILL_FACT_PARAMETER:     /* tell_parameter() */
    case MILL_FACT_NODE:
    case MILL_FACT_PLACE:
    default:
      return NULL;
    }
}

static void
take_place (MillNodeDifference   *self,
            const MillDifference *difference)
{
  JsonObject *place;

  if (difference->fact != MILL_FACT_PLACE || difference->before == NULL)
    return;

  place = json_node_get_object (difference->before);
  self->placed = TRUE;
  self->x = json_object_get_double_member (place, "x");
  self->y = json_object_get_double_member (place, "y");
}

/* Takes what is told of one node from @first on, and moves @first to where the next begins. */
static MillNodeDifference *
take_node (const Sides *sides,
           GPtrArray   *differences,
           guint       *first)
{
  const MillDifference *head = g_ptr_array_index (differences, *first);
  gboolean whole = head->fact == MILL_FACT_NODE;
  MillNodeDifference *self = g_new0 (MillNodeDifference, 1);
  guint end = *first;

  self->node = g_strdup (head->node);
  self->title = head->node != NULL ? dup_title (sides, head->node) : NULL;
  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->fate = !whole ? MILL_NODE_MOVED : head->before == NULL ? MILL_NODE_ADDED : MILL_NODE_REMOVED;
  for (; end < differences->len; end++)
    {
      const MillDifference *one = g_ptr_array_index (differences, end);
      char *line;

      if (g_strcmp0 (one->node, head->node) != 0 || (end > *first && one->fact == MILL_FACT_NODE))
        break;
      take_place (self, one);
      if (!whole && one->fact != MILL_FACT_PLACE)
        self->fate = MILL_NODE_CHANGED;
      /* What is gone was as it was. */
      if (one->fact == MILL_FACT_PARAMETER && self->fate != MILL_NODE_REMOVED)
        tell_parameter (one, whole, self->lines);
      line = self->fate != MILL_NODE_REMOVED ? tell_fact (sides, one, whole) : NULL;
      if (line != NULL)
        g_ptr_array_add (self->lines, line);
    }
  *first = end;

  return self;
}

GPtrArray *
mill_node_differences_list (MillPipeline *before,
                            MillPipeline *after,
                            GPtrArray    *differences)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_node_difference_free);
  const Sides sides = { before, after };

  for (guint i = 0; i < differences->len;)
    g_ptr_array_add (list, take_node (&sides, differences, &i));

  return list;
}
