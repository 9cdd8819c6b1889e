/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "nodes/catalogue.h"
#include "pipeline/params.h"

/* Walks the whole catalogue: what a node type declares must make sense before anything is run. */

#define ADWAITA_ICONS "/usr/share/icons/Adwaita/symbolic"

static gboolean
is_slug (const char *text)
{
  return g_regex_match_simple ("^[a-z][a-z0-9]*(-[a-z0-9]+)*$", text, G_REGEX_DEFAULT,
                               G_REGEX_MATCH_DEFAULT);
}

static gboolean
find_icon (const char *folder,
           const char *file)
{
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (GDir) children = NULL;
  const char *name;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;

  children = g_dir_open (folder, 0, NULL);
  while (children != NULL && (name = g_dir_read_name (children)) != NULL)
    {
      g_autofree char *child = g_build_filename (folder, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && find_icon (child, file))
        return TRUE;
    }

  return FALSE;
}

static void
check_icon (const MillNodeType *type)
{
  g_autofree char *file = g_strconcat (type->icon, ".svg", NULL);

  g_assert_true (g_str_has_suffix (type->icon, "-symbolic"));
  if (find_icon (MILL_ICON_DIR, file))
    return;
  if (!g_file_test (ADWAITA_ICONS, G_FILE_TEST_IS_DIR))
    return;
  if (!find_icon (ADWAITA_ICONS, file))
    g_error ("%s: there is no icon “%s”", type->id, type->icon);
}

static void
check_sentence (const char *text)
{
  g_assert_nonnull (text);
  g_assert_cmpuint (strlen (text), >, 1);
  g_assert_true (g_unichar_isupper (g_utf8_get_char (text)) ||
                 g_ascii_isdigit (*text));
}

static void
check_ports (const MillNodeType *type)
{
  for (const MillPort *port = type->ports; port->name != NULL; port++)
    {
      g_assert_true (is_slug (port->name));
      check_sentence (port->label);
      g_assert_true (port->direction == MILL_PORT_IN || port->direction == MILL_PORT_OUT);
      g_assert_nonnull (mill_port_type_get_name (port->type));
      /* Found under its name, it is the only one of that name. */
      g_assert_true (mill_node_type_find_port (type, port->direction, port->name) == port);
    }
  g_assert_cmpuint (mill_node_type_get_n_ports (type, MILL_PORT_IN) +
                    mill_node_type_get_n_ports (type, MILL_PORT_OUT), >, 0);
}

static void
check_choices (const MillParam *param)
{
  g_assert_nonnull (param->choices);
  g_assert_nonnull (mill_param_get_choice_name (param, param->default_integer));
  for (const MillChoice *choice = param->choices; choice->name != NULL; choice++)
    {
      g_assert_true (is_slug (choice->name));
      check_sentence (choice->label);
      g_assert_true (mill_param_find_choice (param, choice->name) == choice);
      g_assert_cmpstr (mill_param_get_choice_name (param, choice->value), ==, choice->name);
    }
}

static gboolean
has_port (const MillNodeType *type,
          const char         *name)
{
  return mill_node_type_find_port (type, MILL_PORT_IN, name) != NULL;
}

