/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chart/chart-private.h"

#include <math.h>

#include "chart/json-reader.h"

static const char *const kind_names[] = { "bar",     "line",      "scatter", "histogram",
                                          "density", "confusion", NULL };
static const char *const scale_names[] = { "linear", "log", "time", "category", NULL };

static void
set_number (JsonObject *object,
            const char *member,
            double      value)
{
  if (isfinite (value))
    json_object_set_double_member (object, member, value);
}

static void
set_string (JsonObject *object,
            const char *member,
            const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, member, value);
}

/* What is not finite has no place in JSON: null stands for it. */
static void
set_numbers (JsonObject   *object,
             const char   *member,
             const double *values,
             gsize         n)
{
  JsonArray *array = json_array_sized_new (n);

  for (gsize i = 0; i < n; i++)
    if (isfinite (values[i]))
      json_array_add_double_element (array, values[i]);
    else
      json_array_add_null_element (array);
  json_object_set_array_member (object, member, array);
}

static void
set_strings (JsonObject        *object,
             const char        *member,
             const char *const *values)
{
  JsonArray *array;

  if (values == NULL)
    return;
  array = json_array_new ();
  for (gsize i = 0; values[i] != NULL; i++)
    json_array_add_string_element (array, values[i]);
  json_object_set_array_member (object, member, array);
}

static JsonObject *
axis_to_json (const MillAxis *axis)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "scale", scale_names[axis->kind]);
  set_string (object, "title", axis->title);
  set_string (object, "unit", axis->unit);
  set_number (object, "min", axis->min);
  set_number (object, "max", axis->max);
  return object;
}

static JsonArray *
series_to_json (MillChart *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->series->len; i++)
    {
      const MillSeries *series = g_ptr_array_index (self->series, i);
      JsonObject *object = json_object_new ();

      set_string (object, "name", series->name);
      json_object_set_int_member (object, "color", series->role - MILL_COLOR_SERIES_1 + 1);
      set_numbers (object, "x", series->x, mill_chart_get_n_x (self, series));
      set_numbers (object, "y", series->y, series->n);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonArray *
references_to_json (MillChart *self)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->references->len; i++)
    {
      const MillReference *reference = g_ptr_array_index (self->references, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "axis", reference->vertical ? "x" : "y");
      set_number (object, "value", reference->value);
      set_string (object, "label", reference->label);
      json_array_add_object_element (array, object);
    }
  return array;
}

static JsonObject *
grid_to_json (const MillGrid *grid)
{
  JsonObject *object = json_object_new ();

  set_number (object, "x-min", grid->x_min);
  set_number (object, "x-max", grid->x_max);
  set_number (object, "y-min", grid->y_min);
  set_number (object, "y-max", grid->y_max);
  json_object_set_int_member (object, "columns", grid->columns);
  json_object_set_int_member (object, "rows", grid->rows);
  set_numbers (object, "counts", grid->counts, grid->columns * grid->rows);
  return object;
}

static JsonObject *
matrix_to_json (const MillMatrix *matrix)
{
  JsonObject *object = json_object_new ();

  set_strings (object, "actual", (const char *const *) matrix->actual);
  set_strings (object, "predicted", (const char *const *) matrix->predicted);
  set_numbers (object, "counts", matrix->counts, matrix->rows * matrix->columns);
  return object;
}

