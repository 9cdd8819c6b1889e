/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "engine/forecast-private.h"

#include <string.h>

#include "pipeline/references.h"
#include "pipeline/writer.h"

/* Longer values are cut: they are there to be recognised. */
#define LONGEST 60
/* So much is left before the place where two of them part. */
#define CONTEXT 20

static void
add (GPtrArray      *reasons,
     MillReasonKind  kind,
     const char     *name,
     const char     *before,
     const char     *after)
{
  g_ptr_array_add (reasons, mill_reason_new (kind, name, before, after));
}

/* A value as people write it; NULL: none. */
static char *
write_value (JsonNode *value)
{
  if (value == NULL)
    return NULL;

  return JSON_NODE_HOLDS_VALUE (value) && json_node_get_value_type (value) == G_TYPE_STRING
         ? json_node_dup_string (value) : mill_json_to_canonical (value, TRUE);
}

/* From which character on to show @text and @other (may be NULL), so that what they differ in is to be seen. */
static glong
find_beginning (const char *text,
                const char *other)
{
  glong same = 0;

  if (other == NULL)
    return 0;
  for (; *text != '\0' && g_utf8_get_char (text) == g_utf8_get_char (other); same++)
    {
      text = g_utf8_next_char (text);
      other = g_utf8_next_char (other);
    }

  return same + CONTEXT < LONGEST ? 0 : same - CONTEXT;
}

static char *
cut (const char *text,
     const char *other)
{
  glong length, begin;
  g_autofree char *piece = NULL;

  if (text == NULL)
    return NULL;
  length = g_utf8_strlen (text, -1);
  if (length <= LONGEST)
    return g_strdup (text);
  begin = find_beginning (text, other);
  piece = g_utf8_substring (text, begin, MIN (begin + LONGEST, length));

  return g_strconcat (begin > 0 ? "…" : "", piece, begin + LONGEST < length ? "…" : NULL, NULL);
}

/* NULL: there is none of that name. */
static JsonNode *
get_value (JsonObject *record,
           const char *part,
           const char *name)
{
  return json_object_has_member (record, part)
         ? json_object_get_member (json_object_get_object_member (record, part), name) : NULL;
}

/* What both records have in @part; sorted, borrowed from them. */
static GList *
list_names (JsonObject *before,
            JsonObject *now,
            const char *part)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) old_names = json_object_get_members (json_object_get_object_member (before, part));
  g_autoptr (GList) new_names = json_object_get_members (json_object_get_object_member (now, part));

  for (GList *l = old_names; l != NULL; l = l->next)
    g_hash_table_add (names, l->data);
  for (GList *l = new_names; l != NULL; l = l->next)
    g_hash_table_add (names, l->data);

  return g_list_sort (g_hash_table_get_keys (names), (GCompareFunc) strcmp);
}

static gboolean
is_same (JsonNode *one,
         JsonNode *other)
{
  g_autofree char *one_text = one != NULL ? mill_json_to_canonical (one, TRUE) : NULL;
  g_autofree char *other_text = other != NULL ? mill_json_to_canonical (other, TRUE) : NULL;

  return g_strcmp0 (one_text, other_text) == 0;
}

/* Those that the node refers to as it did before. @told: takes the names of those that changed. */
static void
compare_parameters (GPtrArray  *reasons,
                    GHashTable *told,
                    JsonObject *before,
                    JsonObject *now)
{
  g_autoptr (GList) names = list_names (before, now, "parameters");

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *old = get_value (before, "parameters", l->data);
      JsonNode *new = get_value (now, "parameters", l->data);
      g_autofree char *from = write_value (old);
      g_autofree char *to = write_value (new);
      g_autofree char *short_from = cut (from, to);
      g_autofree char *short_to = cut (to, from);

      if (old == NULL || new == NULL || is_same (old, new))
        continue;
      add (reasons, MILL_REASON_PARAMETER, l->data, short_from, short_to);
      g_hash_table_add (told, l->data);
    }
}

/* The names that @setting (may be NULL) refers to. */
static GHashTable *
list_references (JsonNode *setting)
{
  GHashTable *names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (setting != NULL)
    mill_references_list (setting, names);

  return names;
}

