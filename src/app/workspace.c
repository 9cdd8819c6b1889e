/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/workspace.h"

#include <errno.h>
#include <math.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "engine/workers.h"
#include "pipeline/json-build.h"

#define FORMAT "millrace-workspace/1"

/* More than anybody has: what says so is damaged. */
#define MAX_TABS 1000

MillTabRecord *
mill_tab_record_new (void)
{
  return g_new0 (MillTabRecord, 1);
}

MillTabRecord *
mill_tab_record_copy (const MillTabRecord *self)
{
  MillTabRecord *copy = g_memdup2 (self, sizeof *self);

  if (copy->file != NULL)
    g_object_ref (copy->file);
  if (copy->blueprint != NULL)
    g_object_ref (copy->blueprint);
  copy->recovery = g_strdup (self->recovery);
  copy->title = g_strdup (self->title);
  copy->level = g_strdup (self->level);
  copy->selected = g_strdupv (self->selected);

  return copy;
}

void
mill_tab_record_free (MillTabRecord *self)
{
  g_clear_object (&self->file);
  g_clear_object (&self->blueprint);
  g_free (self->recovery);
  g_free (self->title);
  g_free (self->level);
  g_strfreev (self->selected);
  g_free (self);
}

MillWindowRecord *
mill_window_record_new (void)
{
  MillWindowRecord *self = g_new0 (MillWindowRecord, 1);

  self->tabs = g_ptr_array_new_with_free_func ((GDestroyNotify) mill_tab_record_free);

  return self;
}

void
mill_window_record_free (MillWindowRecord *self)
{
  g_ptr_array_unref (self->tabs);
  g_free (self);
}

/* ---- Writing ---- */

static void
add_file (JsonBuilder *builder,
          const char  *name,
          GFile       *file)
{
  g_autofree char *uri = file != NULL ? g_file_get_uri (file) : NULL;

  mill_json_add_string (builder, name, uri);
}

static void
add_tab (JsonBuilder         *builder,
         const MillTabRecord *tab)
{
  json_builder_begin_object (builder);
  add_file (builder, "file", tab->file);
  add_file (builder, "blueprint", tab->blueprint);
  mill_json_add_string (builder, "recovery", tab->recovery);
  mill_json_add_string (builder, "title", tab->title);
  mill_json_add_string (builder, "level", tab->level);
  if (tab->has_view)
    {
      mill_json_add_number (builder, "zoom", tab->zoom);
      mill_json_add_number (builder, "x", tab->x);
      mill_json_add_number (builder, "y", tab->y);
    }
  if (tab->selected != NULL && tab->selected[0] != NULL)
    {
      json_builder_set_member_name (builder, "selected");
      json_builder_begin_array (builder);
      for (guint i = 0; tab->selected[i] != NULL; i++)
        json_builder_add_string_value (builder, tab->selected[i]);
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
}

static void
add_window (JsonBuilder            *builder,
            const MillWindowRecord *window)
{
  json_builder_begin_object (builder);
  mill_json_add_integer (builder, "width", window->width);
  mill_json_add_integer (builder, "height", window->height);
  mill_json_add_boolean (builder, "maximized", window->maximized);
  mill_json_add_integer (builder, "selected", window->selected);
  json_builder_set_member_name (builder, "tabs");
  json_builder_begin_array (builder);
  for (guint i = 0; i < window->tabs->len; i++)
    add_tab (builder, g_ptr_array_index (window->tabs, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

char *
mill_workspace_print (GPtrArray *windows)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (builder);
  mill_json_add_string (builder, "format", FORMAT);
  json_builder_set_member_name (builder, "windows");
  json_builder_begin_array (builder);
  for (guint i = 0; i < windows->len; i++)
    add_window (builder, g_ptr_array_index (windows, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, TRUE);
}

/* ---- Reading: whatever is in the file, what comes out can be used ---- */

static char *
dup_text (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return g_strdup (json_node_get_string (node));
}

static GFile *
dup_file (JsonObject *object,
          const char *name)
{
  g_autofree char *uri = dup_text (object, name);

  return uri != NULL && *uri != '\0' ? g_file_new_for_uri (uri) : NULL;
}

static gboolean
get_number (JsonObject *object,
            const char *name,
            double     *value)
{
  JsonNode *node = json_object_get_member (object, name);
  GType type = node != NULL && JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : 0;

  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE)
    return FALSE;
  *value = json_node_get_double (node);

  return isfinite (*value) && fabs (*value) < 1e9;
}

static int
get_whole (JsonObject *object,
           const char *name,
           int         fallback)
{
  double value;

  return get_number (object, name, &value) ? (int) value : fallback;
}

static JsonArray *
get_array (JsonObject *object,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/* The object at @index of @array, or NULL. */
static JsonObject *
get_object (JsonArray *array,
            guint      index)
{
  JsonNode *node = json_array_get_element (array, index);

  return JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static GStrv
read_selected (JsonObject *object)
{
  JsonArray *array = get_array (object, "selected");
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_strv_builder_add (ids, json_node_get_string (node));
    }

  return g_strv_builder_end (ids);
}

/* The name of a copy is made a path of: it is to lead nowhere else. */
static gboolean
is_name (const char *text)
{
  return text != NULL && g_uuid_string_is_valid (text);
}

static MillTabRecord *
read_tab (JsonObject *object)
{
  MillTabRecord *tab = mill_tab_record_new ();

  tab->file = dup_file (object, "file");
  tab->blueprint = dup_file (object, "blueprint");
  tab->recovery = dup_text (object, "recovery");
  if (!is_name (tab->recovery))
    g_clear_pointer (&tab->recovery, g_free);
  tab->title = dup_text (object, "title");
  tab->level = dup_text (object, "level");
  tab->selected = read_selected (object);
  tab->has_view = get_number (object, "zoom", &tab->zoom) && get_number (object, "x", &tab->x) &&
                  get_number (object, "y", &tab->y) && tab->zoom > 0;

  return tab;
}

static MillWindowRecord *
read_window (JsonObject *object)
{
  MillWindowRecord *window = mill_window_record_new ();
  JsonArray *tabs = get_array (object, "tabs");
  guint n = tabs != NULL ? MIN (json_array_get_length (tabs), MAX_TABS) : 0;
  JsonNode *maximized = json_object_get_member (object, "maximized");

  window->width = CLAMP (get_whole (object, "width", 0), 0, 32767);
  window->height = CLAMP (get_whole (object, "height", 0), 0, 32767);
  window->maximized = maximized != NULL && JSON_NODE_HOLDS_VALUE (maximized) &&
                      json_node_get_value_type (maximized) == G_TYPE_BOOLEAN &&
                      json_node_get_boolean (maximized);
  window->selected = (guint) MAX (get_whole (object, "selected", 0), 0);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *tab = get_object (tabs, i);

      if (tab != NULL)
        g_ptr_array_add (window->tabs, read_tab (tab));
    }

  return window;
}

GPtrArray *
mill_workspace_parse (const char  *text,
                      gssize       length,
                      GError     **error)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GPtrArray) windows =
    g_ptr_array_new_with_free_func ((GDestroyNotify) mill_window_record_free);
  g_autofree char *format = NULL;
  JsonArray *array = NULL;
  JsonNode *root;

  if (!json_parser_load_from_data (parser, text, length, error))
    return NULL;

  root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    {
      format = dup_text (json_node_get_object (root), "format");
      array = get_array (json_node_get_object (root), "windows");
    }
  if (g_strcmp0 (format, FORMAT) != 0 || array == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           "it is not a list of windows");
      return NULL;
    }

  for (guint i = 0; i < MIN (json_array_get_length (array), MAX_TABS); i++)
    {
      JsonObject *object = get_object (array, i);

      if (object != NULL)
        g_ptr_array_add (windows, read_window (object));
    }

  return g_steal_pointer (&windows);
}

