/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "learn/booster-check.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "learn/json-members.h"
#include "pipeline/diagnostic.h"

/* More than anybody trains, few enough to fit into memory. */
#define MOST_FEATURES 1000000
#define MOST_NODES 50000000
#define MOST_CATEGORIES 131072

/* XGBoost writes its own numbers as strings. */
static gint64
count_member (JsonObject *object,
              const char *name)
{
  const char *text = mill_json_member_string (object, name);
  gint64 value;
  char *end;

  if (text == NULL || !g_ascii_isdigit (text[0]) || strlen (text) > 12)
    return -1;
  value = g_ascii_strtoll (text, &end, 10);

  return *end == '\0' ? value : -1;
}

static JsonArray *
array_of (JsonObject *object,
          const char *name,
          gint64      n)
{
  JsonArray *array = mill_json_member_array (object, name);

  return array != NULL && json_array_get_length (array) == n ? array : NULL;
}

/* Whole numbers from @low to @high only? */
static gboolean
are_integers (JsonArray *array,
              gint64     low,
              gint64     high)
{
  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      gint64 value = mill_json_element_integer (array, i, G_MININT64);

      if (value < low || value > high)
        return FALSE;
    }

  return TRUE;
}

static gboolean
are_numbers (JsonArray *array)
{
  if (array == NULL)
    return FALSE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (isnan (mill_json_element_number (array, i)))
      return FALSE;

  return TRUE;
}

/* Every node but the first is the child of exactly one with a smaller number: then all ways end. */
static gboolean
check_branches (JsonArray *left,
                JsonArray *right,
                JsonArray *parents,
                gint64     n)
{
  g_autofree guint8 *reached = g_new0 (guint8, n);

  for (gint64 i = 0; i < n; i++)
    {
      gint64 children[] = { mill_json_element_integer (left, i, -2),
                            mill_json_element_integer (right, i, -2) };

      if (children[0] == -1 && children[1] == -1)
        continue;
      for (guint j = 0; j < 2; j++)
        if (children[j] <= i || children[j] >= n || reached[children[j]]++ != 0 ||
            mill_json_element_integer (parents, children[j], -1) != i)
          return FALSE;
    }

  return TRUE;
}

/* The sets of categories that go to the right, for the nodes that divide categories. */
static gboolean
check_categories (JsonObject *tree,
                  JsonArray  *split_types,
                  gint64      n)
{
  JsonArray *categories = mill_json_member_array (tree, "categories");
  JsonArray *nodes = mill_json_member_array (tree, "categories_nodes");
  gint64 n_nodes = nodes != NULL ? (gint64) json_array_get_length (nodes) : -1;
  JsonArray *segments = array_of (tree, "categories_segments", n_nodes);
  JsonArray *sizes = array_of (tree, "categories_sizes", n_nodes);
  gint64 total = 0, before = -1, n_categorical = 0;

  if (n_nodes < 0 || segments == NULL || sizes == NULL || !are_integers (nodes, 0, n - 1) ||
      !are_integers (categories, 0, MOST_CATEGORIES))
    return FALSE;
  for (gint64 i = 0; i < n_nodes; i++)
    {
      gint64 node = mill_json_element_integer (nodes, i, -1);
      gint64 size = mill_json_element_integer (sizes, i, -1);

      if (node <= before || mill_json_element_integer (split_types, node, 0) != 1 || size < 1 ||
          mill_json_element_integer (segments, i, -1) != total)
        return FALSE;
      before = node;
      total += size;
      if (total > json_array_get_length (categories))
        return FALSE;
    }
  for (gint64 i = 0; i < n; i++)
    n_categorical += mill_json_element_integer (split_types, i, 0) == 1;

  return total == json_array_get_length (categories) && n_categorical == n_nodes;
}

static gboolean
check_tree (JsonObject *tree,
            gint64      id,
            gint64      n_features,
            gint64     *n_nodes)
{
  JsonObject *param = mill_json_member_object (tree, "tree_param");
  gint64 n = count_member (param, "num_nodes");
  JsonArray *left, *right, *parents, *split_types;

  if (n < 1 || n > MOST_NODES - *n_nodes || count_member (param, "num_feature") != n_features ||
      count_member (param, "num_deleted") != 0 || count_member (param, "size_leaf_vector") > 1 ||
      mill_json_member_count (tree, "id") != id)
    return FALSE;
  *n_nodes += n;
  left = array_of (tree, "left_children", n);
  right = array_of (tree, "right_children", n);
  parents = array_of (tree, "parents", n);
  split_types = array_of (tree, "split_type", n);

  return are_integers (left, -1, n - 1) && are_integers (right, -1, n - 1) &&
         are_integers (parents, 0, G_MAXINT32) && are_integers (split_types, 0, 1) &&
         are_integers (array_of (tree, "split_indices", n), 0, MAX (n_features - 1, 0)) &&
         are_integers (array_of (tree, "default_left", n), 0, 1) &&
         are_numbers (array_of (tree, "split_conditions", n)) &&
         are_numbers (array_of (tree, "base_weights", n)) &&
         are_numbers (array_of (tree, "loss_changes", n)) &&
         are_numbers (array_of (tree, "sum_hessian", n)) &&
         check_branches (left, right, parents, n) && check_categories (tree, split_types, n);
}

