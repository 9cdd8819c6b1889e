/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "pipeline/annotation-private.h"
#include "pipeline/bounds.h"
#include "pipeline/json-private.h"
#include "pipeline/node-private.h"
#include "pipeline/parameter-private.h"
#include "pipeline/reader-private.h"
#include "pipeline/references.h"

#define USUAL_WIDTH 240
#define USUAL_HEIGHT 160

static gboolean
read_coordinate (JsonObject *json,
                 const char *name,
                 double     *value)
{
  JsonNode *node = json_object_get_member (json, name);

  if (node == NULL || !mill_json_is_number (node))
    return FALSE;
  *value = json_node_get_double (node);

  return fabs (*value) <= MILL_LARGEST_POSITION;
}

/* A missing size is the usual one. */
static gboolean
read_extent (JsonObject *json,
             const char *name,
             double      usual,
             double     *value)
{
  *value = usual;

  return !json_object_has_member (json, name) ||
         (read_coordinate (json, name, value) && *value > 0);
}

static void
read_place (MillReader *self,
            MillNode   *node,
            JsonNode   *place)
{
  static const char *const position[] = { "x", "y", NULL };
  static const char *const none[] = { NULL };
  JsonObject *json = json_node_get_object (place);
  double x, y;

  node->placed = read_coordinate (json, "x", &x) && read_coordinate (json, "y", &y);
  if (node->placed)
    {
      node->x = x;
      node->y = y;
    }
  else
    mill_reader_report (self, MILL_SEVERITY_WARNING, node->id, place,
                        _("\"x\" and \"y\" must be numbers up to ten million"),
                        _("The position of the node cannot be read"));
  mill_reader_keep_unknown (self, &node->odd_layout, json, node->placed ? position : none,
                            node->id);
}

static void
read_places (MillReader *self,
             JsonObject *layout,
             JsonObject *extra)
{
  JsonNode *section = json_object_get_member (layout, "nodes");
  JsonObjectIter iter;
  const char *id;
  JsonNode *place;

  if (section == NULL)
    return;
  if (!JSON_NODE_HOLDS_OBJECT (section))
    {
      mill_reader_report (self, MILL_SEVERITY_WARNING, NULL, section, _("It must be an object"),
                          _("The positions of the nodes cannot be read"));
      mill_reader_keep (&extra, layout, "nodes");
      return;
    }
  json_object_iter_init (&iter, json_node_get_object (section));
  while (json_object_iter_next (&iter, &id, &place))
    {
      MillNode *node = mill_pipeline_get_node (self->pipeline, id);
      JsonObject *odd;

      if (node != NULL && JSON_NODE_HOLDS_OBJECT (place) &&
          json_object_get_size (json_node_get_object (place)) > 0)
        {
          /* Nobody else has seen the node yet, so it may still change. */
          read_place (self, node, place);
          continue;
        }
      mill_reader_report (self, MILL_SEVERITY_WARNING, NULL, place, NULL,
                          node != NULL ? _("The position of the node “%s” cannot be read")
                                       : _("There is a position for a node “%s”, but no such node"),
                          id);
      odd = mill_json_ensure_object (extra, "nodes");
      mill_reader_keep (&odd, json_node_get_object (section), id);
    }
}

/* NULL: it cannot be understood as one. */
static MillAnnotation *
read_annotation (MillReader         *self,
                 MillAnnotationKind  kind,
                 JsonNode           *whole)
{
  const char *text_name = kind == MILL_ANNOTATION_FRAME ? "title" : "text";
  const char *known[] = { "id", text_name, "x", "y", "width", "height", "color", NULL };
  g_autoptr (MillAnnotation) annotation = NULL;
  g_autoptr (JsonObject) extra = NULL;
  JsonNode *id, *text, *color;
  double x, y, width, height;
  JsonObject *json;

  if (!JSON_NODE_HOLDS_OBJECT (whole))
    return NULL;
  json = json_node_get_object (whole);
  id = json_object_get_member (json, "id");
  text = json_object_get_member (json, text_name);
  color = json_object_get_member (json, "color");
  if (id == NULL || !mill_json_is_string (id) || !mill_reader_is_id (json_node_get_string (id)) ||
      mill_pipeline_get_annotation (self->pipeline, json_node_get_string (id)) != NULL ||
      (text != NULL && !mill_json_is_string (text)) ||
      !read_coordinate (json, "x", &x) || !read_coordinate (json, "y", &y) ||
      !read_extent (json, "width", USUAL_WIDTH, &width) ||
      !read_extent (json, "height", USUAL_HEIGHT, &height))
    return NULL;

  if (color != NULL &&
      !(mill_json_is_string (color) && mill_annotation_is_color (json_node_get_string (color))))
    {
      color = NULL;
      known[G_N_ELEMENTS (known) - 2] = NULL;
    }
  annotation = mill_annotation_new (kind, json_node_get_string (id),
                                    text != NULL ? json_node_get_string (text) : NULL,
                                    color != NULL ? json_node_get_string (color) : NULL,
                                    x, y, width, height);
  mill_reader_keep_unknown (self, &extra, json, known, NULL);

  return mill_annotation_with_extra (annotation, extra);
}