JsonNode *
mill_chart_to_json (MillArtifact *artifact)
{
  MillChart *self = MILL_CHART (artifact);
  JsonObject *object = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  json_object_set_string_member (object, "chart", kind_names[self->kind]);
  set_string (object, "title", self->title);
  set_string (object, "note", self->note);
  set_string (object, "finding", self->finding);
  json_object_set_object_member (object, "x", axis_to_json (&self->axes[MILL_CHART_X]));
  json_object_set_object_member (object, "y", axis_to_json (&self->axes[MILL_CHART_Y]));
  set_strings (object, "categories", (const char *const *) self->categories);
  if (self->bucket != MILL_TIME_UNIT_NONE)
    set_string (object, "bucket", mill_time_unit_get_name (self->bucket));
  if (self->stacked)
    json_object_set_boolean_member (object, "stacked", TRUE);
  if (self->series->len > 0)
    json_object_set_array_member (object, "series", series_to_json (self));
  if (self->references->len > 0)
    json_object_set_array_member (object, "references", references_to_json (self));
  if (self->grid != NULL)
    json_object_set_object_member (object, "grid", grid_to_json (self->grid));
  if (self->matrix != NULL)
    json_object_set_object_member (object, "matrix", matrix_to_json (self->matrix));
  return node;
}

static void
read_axis (MillJsonReader     *reader,
           MillChart          *self,
           JsonObject         *root,
           MillChartDimension  dimension)
{
  JsonObject *object =
      mill_json_reader_get_object (reader, root, dimension == MILL_CHART_X ? "x" : "y");
  int kind;

  if (object == NULL)
    return;
  kind = mill_json_reader_get_choice (reader, object, "scale", scale_names);
  mill_chart_set_axis (self, dimension, kind, mill_json_reader_get_string (reader, object, "title"),
                       mill_json_reader_get_string (reader, object, "unit"));
  mill_chart_set_axis_range (self, dimension, mill_json_reader_get_number (reader, object, "min"),
                             mill_json_reader_get_number (reader, object, "max"));
}

static void
read_series (MillJsonReader *reader,
             MillChart      *self,
             JsonObject     *object)
{
  g_autofree double *x = NULL, *y = NULL;
  gsize n_x, n_y;
  const char *name = mill_json_reader_get_string (reader, object, "name");
  double color = mill_json_reader_get_number (reader, object, "color");
  MillColorRole role = color >= 1 && color <= MILL_N_SERIES_COLORS
    ? MILL_COLOR_SERIES_1 + (guint) color - 1 : MILL_COLOR_AUTO;

  x = mill_json_reader_get_numbers (reader, object, "x", &n_x);
  y = mill_json_reader_get_numbers (reader, object, "y", &n_y);
  if (reader->failed)
    return;
  if (self->kind > MILL_CHART_HISTOGRAM)
    mill_json_reader_fail (reader, "series");
  else if (n_x != n_y + (self->kind == MILL_CHART_HISTOGRAM && n_y > 0 ? 1 : 0))
    mill_json_reader_fail (reader, "x");
  else if (self->kind == MILL_CHART_HISTOGRAM)
    mill_chart_add_bins (self, name, role, x, y, n_y);
  else
    mill_chart_add_series (self, name, role, x, y, n_y);
}

static void
read_reference (MillJsonReader *reader,
                MillChart      *self,
                JsonObject     *object)
{
  static const char *const names[] = { "x", "y", NULL };
  int dimension = mill_json_reader_get_choice (reader, object, "axis", names);
  double value = mill_json_reader_get_number (reader, object, "value");
  const char *label = mill_json_reader_get_string (reader, object, "label");

  if (!reader->failed)
    mill_chart_add_reference (self, dimension, value, label);
}

static void
read_grid (MillJsonReader *reader,
           MillChart      *self,
           JsonObject     *object)
{
  double x_min = mill_json_reader_get_number (reader, object, "x-min");
  double x_max = mill_json_reader_get_number (reader, object, "x-max");
  double y_min = mill_json_reader_get_number (reader, object, "y-min");
  double y_max = mill_json_reader_get_number (reader, object, "y-max");
  double columns = mill_json_reader_get_number (reader, object, "columns");
  double rows = mill_json_reader_get_number (reader, object, "rows");
  gsize n;
  g_autofree double *counts = mill_json_reader_get_numbers (reader, object, "counts", &n);

  if (reader->failed)
    return;
  if (self->kind != MILL_CHART_DENSITY || !(x_min < x_max) || !(y_min < y_max) ||
      !(columns >= 0 && rows >= 0 && columns <= 1e6 && rows <= 1e6) ||
      columns != floor (columns) || rows != floor (rows) || columns * rows != (double) n)
    mill_json_reader_fail (reader, "grid");
  else
    mill_chart_set_grid (self, x_min, x_max, (gsize) columns, y_min, y_max, (gsize) rows, counts);
}