static gboolean
check_trees (JsonObject *model,
             gint64      n_features,
             gint64      n_groups)
{
  JsonObject *param = mill_json_member_object (model, "gbtree_model_param");
  gint64 n = count_member (param, "num_trees");
  JsonArray *trees = array_of (model, "trees", n);
  JsonArray *info = array_of (model, "tree_info", n);
  JsonArray *rounds = mill_json_member_array (model, "iteration_indptr");
  guint n_rounds = rounds != NULL ? json_array_get_length (rounds) : 0;
  gint64 n_nodes = 0;

  if (n < 0 || trees == NULL || !are_integers (info, 0, n_groups - 1) || n_rounds < 1 ||
      count_member (param, "num_parallel_tree") != 1)
    return FALSE;
  for (guint i = 0; i < n_rounds; i++)
    if (mill_json_element_integer (rounds, i, -1) != i * n_groups)
      return FALSE;
  if ((n_rounds - 1) * n_groups != n)
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      JsonNode *tree = json_array_get_element (trees, i);

      if (!JSON_NODE_HOLDS_OBJECT (tree) ||
          !check_tree (json_node_get_object (tree), i, n_features, &n_nodes))
        return FALSE;
    }

  return TRUE;
}

/* Dictionaries of XGBoost's own, which we never use. */
static gboolean
has_no_dictionary (JsonObject *model)
{
  JsonObject *cats = mill_json_member_object (model, "cats");

  return cats == NULL || (array_of (cats, "enc", 0) != NULL &&
                          array_of (cats, "feature_segments", 0) != NULL &&
                          array_of (cats, "sorted_idx", 0) != NULL);
}

/* "[5.3E-1]": a list of one number, or one for each class. */
static gboolean
check_base_score (const char *text,
                  gint64      n_groups)
{
  g_autofree char *inner = NULL;
  g_auto (GStrv) numbers = NULL;
  gsize length = text != NULL ? strlen (text) : 0;

  if (length < 2 || text[0] != '[' || text[length - 1] != ']')
    return FALSE;
  inner = g_strndup (text + 1, length - 2);
  numbers = g_strsplit (inner, ",", -1);
  for (guint i = 0; numbers[i] != NULL; i++)
    {
      char *end;

      if (!isfinite (g_ascii_strtod (numbers[i], &end)) || end == numbers[i] || *end != '\0')
        return FALSE;
    }

  return g_strv_length (numbers) == 1 || g_strv_length (numbers) == n_groups;
}

static gboolean
check_names (JsonObject *learner,
             gint64      n_features)
{
  g_auto (GStrv) names = mill_json_member_strings (learner, "feature_names");
  g_auto (GStrv) types = mill_json_member_strings (learner, "feature_types");

  if (names == NULL || types == NULL ||
      (names[0] != NULL && g_strv_length (names) != n_features) ||
      (types[0] != NULL && g_strv_length (types) != n_features))
    return FALSE;
  for (guint i = 0; types[i] != NULL; i++)
    if (!g_str_equal (types[i], "float") && !g_str_equal (types[i], "c"))
      return FALSE;

  return TRUE;
}

/* XGBoost divides by the number of classes. */
static gboolean
check_classes (JsonObject *objective,
               const char *name,
               gint64      n_classes)
{
  JsonObject *param = mill_json_member_object (objective, "softmax_multiclass_param");

  if (!g_str_equal (name, "multi:softprob"))
    return n_classes == 0;

  return n_classes > 1 && count_member (param, "num_class") == n_classes;
}

static gboolean
check_learner (JsonObject *learner)
{
  JsonObject *param = mill_json_member_object (learner, "learner_model_param");
  JsonObject *booster = mill_json_member_object (learner, "gradient_booster");
  JsonObject *model = mill_json_member_object (booster, "model");
  JsonObject *objective = mill_json_member_object (learner, "objective");
  const char *name = mill_json_member_string (objective, "name");
  gint64 n_features = count_member (param, "num_feature");
  gint64 n_classes = count_member (param, "num_class");
  gint64 n_groups = MAX (n_classes, 1);
  static const char *const objectives[] = {
    "binary:logistic", "multi:softprob", "reg:squarederror", NULL
  };

  return model != NULL && n_features > 0 && n_features <= MOST_FEATURES && n_classes >= 0 &&
         n_classes <= G_MAXUINT16 && count_member (param, "num_target") == 1 &&
         name != NULL && g_strv_contains (objectives, name) &&
         check_classes (objective, name, n_classes) &&
         g_strcmp0 (mill_json_member_string (booster, "name"), "gbtree") == 0 &&
         check_base_score (mill_json_member_string (param, "base_score"), n_groups) &&
         check_names (learner, n_features) && has_no_dictionary (model) &&
         check_trees (model, n_features, n_groups);
}

gboolean
mill_booster_check (const char  *text,
                    GError     **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;

  if (json_parser_load_from_data (parser, text, -1, NULL))
    {
      root = json_parser_get_root (parser);
      if (root != NULL && JSON_NODE_HOLDS_OBJECT (root) &&
          check_learner (mill_json_member_object (json_node_get_object (root), "learner")))
        return TRUE;
    }
  mill_fail (error, _("Train the model again."), "%s",
             _("The trees of the model are damaged, or from another version of XGBoost"));

  return FALSE;
}