/* "${n} + 1 (n = 3)": as it is written, and beside it what people cannot see elsewhere: values of parameters
 * that the setting @other does not refer to, and that are not @told. NULL: there is no setting. */
static char *
show_setting (JsonObject *record,
              JsonNode   *setting,
              JsonNode   *other,
              GHashTable *told)
{
  g_autoptr (GHashTable) names = list_references (setting);
  g_autoptr (GHashTable) others = list_references (other);
  g_autoptr (GList) sorted = g_list_sort (g_hash_table_get_keys (names), (GCompareFunc) strcmp);
  g_autoptr (GString) values = g_string_new (NULL);
  g_autofree char *text = write_value (setting);
  g_autofree char *other_text = write_value (other);
  g_autofree char *piece = cut (text, other_text);

  for (GList *l = sorted; l != NULL; l = l->next)
    {
      g_autofree char *value = write_value (get_value (record, "parameters", l->data));
      g_autofree char *short_value = cut (value, NULL);

      if (short_value != NULL && !g_hash_table_contains (others, l->data) && !g_hash_table_contains (told, l->data))
        g_string_append_printf (values, "%s%s = %s", values->len > 0 ? ", " : "", (char *) l->data, short_value);
    }

  return values->len > 0 ? g_strdup_printf ("%s (%s)", piece, values->str) : g_steal_pointer (&piece);
}

static gboolean
refers_to_any (JsonNode   *setting,
               GHashTable *told)
{
  g_autoptr (GHashTable) names = list_references (setting);
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (g_hash_table_contains (told, name))
      return TRUE;

  return FALSE;
}

/* Where only the value of a parameter in it is another, that was said of the parameter. */
static void
compare_setting (GPtrArray  *reasons,
                 GHashTable *told,
                 JsonObject *before,
                 JsonObject *now,
                 const char *name)
{
  JsonNode *old = get_value (before, "settings", name);
  JsonNode *new = get_value (now, "settings", name);
  JsonNode *old_written = get_value (before, "written", name);
  JsonNode *new_written = get_value (now, "written", name);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (is_same (old, new))
    return;
  if (old_written != NULL && is_same (old_written, new_written))
    {
      if (refers_to_any (new_written, told))
        return;
      old_written = new_written = NULL;
    }
  if (old_written == NULL)
    old_written = old;
  if (new_written == NULL)
    new_written = new;
  from = show_setting (before, old_written, new_written, told);
  to = show_setting (now, new_written, old_written, told);
  add (reasons, MILL_REASON_SETTING, name, from, to);
}

static void
compare_settings (GPtrArray  *reasons,
                  JsonObject *before,
                  JsonObject *now)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GList) names = list_names (before, now, "settings");

  compare_parameters (reasons, told, before, now);
  for (GList *l = names; l != NULL; l = l->next)
    compare_setting (reasons, told, before, now, l->data);
}

/* One that an environment variable names is not remembered by its name. */
static const char *
get_path (JsonObject *file)
{
  return json_object_has_member (file, "path") ? json_object_get_string_member (file, "path")
                                               : json_object_get_string_member (file, "param");
}

static void
compare_sources (GPtrArray *reasons,
                 JsonArray *before,
                 JsonArray *now)
{
  for (guint i = 0; i < json_array_get_length (now); i++)
    {
      JsonObject *file = json_array_get_object_element (now, i);
      JsonObject *old = i < json_array_get_length (before) ? json_array_get_object_element (before, i)
                                                           : NULL;

      if (old == NULL || g_strcmp0 (json_object_get_string_member (file, "digest"),
                                    json_object_get_string_member (old, "digest")) != 0 ||
          g_strcmp0 (json_object_get_string_member (file, "ending"),
                     json_object_get_string_member (old, "ending")) != 0)
        add (reasons, MILL_REASON_FILE, get_path (file), NULL, NULL);
    }
}