static void
read_matrix (MillJsonReader *reader,
             MillChart      *self,
             JsonObject     *object)
{
  g_auto (GStrv) actual = mill_json_reader_get_strings (reader, object, "actual");
  g_auto (GStrv) predicted = mill_json_reader_get_strings (reader, object, "predicted");
  gsize n;
  g_autofree double *counts = mill_json_reader_get_numbers (reader, object, "counts", &n);

  if (reader->failed)
    return;
  if (self->kind != MILL_CHART_CONFUSION || actual == NULL || predicted == NULL ||
      g_strv_length (actual) * (gsize) g_strv_length (predicted) != n)
    mill_json_reader_fail (reader, "matrix");
  else
    mill_chart_set_matrix (self, (const char *const *) actual, (const char *const *) predicted,
                           counts);
}

static void
read_list (MillJsonReader *reader,
           MillChart      *self,
           JsonObject     *root,
           const char     *member,
           void          (*read) (MillJsonReader *, MillChart *, JsonObject *))
{
  JsonArray *array = mill_json_reader_get_array (reader, root, member);

  for (guint i = 0; array != NULL && !reader->failed && i < json_array_get_length (array); i++)
    {
      JsonNode *element = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (element))
        read (reader, self, json_node_get_object (element));
      else
        mill_json_reader_fail (reader, member);
    }
}

MillChart *
mill_chart_new_from_json (JsonNode  *json,
                          GError   **error)
{
  MillJsonReader reader = { FALSE, error };
  g_autoptr (MillChart) self = NULL;
  g_auto (GStrv) categories = NULL;
  JsonObject *root, *part;
  int kind;

  if (json == NULL || !JSON_NODE_HOLDS_OBJECT (json))
    {
      mill_json_reader_fail (&reader, "chart");
      return NULL;
    }
  root = json_node_get_object (json);
  if (mill_json_reader_get_string (&reader, root, "chart") == NULL)
    mill_json_reader_fail (&reader, "chart");
  kind = mill_json_reader_get_choice (&reader, root, "chart", kind_names);
  if (reader.failed)
    return NULL;
  self = mill_chart_new (kind);
  mill_chart_set_title (self, mill_json_reader_get_string (&reader, root, "title"));
  mill_chart_set_note (self, mill_json_reader_get_string (&reader, root, "note"));
  mill_chart_set_finding (self, mill_json_reader_get_string (&reader, root, "finding"));
  read_axis (&reader, self, root, MILL_CHART_X);
  read_axis (&reader, self, root, MILL_CHART_Y);
  categories = mill_json_reader_get_strings (&reader, root, "categories");
  mill_chart_set_categories (self, (const char *const *) categories);
  mill_chart_set_bucket (
      self, mill_time_unit_from_name (mill_json_reader_get_string (&reader, root, "bucket")));
  mill_chart_set_stacked (self, mill_json_reader_get_boolean (&reader, root, "stacked"));
  read_list (&reader, self, root, "series", read_series);
  read_list (&reader, self, root, "references", read_reference);
  if (!reader.failed && (part = mill_json_reader_get_object (&reader, root, "grid")) != NULL)
    read_grid (&reader, self, part);
  if (!reader.failed && (part = mill_json_reader_get_object (&reader, root, "matrix")) != NULL)
    read_matrix (&reader, self, part);
  return reader.failed ? NULL : g_steal_pointer (&self);
}

MillArtifact *
mill_chart_recall (JsonNode  *json,
                   GError   **error)
{
  MillChart *chart = mill_chart_new_from_json (json, error);

  return chart != NULL ? MILL_ARTIFACT (chart) : NULL;
}