/* ---- The file ---- */

static char *
dup_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "millrace", "workspace.json", NULL);
}

GPtrArray *
mill_workspace_load (GError **error)
{
  g_autofree char *path = dup_path ();
  g_autofree char *text = NULL;
  g_autoptr(GError) local_error = NULL;
  gsize length;

  if (g_file_get_contents (path, &text, &length, &local_error))
    return mill_workspace_parse (text, (gssize) length, error);
  if (g_error_matches (local_error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) mill_window_record_free);

  g_propagate_error (error, g_steal_pointer (&local_error));

  return NULL;
}

/* Of what is printed, the newest is written last. */
static GMutex write_mutex;
static guint  n_printed;
static guint  n_written;

static gboolean
write_text (const char  *text,
            guint        number,
            GError     **error)
{
  g_autofree char *path = dup_path ();
  g_autofree char *directory = g_path_get_dirname (path);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&write_mutex);

  if (number < n_written)
    return TRUE;
  n_written = number;
  if (g_mkdir_with_parents (directory, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", directory,
                   g_strerror (errno));
      return FALSE;
    }

  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, error);
}

gboolean
mill_workspace_save (GPtrArray  *windows,
                     GError    **error)
{
  g_autofree char *text = mill_workspace_print (windows);

  return write_text (text, ++n_printed, error);
}

typedef struct
{
  char  *text;
  guint  number;
} Printed;

static void
printed_free (gpointer data)
{
  Printed *printed = data;

  g_free (printed->text);
  g_free (printed);
}

static void
save_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  Printed *printed = data;
  g_autoptr(GError) error = NULL;

  if (!write_text (printed->text, printed->number, &error))
    g_message ("What is open could not be written down: %s", error->message);
  g_task_return_boolean (task, TRUE);
}

void
mill_workspace_save_soon (GPtrArray *windows)
{
  g_autoptr(GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Printed *printed = g_new0 (Printed, 1);

  printed->text = mill_workspace_print (windows);
  printed->number = ++n_printed;
  g_task_set_source_tag (task, mill_workspace_save_soon);
  g_task_set_task_data (task, printed, printed_free);
  mill_workers_run_task (task, save_thread);
}