static void
check_param (const MillNodeType *type,
             const MillParam    *table,
             const MillParam    *param)
{
  g_assert_true (is_slug (mill_param_get_name (param)));
  check_sentence (param->label);
  if (param->help != NULL)
    {
      check_sentence (param->help);
      /* Sentences of a form stand alone, without a full stop. */
      g_assert_false (g_str_has_suffix (param->help, "."));
    }
  for (const MillParam *other = table; other != param; other++)
    g_assert_cmpstr (other->member, !=, param->member);

  g_assert_cmpfloat (param->minimum, <=, param->maximum);
  g_assert_cmpfloat (param->soft_minimum, <=, param->soft_maximum);
  if (param->maximum > param->minimum)
    {
      double value = param->kind == MILL_PARAM_INTEGER ? (double) param->default_integer
                                                       : param->default_number;

      g_assert_true (!(value < param->minimum) && !(value > param->maximum));
      g_assert_cmpfloat (param->soft_minimum, >=, param->minimum);
      g_assert_cmpfloat (param->soft_maximum, <=, param->maximum);
    }
  if (param->kind == MILL_PARAM_CHOICE)
    check_choices (param);
  if (param->kind == MILL_PARAM_RECORDS)
    {
      g_assert_nonnull (param->fields);
      for (const MillParam *field = param->fields; field->member != NULL; field++)
        check_param (type, param->fields, field);
    }
  if (param->role == MILL_ROLE_COLUMNS)
    g_assert_cmpint (param->kind, ==, MILL_PARAM_STRINGS);
  if (param->role == MILL_ROLE_COLUMN || param->role == MILL_ROLE_EXPRESSION)
    {
      g_assert_cmpint (param->kind, ==, MILL_PARAM_STRING);
      /* A column is one of an input. */
      g_assert_cmpuint (mill_node_type_get_n_ports (type, MILL_PORT_IN), >, 0);
    }
  if (param->port != NULL)
    g_assert_true (has_port (type, param->port));
  if (param->visible_if != NULL)
    {
      g_autofree char *member = g_strndup (param->visible_if, strcspn (param->visible_if, "="));
      const MillParam *other = table;

      while (other->member != NULL && strcmp (other->member, member) != 0)
        other++;
      g_assert_nonnull (other->member);
      if (strchr (param->visible_if, '=') != NULL && other->kind == MILL_PARAM_CHOICE)
        {
          g_auto (GStrv) names = g_strsplit (strchr (param->visible_if, '=') + 1, "|", -1);

          for (guint i = 0; names[i] != NULL; i++)
            g_assert_nonnull (mill_param_find_choice (other, names[i]));
        }
    }
}

static void
check_describe (const MillNodeType *type)
{
  gpointer params = mill_params_new (type);
  g_autofree char *text = NULL;

  g_assert_nonnull (type->describe);
  text = type->describe (params);
  g_assert_true (text == NULL || *text != '\0');
  mill_params_free (type, params);
}

static void
test_type (gconstpointer data)
{
  const MillNodeType *type = data;

  g_assert_true (is_slug (type->id));
  g_assert_cmpint (type->version, >=, 1);
  g_assert_cmpint (type->category, >=, 0);
  g_assert_cmpint (type->category, <, MILL_N_CATEGORIES);
  check_sentence (type->label);
  check_sentence (type->summary);
  g_assert_false (g_str_has_suffix (type->summary, "."));
  check_sentence (g_str_has_prefix (type->help, "*") ? type->help + 1 : type->help);
  check_icon (type);

  g_assert_true ((type->compile != NULL) != (type->run != NULL));
  g_assert_true ((type->declare != NULL) == (type->run != NULL));
  g_assert_true (type->version == 1 || type->upgrade != NULL);

  check_ports (type);
  g_assert_cmpuint (type->params_size, >, 0);
  for (const MillParam *param = type->params; param->member != NULL; param++)
    check_param (type, type->params, param);
  check_describe (type);

  g_assert_true (mill_catalogue_find (mill_nodes_get_catalogue (), type->id) == type);
}

static void
test_sorted (void)
{
  const MillNodeType *const *types = mill_nodes_get_catalogue ()->types;

  g_assert_nonnull (types[0]);
  for (guint i = 1; types[i] != NULL; i++)
    g_assert_cmpstr (types[i - 1]->id, <, types[i]->id);
}

int
main (int    argc,
      char **argv)
{
  const MillNodeType *const *types = mill_nodes_get_catalogue ()->types;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/catalogue/sorted", test_sorted);
  for (guint i = 0; types[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/catalogue/%s", types[i]->id);

      g_test_add_data_func (path, types[i], test_type);
    }

  return g_test_run ();
}