static void
read_annotations (MillReader         *self,
                  MillAnnotationKind  kind,
                  const char         *name,
                  JsonObject         *layout,
                  JsonObject         *extra)
{
  JsonNode *section = json_object_get_member (layout, name);
  JsonArray *array;

  if (section == NULL)
    return;
  if (!JSON_NODE_HOLDS_ARRAY (section))
    {
      mill_reader_report (self, MILL_SEVERITY_WARNING, NULL, section, _("It must be a list"),
                          _("“%s” cannot be read"), name);
      mill_reader_keep (&extra, layout, name);
      return;
    }
  array = json_node_get_array (section);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autoptr (MillAnnotation) annotation = read_annotation (self, kind, element);
      JsonArray *odd;

      if (annotation != NULL)
        {
          mill_pipeline_put_value (self->pipeline, MILL_CHANGE_ANNOTATION,
                                   mill_annotation_get_id (annotation), annotation);
          continue;
        }
      mill_reader_report (self, MILL_SEVERITY_WARNING, NULL, element,
                          _("It needs an id of its own, and numbers x, y, width and height"),
                          kind == MILL_ANNOTATION_FRAME ? _("A frame cannot be read")
                                                        : _("A note cannot be read"));
      odd = mill_json_get_array (extra, name);
      if (odd == NULL)
        {
          odd = json_array_new ();
          json_object_set_array_member (extra, name, odd);
        }
      json_array_add_element (odd, json_node_copy (element));
    }
}

void
mill_reader_read_layout (MillReader *self,
                         JsonObject *layout)
{
  static const char *const known[] = { "nodes", "frames", "notes", NULL };
  JsonObject *extra = json_object_new ();

  read_places (self, layout, extra);
  read_annotations (self, MILL_ANNOTATION_FRAME, "frames", layout, extra);
  read_annotations (self, MILL_ANNOTATION_NOTE, "notes", layout, extra);
  mill_reader_keep_unknown (self, &extra, layout, known, NULL);
  if (json_object_get_size (extra) > 0)
    json_object_set_object_member (self->extra, "layout", extra);
  else
    json_object_unref (extra);
}

/* Can ${name} refer to it? */
static gboolean
is_parameter_name (const char *name)
{
  if (*name == '\0' || g_str_has_prefix (name, "env:") || strpbrk (name, "{}=/") != NULL)
    return FALSE;
  for (const char *c = name; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_iscntrl (g_utf8_get_char (c)))
      return FALSE;

  return TRUE;
}

static MillParameter *
read_parameter (MillReader *self,
                const char *name,
                JsonNode   *whole)
{
  static const char *const all[] = { "type", "default", "description", NULL };
  g_autoptr (MillParameter) parameter = NULL;
  g_autoptr (JsonObject) extra = NULL;
  g_autofree char *variable = NULL;
  JsonNode *type_name, *initial, *description;
  MillParameterType type;
  JsonObject *json;

  if (!is_parameter_name (name) || !JSON_NODE_HOLDS_OBJECT (whole))
    return NULL;
  json = json_node_get_object (whole);
  type_name = json_object_get_member (json, "type");
  if (type_name == NULL || !mill_json_is_string (type_name) ||
      !mill_parameter_type_from_name (json_node_get_string (type_name), &type))
    return NULL;

  initial = json_object_get_member (json, "default");
  variable = initial != NULL ? mill_reference_dup_variable (initial) : NULL;
  if (initial != NULL && variable == NULL && !mill_parameter_type_accepts (type, initial))
    {
      mill_reader_report (self, MILL_SEVERITY_ERROR, NULL, initial, NULL,
                          _("The default of the parameter “%s” is not of its type, %s"),
                          name, mill_parameter_type_get_name (type));
      mill_reader_keep (&extra, json, "default");
      initial = NULL;
    }
  else if (initial != NULL && mill_json_is_string (initial))
    {
      gboolean broken;
      g_autofree char *first = mill_reference_find_variable (json_node_get_string (initial), &broken);

      if (broken)
        mill_reader_report (self, MILL_SEVERITY_WARNING, NULL, initial,
                            _("Write ${env:NAME}, or $${env: for the characters themselves"),
                            _("The default of the parameter “%s” is taken as it is written: a ${env: in it has "
                              "no name or no }"), name);
    }
  description = json_object_get_member (json, "description");
  if (description != NULL && !mill_json_is_string (description))
    {
      mill_reader_keep (&extra, json, "description");
      description = NULL;
    }
  parameter = mill_parameter_new (name, type, initial,
                                  description != NULL ? json_node_get_string (description) : NULL);
  mill_reader_keep_unknown (self, &extra, json, all, NULL);

  return mill_parameter_with_extra (parameter, extra);
}

void
mill_reader_read_parameters (MillReader *self,
                             JsonObject *parameters)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init (&iter, parameters);
  while (json_object_iter_next (&iter, &name, &value))
    {
      g_autoptr (MillParameter) parameter = read_parameter (self, name, value);
      JsonObject *odd;

      if (parameter != NULL)
        {
          mill_pipeline_put_value (self->pipeline, MILL_CHANGE_PARAMETER, name, parameter);
          continue;
        }
      mill_reader_report (self, MILL_SEVERITY_ERROR, NULL, value,
                          _("It must be an object with a \"type\": "
                            "string, number, integer, boolean or date"),
                          _("The parameter “%s” cannot be read"), name);
      odd = mill_json_ensure_object (self->extra, "parameters");
      mill_reader_keep (&odd, parameters, name);
    }
}