/* "node.port" of everything that comes in at @port. */
static char *
describe_links (JsonArray  *inputs,
                const char *port)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (inputs); i++)
    {
      JsonObject *input = json_array_get_object_element (inputs, i);

      if (g_str_equal (json_object_get_string_member (input, "port"), port))
        g_string_append_printf (text, "%s%s.%s", text->len > 0 ? ", " : "",
                                json_object_get_string_member (input, "node"),
                                json_object_get_string_member (input, "from"));
    }
  if (text->len == 0)
    return g_string_free (text, TRUE), NULL;

  return g_string_free (text, FALSE);
}

/* What comes in at @port, the first @n_before of it left out; NULL: nothing more. */
static JsonObject *
find_input (JsonArray  *inputs,
            const char *port,
            guint       n_before)
{
  for (guint i = 0; i < json_array_get_length (inputs); i++)
    {
      JsonObject *input = json_array_get_object_element (inputs, i);

      if (g_str_equal (json_object_get_string_member (input, "port"), port) && n_before-- == 0)
        return input;
    }

  return NULL;
}

/* Links that lead elsewhere, or else links whose other end has changed. @changed: the nodes of which that was
 * told. */
static void
compare_port (GPtrArray  *reasons,
              GHashTable *changed,
              JsonArray  *before,
              JsonArray  *now,
              const char *port)
{
  g_autofree char *old_links = describe_links (before, port);
  g_autofree char *new_links = describe_links (now, port);
  JsonObject *input, *old;

  if (g_strcmp0 (old_links, new_links) != 0)
    {
      add (reasons, MILL_REASON_LINKS, port, old_links, new_links);
      return;
    }

  for (guint i = 0; (input = find_input (now, port, i)) != NULL && (old = find_input (before, port, i)) != NULL; i++)
    {
      const char *node = json_object_get_string_member (input, "node");

      if (g_strcmp0 (json_object_get_string_member (input, "key"), json_object_get_string_member (old, "key")) != 0 &&
          g_hash_table_add (changed, (char *) node))
        add (reasons, MILL_REASON_INPUT, node, NULL, NULL);
    }
}

static void
compare_inputs (GPtrArray *reasons,
                JsonArray *before,
                JsonArray *now)
{
  g_autoptr (GHashTable) ports = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) changed = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *both[] = { before, now };

  for (guint i = 0; i < G_N_ELEMENTS (both); i++)
    for (guint j = 0; j < json_array_get_length (both[i]); j++)
      {
        JsonObject *input = json_array_get_object_element (both[i], j);
        const char *port = json_object_get_string_member (input, "port");

        if (g_hash_table_add (ports, (char *) port))
          compare_port (reasons, changed, before, now, port);
      }
}

static gboolean
compare_text (GPtrArray      *reasons,
              MillReasonKind  kind,
              JsonObject     *before,
              JsonObject     *now,
              const char     *member)
{
  const char *old = json_object_get_string_member (before, member);
  const char *new = json_object_get_string_member (now, member);

  if (g_strcmp0 (old, new) == 0)
    return TRUE;
  add (reasons, kind, NULL, old, new);

  return FALSE;
}

void
mill_reasons_compare (GPtrArray  *reasons,
                      JsonObject *before,
                      JsonObject *now)
{
  guint n_known = reasons->len;

  /* The settings of another type have nothing in common. */
  if (!compare_text (reasons, MILL_REASON_TYPE, before, now, "type"))
    return;
  if (json_object_get_int_member (before, "version") != json_object_get_int_member (now, "version"))
    {
      g_autofree char *old = g_strdup_printf ("%s %d", json_object_get_string_member (before, "type"),
                                              (int) json_object_get_int_member (before, "version"));
      g_autofree char *new = g_strdup_printf ("%s %d", json_object_get_string_member (now, "type"),
                                              (int) json_object_get_int_member (now, "version"));

      add (reasons, MILL_REASON_TYPE, NULL, old, new);
    }
  compare_text (reasons, MILL_REASON_ENGINE, before, now, "engine");
  compare_settings (reasons, before, now);
  compare_sources (reasons, json_object_get_array_member (before, "sources"),
                   json_object_get_array_member (now, "sources"));
  compare_inputs (reasons, json_object_get_array_member (before, "inputs"),
                  json_object_get_array_member (now, "inputs"));
  if (reasons->len == n_known)
    add (reasons, MILL_REASON_ENVIRONMENT, NULL, NULL, NULL);
}
